import manifest from '../../package.json' with { type: 'json' }
import type { RunningServer } from '../app.ts'
import { isAddress, type TriggerMapping } from '../config/triggers.ts'
import { type Config, isLoopbackHost } from '../config.ts'
import { demoSignInUrl } from '../core/demo.ts'
import { authorityFile } from '../development-authority-file.ts'
import type { Demo } from './demo.ts'

/** What a newcomer needs next, within one screen. */
export function startUpText(
  config: Config,
  { services, url }: RunningServer,
  demo: Demo | undefined,
): string {
  const { publicUrl } = services
  const lines = [
    '',
    `  Poolhouse ${manifest.version} is ready at ${publicUrl}`,
    '',
    ...(config.publicUrl ? [row('Listening on', url)] : []),
    ...(config.https ? [row('Certificates', trust(config))] : []),
    row('API endpoint', `AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER=${publicUrl}`),
    row('Database', databaseName(config)),
    row(
      'Messages',
      `${publicUrl}/_poolhouse/messages (codes and invitations${config.smtpUrl ? ', also sent by SMTP' : ''})`,
    ),
    row('Health', `${publicUrl}/_poolhouse/health, /ready, /metrics`),
    row('Credentials', credentials(config)),
    ...chosenRows(config),
    '',
    ...(demo
      ? demoLines(config, publicUrl, demo)
      : ['  No user pool was made; create one with any Cognito client.']),
    '',
    '  The console is not part of this version yet. Ctrl-C stops the server.',
    '',
  ]
  return `${lines.join('\n')}\n`
}

function trust(config: Config): string {
  const file = authorityFile(config)
  return `trust ${file} (docs/https.md), or NODE_EXTRA_CA_CERTS=${file}`
}

/** What the operator chose beside the usual, so that a forgotten flag shows. */
function chosenRows({ triggers, lambdaEndpoint, events, testClock }: Config): string[] {
  return [
    ...triggers.map((mapping) => row('Trigger', triggerText(mapping))),
    ...(lambdaEndpoint
      ? [row('Lambda', `functions that are not deployed here run at ${lambdaEndpoint}`)]
      : []),
    ...(events ? events.endpoints.map((url) => row('Events', `user events go to ${withoutQuery(url)}`)) : []),
    ...(testClock ? [row('Test clock', 'on: /_poolhouse/clock moves the time of this server')] : []),
  ]
}

function triggerText({ userPoolId, trigger, version, target }: TriggerMapping): string {
  const event = version === undefined ? trigger : `${trigger}@${version}`
  const shown = isAddress(target) ? withoutQuery(target) : target
  return `${event} of ${userPoolId ?? 'all user pools'} runs ${shown}`
}

/** Queries may hold secrets. */
function withoutQuery(address: string): string {
  const { origin, pathname } = new URL(address)
  return `${origin}${pathname}`
}

function demoLines(config: Config, publicUrl: string, demo: Demo): string[] {
  const issuer = `${publicUrl}/${demo.userPoolId}`
  const jwks = `${issuer}/.well-known/jwks.json`
  const secret = JSON.stringify({
    jwk_url: jwks,
    issuer,
    audience: demo.clientId,
    claims_format: 'stringified_json',
  })
  return [
    '  Demo',
    row('User pool', demo.userPoolId),
    row('App client', demo.clientId),
    row('User', `${demo.username}, password ${demo.password}`),
    row('Sign in', demoSignInUrl(publicUrl)),
    row('Issuer', issuer),
    row('JWKS', jwks),
    '',
    '  Sign in with the AWS CLI:',
    '',
    ...(config.https ? [`    AWS_CA_BUNDLE=${authorityFile(config)} \\`] : []),
    `    AWS_ACCESS_KEY_ID=any AWS_SECRET_ACCESS_KEY=any aws cognito-idp initiate-auth --region ${regionOf(demo)} \\`,
    `      --endpoint-url ${publicUrl} --client-id ${demo.clientId} \\`,
    `      --auth-flow USER_PASSWORD_AUTH --auth-parameters USERNAME=${demo.username},PASSWORD=${demo.password}`,
    '',
    '  Trust its tokens in Cube and Hasura:',
    '',
    `    CUBEJS_JWK_URL=${jwks} CUBEJS_JWT_ISSUER=${issuer} \\`,
    `      CUBEJS_JWT_AUDIENCE=${demo.clientId} CUBEJS_JWT_ALGS=RS256`,
    `    HASURA_GRAPHQL_JWT_SECRET='${secret}'`,
  ]
}

function row(label: string, value: string): string {
  return `  ${label.padEnd(13)} ${value}`
}

function regionOf(demo: Demo): string {
  return demo.userPoolId.slice(0, demo.userPoolId.indexOf('_'))
}

/** The database without the password that its address may hold. */
export function databaseName(config: Config): string {
  if (config.databaseUrl.startsWith('sqlite:')) return config.databaseUrl
  const address = new URL(config.databaseUrl)
  return `PostgreSQL at ${address.host}${address.pathname}`
}

function credentials(config: Config): string {
  if (config.operator) return `signed requests need the access key ${config.operator.accessKeyId}`
  if (config.publicUrl && !isLoopbackHost(new URL(config.publicUrl).hostname))
    return 'NONE: whoever reaches this server, through a proxy too, administers it; set --access-key-id'
  return 'any AWS credentials are accepted, since none are set and only this machine can connect'
}
