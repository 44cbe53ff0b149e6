import { availableParallelism } from 'node:os'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { listOptions } from './config/options.ts'
import { ConfigError, isLoopbackHost, readConfig } from './config.ts'

const key = Buffer.alloc(32, 1).toString('base64')
const otherKey = Buffer.alloc(32, 2).toString('base64')
const options = { terminal: false }

function messageOf(argv: string[], env: NodeJS.ProcessEnv = {}): string {
  try {
    readConfig(argv, env, options)
  } catch (error) {
    if (error instanceof ConfigError) return error.message
    throw error
  }
  return 'accepted'
}

describe('readConfig', () => {
  it('has a default for everything', () => {
    expect(readConfig([], {}, options)).toEqual({
      port: 4100,
      host: '127.0.0.1',
      publicUrl: undefined,
      domainSuffix: undefined,
      https: false,
      databaseUrl: 'sqlite:poolhouse-data/poolhouse.db',
      databasePoolSize: 10,
      dataDir: './poolhouse-data',
      encryptionKeys: [],
      operator: undefined,
      region: 'us-east-1',
      accountId: '000000000000',
      smtpUrl: undefined,
      smtpFrom: 'no-reply@verificationemail.com',
      demo: undefined,
      privateProviders: undefined,
      testClock: false,
      logLevel: 'info',
      logFormat: 'json',
      shutdownTimeoutSeconds: 10,
      threads: Math.min(availableParallelism(), 256),
      unavailableTriggers: 'fail',
      triggers: [],
      triggerSecret: undefined,
      triggerTimeoutSeconds: 5,
      triggerAttempts: 3,
      lambdaEndpoint: undefined,
      lambdaCredential: { accessKeyId: 'test', secretAccessKey: 'test' },
      functionNetwork: 'all',
      functionNativeAddons: false,
    })
  })

  it('reads every option from its flag and from its variables, the flag first', () => {
    const samples: Record<string, [string, string]> = {
      port: ['1', '2'],
      host: ['localhost', '::1'],
      'public-url': ['https://a.example', 'https://b.example'],
      'domain-suffix': ['auth.a.example', 'B.example'],
      https: ['true', 'false'],
      'database-url': ['sqlite::memory:', 'postgres://u:p@h/d'],
      'database-pool-size': ['1', '2'],
      'data-dir': ['a', 'b'],
      'encryption-key': [key, otherKey],
      'access-key-id': ['a', 'b'],
      'secret-access-key': ['a', 'b'],
      region: ['eu-west-1', 'us-gov-west-1'],
      'account-id': ['123456789012', '210987654321'],
      'smtp-url': ['smtp://a', 'smtps://u:p@b:465'],
      'smtp-from': ['a@a.example', 'Pool House <b@b.example>'],
      demo: ['true', 'false'],
      'private-providers': ['true', 'false'],
      'test-clock': ['true', 'false'],
      'log-level': ['silent', 'trace'],
      'log-format': ['json', 'text'],
      'shutdown-timeout-seconds': ['0', '3600'],
      threads: ['1', '2'],
      'unavailable-triggers': ['skip', 'fail'],
      trigger: ['PreSignUp=a.js', 'us-east-1_A:PreTokenGeneration@V2_0=b.js,CustomMessage=c d.js'],
      'trigger-secret': [key, `whsec_${otherKey}`],
      'trigger-timeout-seconds': ['1', '30'],
      'trigger-attempts': ['1', '5'],
      'lambda-endpoint': ['http://localhost:9001', 'https://lambda.eu-west-1.amazonaws.com'],
      'lambda-access-key-id': ['a', 'b'],
      'lambda-secret-access-key': ['a', 'b'],
      'function-network': ['none', 'all'],
      'function-native-addons': ['true', 'false'],
      'event-endpoint': ['http://localhost/a', 'https://a.example,https://b.example'],
      'event-secret': [`whsec_${key}`, `whsec_${otherKey},whsec_${key}`],
      'event-types': ['user.*', 'user.created,group.*'],
      'event-user-pools': ['us-east-1_A', 'us-east-1_A,us-east-1_B'],
    }
    const credential = {
      POOLHOUSE_ACCESS_KEY_ID: 'x',
      POOLHOUSE_SECRET_ACCESS_KEY: 'x',
      POOLHOUSE_LAMBDA_ACCESS_KEY_ID: 'x',
      POOLHOUSE_LAMBDA_SECRET_ACCESS_KEY: 'x',
      POOLHOUSE_EVENT_ENDPOINT: 'https://x.example',
      POOLHOUSE_EVENT_SECRET: Buffer.alloc(24).toString('base64'),
    }
    for (const { flag, variables } of listOptions()) {
      const [first, second] = samples[flag] ?? ['', '']
      const byFlag = readConfig([`--${flag}=${first}`], credential, options)
      expect(byFlag, flag).not.toEqual(readConfig([`--${flag}`.concat('=', second)], credential, options))
      for (const variable of variables) {
        expect(readConfig([], { ...credential, [variable]: first }, options)).toEqual(byFlag)
        expect(readConfig([`--${flag}=${first}`], { ...credential, [variable]: second }, options)).toEqual(
          byFlag,
        )
      }
    }
  })

  it('takes a value after a space or an equals sign, and switches without one', () => {
    expect(readConfig(['--port', '1', '--demo'], {}, options)).toMatchObject({ port: 1, demo: true })
    expect(readConfig(['--port=1', '--no-demo'], {}, options)).toMatchObject({ port: 1, demo: false })
    expect(readConfig(['--demo=false', '--test-clock'], {}, options)).toMatchObject({
      demo: false,
      testClock: true,
    })
    expect(readConfig([`--encryption-key=${key}`], {}, options).encryptionKeys).toEqual([Buffer.alloc(32, 1)])
  })

  it('takes several triggers from one variable or several flags', () => {
    const texts = [
      'PreSignUp=./a.js',
      'us-east-1_A:PreSignUp=b.js',
      'PreTokenGeneration@V3_0=http://[::1]:1/a?b',
    ]
    const secret = `--trigger-secret=${key}`
    const { triggers } = readConfig([secret, ...texts.map((text) => `--trigger=${text}`)], {}, options)
    expect(triggers).toEqual([
      { trigger: 'PreSignUp', target: './a.js' },
      { userPoolId: 'us-east-1_A', trigger: 'PreSignUp', target: 'b.js' },
      { trigger: 'PreTokenGeneration', version: 'V3_0', target: 'http://[::1]:1/a?b' },
    ])
    const fromVariable = readConfig([secret], { POOLHOUSE_TRIGGER: texts.join(', ') }, options)
    expect(fromVariable.triggers).toEqual(triggers)
  })

  it.each([
    'PreSignup=a.js',
    'PreSignUp',
    'PreSignUp=',
    'PreSignUp@V2_0=a.js',
    'PreSignUp=a.js,PreSignUp=b.js',
    'PreSignUp=http://functions.example/a',
    'PreSignUp=https://user:word@functions.example/a',
  ])('refuses the trigger %s', (text) => {
    expect(messageOf(['--trigger', text])).toMatch(/^--trigger: expected Trigger=file or /)
  })

  it('wants a secret where a trigger is an address', () => {
    expect(messageOf(['--trigger=PreSignUp=https://functions.example/a'])).toContain('--trigger-secret')
    expect(messageOf([`--trigger-secret=${key.slice(0, 20)}`])).toContain('base64 of 24 to 64 bytes')
  })

  it('signs calls of functions elsewhere as the operator unless told otherwise', () => {
    const operator = ['--access-key-id=a', '--secret-access-key=b']
    const own = ['--lambda-access-key-id=c', '--lambda-secret-access-key=d']
    expect(readConfig(operator, {}, options).lambdaCredential.accessKeyId).toBe('a')
    expect(readConfig([...operator, ...own], {}, options).lambdaCredential.accessKeyId).toBe('c')
    expect(messageOf(['--lambda-access-key-id=c'])).toContain('--lambda-secret-access-key')
  })

  it('prefers POOLHOUSE_PORT over PORT and takes an empty variable for none', () => {
    expect(readConfig([], { PORT: '1', POOLHOUSE_PORT: '2' }, options).port).toBe(2)
    expect(readConfig([], { PORT: '1', POOLHOUSE_PORT: '' }, options).port).toBe(1)
  })

  it('keeps the order of the encryption keys', () => {
    const { encryptionKeys } = readConfig([], { POOLHOUSE_ENCRYPTION_KEY: `${otherKey}, ${key}` }, options)
    expect(encryptionKeys).toEqual([Buffer.alloc(32, 2), Buffer.alloc(32, 1)])
  })

  it('puts the database into the data folder and logs text on a terminal', () => {
    const config = readConfig(['--data-dir', '/srv/pool'], {}, { terminal: true })
    expect(config).toMatchObject({ databaseUrl: 'sqlite:/srv/pool/poolhouse.db', logFormat: 'text' })
  })

  it('takes the trailing slash from the public address', () => {
    expect(readConfig(['--public-url', 'https://a.example:8443/'], {}, options).publicUrl).toBe(
      'https://a.example:8443',
    )
  })

  it('leaves the variable alone that the tests of the repository use', () => {
    expect(messageOf([], { POOLHOUSE_TEST_POSTGRES_URL: 'postgres://h/d' })).toBe('accepted')
  })
})

