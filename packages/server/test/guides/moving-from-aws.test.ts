import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { isShown } from '../docs/markdown.ts'
import { isRunnable, prepareFolder, runBlock } from '../docs/run-block.ts'
import { createPool, createUser, signIn } from '../support/pool.ts'
import { type ServerProcess, startProcess, temporaryFolder } from '../support/process.ts'
import { startTestServer, type TestServer } from '../support/server.ts'
import { readGuide } from './guide-page.ts'

const BLOCK_TIMEOUT_MS = 120_000
const AWS = 'https://cognito-idp.eu-west-1.amazonaws.com/'
const moved = { userPoolId: 'eu-west-1_AbCdEfGhI', clientId: '1h57kf5cpq17m0eml12EXAMPLE' }

const guide = readGuide('docs/guides/moving-from-aws.md')

/** In the place of AWS. */
let old: TestServer
let formerSub: string
let server: ServerProcess
let folder: Awaited<ReturnType<typeof temporaryFolder>>

beforeAll(async () => {
  old = await startTestServer('sqlite')
  const pool = await createPool(old, {}, { ClientName: '_custom_id_:oldclient' })
  await createUser(old, pool, 'ada', { email: 'ada@example.com', email_verified: 'true' })
  const { UserAttributes } = await old.call('AdminGetUser', { UserPoolId: pool.userPoolId, Username: 'ada' })
  formerSub = UserAttributes.find(({ Name }: { Name: string }) => Name === 'sub').Value
  folder = await temporaryFolder()
  await prepareFolder(folder.path)
  await mkdir(join(folder.path, 'functions'))
  const code = guide.block('// functions/migrate.mjs')
  expect(code).toContain(AWS)
  await writeFile(join(folder.path, 'functions/migrate.mjs'), code.replace(AWS, old.url))
  const [, flag = ''] = /npm start -- (.+)/.exec(guide.block('npm start')) ?? []
  server = await startProcess(['--log-level=error', ...flag.split(' ')], { cwd: folder.path })
})
afterAll(async () => {
  await server?.stop()
  await old?.stop()
  await folder?.remove()
})

for (const block of guide.blocks.filter(isRunnable))
  it(`runs the ${block.language} block of line ${block.line}`, { timeout: BLOCK_TIMEOUT_MS }, async () => {
    const outcome = await runBlock(block, { folder: folder.path, url: server.url })
    expect(outcome, outcome.errors).toMatchObject({ exitCode: 0 })
    expect(outcome.output, outcome.errors).toSatisfy((text: string) => isShown(text, block.output ?? ''))
  })

it('has brought the user over with the former id', async () => {
  const user = await server.call('AdminGetUser', { UserPoolId: moved.userPoolId, Username: 'ada' })
  expect(user).toMatchObject({ UserStatus: 'CONFIRMED' })
  expect(user.UserAttributes).toContainEqual({ Name: 'custom:former_sub', Value: formerSub })
})

it('does without the old pool from then on, and knows nobody whom it refuses', async () => {
  await expect(signIn(server, moved, 'grace')).rejects.toMatchObject({ status: 400 })
  await old.stop()
  expect(await signIn(server, moved, 'ada')).toHaveProperty('AccessToken')
})
