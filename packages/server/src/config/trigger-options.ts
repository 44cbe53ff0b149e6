import type { Option } from './options.ts'
import { triggerMappings, triggerSecret } from './triggers.ts'
import { boolean, choice, integer, origin, text } from './values.ts'

/** The options about functions and the triggers that call them. */
export const triggerOptions = {
  triggers: {
    flag: 'trigger',
    variables: ['POOLHOUSE_TRIGGER'],
    type: triggerMappings,
    defaultText: 'none',
    repeatable: true,
    description:
      'Runs a file, or calls an address, for a trigger, whatever the user pools name for it: ' +
      'PreTokenGeneration=./functions/claims.js. <pool id>:PreSignUp=… is for one pool, PreTokenGeneration@V2_0=… ' +
      'chooses the version of the event. The flag may be repeated; the variable takes several, separated by commas.',
  },
  triggerSecret: {
    flag: 'trigger-secret',
    variables: ['POOLHOUSE_TRIGGER_SECRET'],
    type: triggerSecret,
    defaultText: 'none',
    secret: true,
    description:
      'Signs the calls of addresses given with --trigger, by the rules of Standard Webhooks: base64 of 24 to 64 bytes, ' +
      'with or without whsec_ before it.',
  },
  triggerTimeoutSeconds: {
    flag: 'trigger-timeout-seconds',
    variables: ['POOLHOUSE_TRIGGER_TIMEOUT_SECONDS'],
    type: integer(1, 30),
    default: '5',
    description: 'How long a trigger may take to answer; five seconds with Cognito.',
  },
  triggerAttempts: {
    flag: 'trigger-attempts',
    variables: ['POOLHOUSE_TRIGGER_ATTEMPTS'],
    type: integer(1, 5),
    default: '3',
    description:
      'How often a trigger is called in all when it does not answer in time; three times with Cognito.',
  },
  lambdaEndpoint: {
    flag: 'lambda-endpoint',
    variables: ['POOLHOUSE_LAMBDA_ENDPOINT'],
    type: origin,
    defaultText: 'none: only functions that are deployed here can be run',
    description:
      'Where functions are invoked that are not deployed here, by the Invoke operation of AWS Lambda.',
  },
  lambdaAccessKeyId: {
    flag: 'lambda-access-key-id',
    variables: ['POOLHOUSE_LAMBDA_ACCESS_KEY_ID'],
    type: text('<id>', 'at most 128 printable characters without space', /^[\x21-\x7e]{1,128}$/),
    defaultText: "the operator's, else test",
    description: 'Signs the calls of --lambda-endpoint.',
  },
  lambdaSecretAccessKey: {
    flag: 'lambda-secret-access-key',
    variables: ['POOLHOUSE_LAMBDA_SECRET_ACCESS_KEY'],
    type: text('<secret>', 'at most 256 printable characters without space', /^[\x21-\x7e]{1,256}$/),
    defaultText: "the operator's, else test",
    secret: true,
    description: 'The secret half of it.',
  },
  functionNetwork: {
    flag: 'function-network',
    variables: ['POOLHOUSE_FUNCTION_NETWORK'],
    type: choice(['all', 'none']),
    default: 'all',
    description: 'Whether functions that run here may use the network; none needs Node 25 or newer.',
  },
  functionNativeAddons: {
    flag: 'function-native-addons',
    variables: ['POOLHOUSE_FUNCTION_NATIVE_ADDONS'],
    type: boolean,
    default: 'false',
    description:
      'Lets functions that run here load compiled add-ons, which nothing keeps from the files of this machine.',
  },
} satisfies Record<string, Option>