describe('refuses', () => {
  const refusals: [string, string[], NodeJS.ProcessEnv, string][] = [
    ['an unknown flag', ['--prot', '1'], {}, 'Unknown flag --prot; did you mean --port?'],
    ['an unknown switch', ['--no-dmeo'], {}, 'Unknown flag --no-dmeo; did you mean --no-demo?'],
    ['a flag that cannot be negated', ['--no-port'], {}, 'Unknown flag --no-port; did you mean --port?'],
    [
      'an unknown variable',
      [],
      { POOLHOUSE_HOSTNAME: 'x' },
      'Unknown variable POOLHOUSE_HOSTNAME; did you mean POOLHOUSE_HOST?',
    ],
    ['a flag twice', ['--port=1', '--port=2'], {}, '--port is given twice'],
    ['a switch and its opposite', ['--demo', '--no-demo'], {}, '--demo is given twice'],
    ['a value for a negated switch', ['--no-demo=true'], {}, '--no-demo takes no value'],
    ['a flag at the end without a value', ['--port'], {}, '--port needs a value'],
    ['a flag before another flag', ['--host', '--port=1'], {}, '--host needs a value'],
    ['an empty value', ['--host='], {}, '--host needs a value'],
    [
      'a stray argument, without repeating it',
      ['--port=1', 'hunter2'],
      {},
      'Unexpected argument: the command comes first, and every option needs its flag',
    ],
    [
      'a port out of range',
      ['--port', '65536'],
      {},
      '--port: expected a whole number from 0 to 65535, got "65536"',
    ],
    [
      'a port that is no number',
      [],
      { PORT: '0x50' },
      'PORT: expected a whole number from 0 to 65535, got "0x50"',
    ],
    [
      'a host with a port',
      ['--host', 'a:80/'],
      {},
      '--host: expected a host name or an IP address, got "a:80/"',
    ],
    [
      'another boolean',
      [],
      { POOLHOUSE_DEMO: 'maybe' },
      'POOLHOUSE_DEMO: expected true or false, got "maybe"',
    ],
    [
      'a log level that is none',
      ['--log-level', 'loud'],
      {},
      '--log-level: expected one of fatal, error, warn, info, debug, trace, silent, got "loud"',
    ],
    [
      'an account that is no number',
      ['--account-id', '1'],
      {},
      '--account-id: expected twelve digits, got "1"',
    ],
    [
      'a region with capitals',
      ['--region', 'EU'],
      {},
      '--region: expected a region such as us-east-1, got "EU"',
    ],
    ...['.example.com', 'example.com.', 'a..b', '10.0.0.1', 'a_b.test', 'https://a.test', 'a'.repeat(64)].map(
      (suffix): [string, string[], NodeJS.ProcessEnv, string] => [
        `the domain suffix ${suffix}`,
        ['--domain-suffix', suffix],
        {},
        `--domain-suffix: expected a host name such as auth.example.com, without a dot at its ends, got "${suffix.slice(0, 60)}"`,
      ],
    ),
    [
      'half a credential',
      ['--access-key-id', 'a'],
      {},
      '--access-key-id (POOLHOUSE_ACCESS_KEY_ID) is set, but --secret-access-key (POOLHOUSE_SECRET_ACCESS_KEY) is missing',
    ],
    [
      'the other half',
      [],
      { POOLHOUSE_SECRET_ACCESS_KEY: 'hunter2' },
      '--secret-access-key (POOLHOUSE_SECRET_ACCESS_KEY) is set, but --access-key-id (POOLHOUSE_ACCESS_KEY_ID) is missing',
    ],
    [
      'a public host without a credential',
      ['--host', '0.0.0.0'],
      {},
      'Listening on 0.0.0.0 needs operator credentials: set --access-key-id (POOLHOUSE_ACCESS_KEY_ID) and --secret-access-key (POOLHOUSE_SECRET_ACCESS_KEY), or listen on 127.0.0.1',
    ],
    [
      'a sender with a line break',
      [],
      { POOLHOUSE_SMTP_FROM: 'a@b\nBcc: c@d' },
      'POOLHOUSE_SMTP_FROM: expected an address such as no-reply@example.com or Name <no-reply@example.com>, got "a@b\\nBcc: c@d"',
    ],
  ]

  it.each(refusals)('%s', (_, argv, env, message) => {
    expect(messageOf(argv, env)).toBe(message)
  })

  it.each([
    'ftp://a.example',
    'a.example',
    'https://a.example/path',
    'https://a.example/?q=1',
    'https://a.example#x',
    'https://user@a.example',
    'https:a.example',
  ])('the public address %s', (address) => {
    expect(messageOf(['--public-url', address])).toMatch(
      /^--public-url: expected an http or https address without user/,
    )
  })

  it.each(['mysql://u:hunter2@h/d', 'sqlite:', 'postgres:hunter2', 'hunter2'])(
    'the database %s',
    (address) => {
      expect(messageOf([], { POOLHOUSE_DATABASE_URL: address })).toBe(
        'POOLHOUSE_DATABASE_URL: expected sqlite:FILE, sqlite::memory: or postgres://user:password@host/database',
      )
    },
  )

  it.each([
    'hunter2',
    key.slice(1),
    `${key},`,
    Buffer.alloc(31).toString('base64'),
    Buffer.alloc(33).toString('base64'),
  ])('the encryption key %s, without repeating it', (value) => {
    const message = messageOf([], { POOLHOUSE_ENCRYPTION_KEY: value })
    expect(message).toMatch(/^POOLHOUSE_ENCRYPTION_KEY: expected base64 of 32 bytes/)
    expect(message).not.toContain(value)
  })

  it('with one line that holds no secret, whatever the secret is', () => {
    const secrets = listOptions().filter((option) => option.secret)
    const value = fc.string({ unit: 'binary', minLength: 1 }).map((text) => `hunter2${text}hunter2`)
    fc.assert(
      fc.property(fc.constantFrom(...secrets), value, (option, text) => {
        for (const message of [
          messageOf([`--${option.flag}=${text}`]),
          messageOf([], { [option.variables[0]]: text }),
        ]) {
          expect(message).not.toContain('hunter2')
          expect(message).not.toMatch(/[\r\n]/)
        }
      }),
    )
  })

  it('with one line, whatever the words', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' })), (argv) => {
        expect(messageOf(argv)).not.toMatch(/[\r\n]/)
      }),
    )
  })
})

describe('a host that others reach', () => {
  const credential = ['--access-key-id=operator', '--secret-access-key=hunter2']

  it('is allowed with operator credentials', () => {
    const config = readConfig(['--host', '0.0.0.0', ...credential], {}, options)
    expect(config.operator).toEqual({ accessKeyId: 'operator', secretAccessKey: 'hunter2' })
  })

  it('does not matter to a command that does not listen', () => {
    expect(readConfig(['--host', '0.0.0.0'], {}, { ...options, serving: false }).host).toBe('0.0.0.0')
  })

  it('is every host but the loopback ones', () => {
    expect(['localhost', '127.0.0.1', '127.1.2.3', '::1'].every(isLoopbackHost)).toBe(true)
    expect(
      ['0.0.0.0', '::', '10.0.0.1', 'a.example', '127.0.0.1.example', 'localhost.example'].some(
        isLoopbackHost,
      ),
    ).toBe(false)
  })
})
