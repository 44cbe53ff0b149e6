import { execFile } from 'node:child_process'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { CognitoIdentityProvider } from '@aws-sdk/client-cognito-identity-provider'
import { type PoolhouseOptions, startPoolhouse } from 'poolhouse'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Block, root } from '../docs/markdown.ts'
import { prepareFolder } from '../docs/run-block.ts'
import { claimsOf } from '../support/pool.ts'
import { temporaryFolder } from '../support/process.ts'
import { readGuide } from './guide-page.ts'

const RUN_TIMEOUT_MS = 120_000

const guide = readGuide('docs/guides/testing.md')
const blocks = guide.blocks.filter(({ language }) => language === 'js')
const forNode = blocks.filter(({ code }) => code.includes("from 'node:test'"))
const forVitest = blocks.filter(({ code }) => code.includes("from 'vitest'"))

describe('docs/guides/testing.md', () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>
  let project: string

  beforeAll(async () => {
    folder = await temporaryFolder()
    project = join(folder.path, 'project')
    await mkdir(project)
    await prepareFolder(folder.path)
  })
  afterAll(() => folder.remove())

  it('has a block for each runner, of which that for Jest is not run', () => {
    expect(forNode.length).toBeGreaterThanOrEqual(3)
    expect(forVitest).toHaveLength(1)
    expect(blocks).toHaveLength(forNode.length + forVitest.length + 1)
  })

  it('passes under node:test', { timeout: RUN_TIMEOUT_MS }, async () => {
    const files = await write(forNode, 'node.mjs')
    const outcome = await run(['--test', ...files])
    expect(outcome, outcome.output).toMatchObject({ exitCode: 0 })
    expect(outcome.output).toContain(`pass ${forNode.length}`)
  })

  it('passes under Vitest', { timeout: RUN_TIMEOUT_MS }, async () => {
    await write(forVitest, 'vitest.test.js')
    const outcome = await run([join(root, 'node_modules/vitest/vitest.mjs'), 'run', '--root', project])
    expect(outcome, outcome.output).toMatchObject({ exitCode: 0 })
    expect(outcome.output).toContain('1 passed')
  })

  function write(files: Block[], ending: string): Promise<string[]> {
    return Promise.all(
      files.map(async ({ code, line }) => {
        const file = join(project, `line-${line}.${ending}`)
        await writeFile(file, code)
        return file
      }),
    )
  }

  /** Not as a part of this run of Vitest, of which the variables speak. */
  function run(args: string[]): Promise<{ exitCode: number; output: string }> {
    const { PATH, SystemRoot } = process.env
    const options = { cwd: project, timeout: RUN_TIMEOUT_MS / 2, env: { PATH, SystemRoot, NO_COLOR: '1' } }
    return new Promise((resolve) => {
      const child = execFile(process.execPath, args, options, (error, output, errors) => {
        resolve({ exitCode: child.exitCode ?? (error ? -1 : 0), output: output + errors })
      })
    })
  }
})

