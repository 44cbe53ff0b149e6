import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { startServer } from '../../src/app.ts'
import { readConfig } from '../../src/config.ts'
import { UnusableFileError } from '../../src/triggers/overrides.ts'
import { claimsOf, createPool, createUser, type Pool, signIn } from '../support/pool.ts'
import { type ServerProcess, startProcess, temporaryFolder } from '../support/process.ts'

const POOL_ID = 'us-east-1_Local0001'
/** Of the log's lines. */
const WARN = 40
const tags = { _custom_id_: POOL_ID }

describe('functions in files', () => {
  let server: ServerProcess
  let folder: string
  let release: () => Promise<void>

  const write = async (path: string, source: string) => {
    await mkdir(join(folder, path, '..'), { recursive: true })
    await writeFile(join(folder, path), source)
  }
  const claimsFor = async (pool: Pool) => claimsOf((await signIn(server, pool, 'ada')).AccessToken)
  const signUp = ({ clientId: ClientId }: Pool) =>
    server.call('SignUp', { ClientId, Username: 'bob', Password: 'Correct-Horse-1' })
  const logged = (message: string) => {
    const line = server
      .output()
      .split('\n')
      .find((each) => each.includes(`"msg":"${message}`))
    return JSON.parse(line ?? '{}')
  }
  const poolWithUser = async () => {
    const pool = await createPool(server)
    await createUser(server, pool, 'ada')
    return pool
  }

  beforeAll(async () => {
    const temporary = await temporaryFolder()
    folder = temporary.path
    await write(
      'functions/claims.js',
      `const level = require('./level.json')
       exports.handler = async (event) => {
         console.log('claims for', event.userName)
         const accessTokenGeneration = { claimsToAddOrOverride: { level, plan: require('plans').plan } }
         event.response.claimsAndScopeOverrideDetails = { accessTokenGeneration }
         return event
       }`,
    )
    await write('functions/level.json', '1')
    await write('functions/node_modules/plans/index.js', `exports.plan = 'gold'`)
    await write('syntax/broken.js', `exports.first = 1\nexports.second = }\n`)
    await write('module/deny.mjs', `export const handler = async () => { throw new TypeError('not you') }`)
    server = await startProcess([
      `--data-dir=${folder}/data`,
      '--no-demo',
      '--log-format=json',
      `--trigger=PreTokenGeneration@V2_0=${folder}/functions/claims.js`,
      `--trigger=${POOL_ID}:PreSignUp=${folder}/module/deny.mjs`,
      `--trigger=us-east-1_Broken001:PreSignUp=${folder}/syntax/broken.js`,
    ])
    release = async () => {
      await server.stop()
      await temporary.remove()
    }
  })
  afterAll(() => release())

  it('run for every pool, with the packages beside them, and log what they write', async () => {
    const pool = await poolWithUser()
    expect(await claimsFor(pool)).toMatchObject({ level: 1, plan: 'gold' })
    await vi.waitFor(
      () =>
        expect(server.output()).toMatch(
          /"function":"claims","requestId":"[\w-]{36}","msg":".*claims for ada/,
        ),
      10_000,
    )
  })

  it('are loaded anew when they or what lies beside them was saved', async () => {
    const pool = await poolWithUser()
    expect(await claimsFor(pool)).toMatchObject({ level: 1 })
    await write('functions/level.json', '22')
    await vi.waitFor(async () => expect(await claimsFor(pool)).toMatchObject({ level: 22 }), 30_000)
  })

  it('run for one pool only where that is said, and log the place where they threw', async () => {
    const denied = await createPool(server, { UserPoolTags: tags })
    const open = await createPool(server)
    await expect(signUp(open)).resolves.toBeDefined()
    expect(denied.userPoolId).toBe(POOL_ID)
    await expect(signUp(denied)).rejects.toThrow('PreSignUp failed with error not you.')
    await vi.waitFor(() => expect(server.output()).toContain('"msg":"a function failed"'), 30_000)
    expect(server.output()).toContain('module/deny.mjs:1:')
    expect(logged('a function failed')).toMatchObject({ level: WARN, userPoolId: POOL_ID })
  })

  it('log the place of a syntax error', async () => {
    const userPoolId = 'us-east-1_Broken001'
    const broken = await createPool(server, { UserPoolTags: { _custom_id_: userPoolId } })
    await expect(signUp(broken)).rejects.toThrow('PreSignUp failed with error SyntaxError: Unexpected token')
    await vi.waitFor(() => expect(server.output()).toContain('/syntax/broken.js:2'), 30_000)
  })

  it('of which one is missing are told of once, with what to do', async () => {
    const target = 'arn:aws:lambda:us-east-1:000000000000:function:missing'
    const pool = await createPool(server, { LambdaConfig: { PreSignUp: target } })
    const refused = 'PreSignUp invocation failed due to error ResourceNotFoundException.'
    await expect(signUp(pool)).rejects.toThrow(refused)
    await expect(signUp(pool)).rejects.toThrow(refused)
    await vi.waitFor(() => expect(server.output()).toContain('a function is missing'), 30_000)
    expect(server.output().match(/a function is missing/g)).toHaveLength(1)
    expect(logged('a function is missing')).toMatchObject({
      level: WARN,
      userPoolId: pool.userPoolId,
      trigger: 'PreSignUp',
      target,
      msg: expect.stringContaining('--unavailable-triggers=skip'),
    })
  })
})

describe('a file that cannot be run', () => {
  const start = (flags: string[]) =>
    startServer(readConfig(['--port=0', '--database-url=sqlite::memory:', ...flags], {}))

  it('keeps the server from starting where it is missing or lies beside the keys', async () => {
    const { path, remove } = await temporaryFolder()
    await writeFile(join(path, 'claims.js'), '')
    const inData = [`--data-dir=${path}/data`, `--trigger=PreSignUp=${path}/claims.js`]
    await expect(start(inData)).rejects.toThrow(/PreSignUp: .* lies beside the data folder/)
    const missing = [`--data-dir=${path}/data`, '--trigger=PreSignUp=./missing.js']
    await expect(start(missing)).rejects.toThrow(
      new UnusableFileError('--trigger PreSignUp: there is no file ./missing.js'),
    )
    await remove()
  })
})