describe('startPoolhouse', () => {
  /** What the work finds on a server of its own. */
  async function on<Username extends string = 'demo'>(
    options: PoolhouseOptions<Username>,
    work: (poolhouse: Awaited<ReturnType<typeof startPoolhouse<Username>>>) => Promise<void>,
  ): Promise<void> {
    await using poolhouse = await startPoolhouse(options)
    await work(poolhouse)
  }

  it('makes a pool, a client and a user', () =>
    on({}, async ({ url, userPoolId, clientId, clientSecret, issuer, jwksUri, users, signIn }) => {
      expect(url).toMatch(/^http:\/\/localhost:\d+$/)
      expect(issuer).toBe(`${url}/${userPoolId}`)
      expect(clientSecret).toBeUndefined()
      expect((await fetch(jwksUri)).status).toBe(200)
      const { idToken, accessToken, refreshToken, expiresInSeconds } = await signIn('demo')
      expect(claimsOf(idToken)).toMatchObject({ iss: issuer, aud: clientId, email: 'demo@example.com' })
      expect(claimsOf(accessToken)).toMatchObject({ sub: users.demo.sub, client_id: clientId })
      expect(refreshToken).not.toBe('')
      expect(expiresInSeconds).toBe(3600)
    }))

  it('takes members of the pool, the client and the users', () =>
    on(
      {
        userPool: {
          UserPoolTags: { _custom_id_: 'us-east-1_shop' },
          UsernameAttributes: ['email'],
          Schema: [{ Name: 'plan', AttributeDataType: 'String' }],
        },
        client: { ClientName: '_custom_id_:shopclient', GenerateSecret: true },
        users: {
          'ada@acme.example': {
            password: 'Correct-Horse-1',
            attributes: { 'custom:plan': 'gold' },
            groups: ['a', 'b'],
          },
          'grace@acme.example': { groups: ['b'] },
        },
      },
      async ({ userPoolId, clientId, clientSecret, users, signIn }) => {
        expect({ userPoolId, clientId }).toEqual({ userPoolId: 'us-east-1_shop', clientId: 'shopclient' })
        expect(clientSecret).toMatch(/^\w{40,}$/)
        expect(claimsOf((await signIn('ada@acme.example')).idToken)).toMatchObject({
          sub: users['ada@acme.example'].sub,
          email: 'ada@acme.example',
          email_verified: true,
          'custom:plan': 'gold',
          'cognito:groups': ['a', 'b'],
        })
        const grace = claimsOf((await signIn('grace@acme.example')).accessToken)
        expect(grace['cognito:groups']).toEqual(['b'])
      },
    ))

  it('starts several servers that know nothing of each other', async () => {
    await using one = await startPoolhouse()
    await using other = await startPoolhouse({ users: { ada: {} } })
    expect(one.url).not.toBe(other.url)
    one.advance(7200)
    expect(one.now().getTime() - other.now().getTime()).toBeGreaterThan(7_100_000)
    await expect(one.signIn('ada')).rejects.toMatchObject({ name: 'UserNotFoundException' })
  })

  it.each([
    ['a pool', { userPool: { MfaConfiguration: 'SOMETIMES' } }, 'InvalidParameterException'],
    ['a client', { client: { AccessTokenValidity: -1 } }, 'InvalidParameterException'],
    ['a user', { users: { ada: { password: 'short' } } }, 'InvalidPasswordException'],
    ['a flag', { flags: ['--prot=1'] }, 'ConfigError'],
    ['a file', { triggers: { PreSignUp: './missing.js' } }, 'UnusableFileError'],
  ])('says what is wrong with %s', async (_, options, name) => {
    await expect(startPoolhouse(options as PoolhouseOptions)).rejects.toMatchObject({ name })
  })

  it('names the challenge that comes before tokens', () =>
    on(
      { userPool: { Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD'] } } } },
      async (poolhouse) => {
        const cognito = new CognitoIdentityProvider(poolhouse.aws)
        const user = { UserPoolId: poolhouse.userPoolId, Username: 'demo' }
        await cognito.adminSetUserPassword({ ...user, Password: 'Another-Horse-1', Permanent: false })
        await expect(poolhouse.signIn('demo', 'Another-Horse-1')).rejects.toThrow('NEW_PASSWORD_REQUIRED')
        await expect(poolhouse.signIn('demo')).rejects.toMatchObject({ name: 'NotAuthorizedException' })
      },
    ))

  it('keeps messages and refuses a wrong filter', () =>
    on({}, async ({ aws, clientId, outbox }) => {
      const cognito = new CognitoIdentityProvider(aws)
      await cognito.forgotPassword({ ClientId: clientId, Username: 'demo' })
      expect(await outbox({ to: 'demo@example.com', limit: 1 })).toEqual([
        expect.objectContaining({ channel: 'email', code: expect.stringMatching(/^\d{6}$/) }),
      ])
      expect(await outbox({ to: 'nobody@example.com' })).toEqual([])
      await expect(outbox({ limit: 0 })).rejects.toThrow('limit: expected')
    }))

  it('can be stopped twice', async () => {
    const poolhouse = await startPoolhouse()
    await Promise.all([poolhouse.stop(), poolhouse.stop()])
    await expect(fetch(poolhouse.url)).rejects.toThrow('fetch failed')
  })

  describe('functions', () => {
    const event = 'PreAuthentication'

    it.each([
      [
        'throws',
        () => Promise.reject(new Error('No')),
        'UserLambdaValidationException',
        'failed with error No.',
      ],
      [
        'throws a text',
        () => Promise.reject('No' as unknown as Error),
        'UserLambdaValidationException',
        'No.',
      ],
      ['answers nothing', () => undefined, 'InvalidLambdaResponseException', 'Unrecognizable lambda output'],
      ['answers no JSON', () => 1n, 'InvalidLambdaResponseException', 'Unrecognizable lambda output'],
    ])('that %s fails as on Lambda', (_, handler, name, message) =>
      on({ triggers: { [event]: handler } }, async ({ signIn }) => {
        const error = await signIn('demo').catch((thrown: unknown) => thrown)
        expect(error).toMatchObject({ name, message: expect.stringContaining(message) })
      }),
    )

    it('that does not answer in time fails as on Lambda', () => {
      const flags = ['--trigger-timeout-seconds=1', '--trigger-attempts=1']
      const handler = () => new Promise(() => undefined)
      return on({ flags, triggers: { [event]: handler } }, async ({ signIn }) => {
        await expect(signIn('demo')).rejects.toThrow('Socket timeout while invoking Lambda function')
      })
    })

    it('may be files, and an address of a file', async () => {
      const folder = await temporaryFolder()
      const file = join(folder.path, 'claims.cjs')
      await writeFile(
        file,
        `exports.handler = async (event) => {
          event.response.claimsOverrideDetails = { claimsToAddOrOverride: { plan: 'gold' } }
          return event
        }`,
      )
      for (const target of [file, new URL(`file://${file}`)])
        await on({ triggers: { PreTokenGeneration: target } }, async ({ signIn }) => {
          expect(claimsOf((await signIn('demo')).idToken)).toMatchObject({ plan: 'gold' })
        })
      await folder.remove()
    })
  })
})
