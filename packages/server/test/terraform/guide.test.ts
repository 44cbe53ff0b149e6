import { appendFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Block, isShown, readPages } from '../docs/markdown.ts'
import { isRunnable, prepareFolder, runBlock } from '../docs/run-block.ts'
import { createCompanionClients } from '../sdk/companion-clients.ts'
import { createLambdaClient } from '../sdk/lambda-client.ts'
import { temporaryFolder } from '../support/process.ts'
import { startTestServer, type TestServer } from '../support/server.ts'
import {
  GOGC,
  hasTerraform,
  type RunningProvider,
  startProvider,
  writeCliConfiguration,
} from './terraform.ts'

const BLOCK_TIMEOUT_MS = 120_000

const page = (await readPages()).find(({ name }) => name === 'docs/terraform.md')
const blocks = page?.blocks.filter(isRunnable) ?? []
/** The last block destroys what is left. */
const [whileThere, atLast] = [blocks.slice(0, -1), blocks.slice(-1)]

describe.runIf(hasTerraform)('docs/terraform.md, which signs up and in with both examples', () => {
  let server: TestServer
  let folder: Awaited<ReturnType<typeof temporaryFolder>>
  let provider: RunningProvider | undefined

  beforeAll(async () => {
    folder = await temporaryFolder()
    const dataFolder = join(folder.path, 'data')
    server = await startTestServer('sqlite', ['--unavailable-triggers=skip', `--data-dir=${dataFolder}`])
    await prepareFolder(folder.path)
    await addToSession({ TF_CLI_CONFIG_FILE: await writeCliConfiguration(folder.path), GOGC })
  })
  afterAll(async () => {
    await provider?.stop()
    await server?.stop()
    await folder?.remove()
  })

  async function addToSession(variables: Record<string, string>): Promise<void> {
    const lines = Object.entries(variables).map(([name, value]) => `export ${name}='${value}'\n`)
    await appendFile(join(folder.path, 'session.sh'), lines.join(''))
  }

  /** From its `init` on, a configuration is worked on by one provider; until then Terraform starts it as for a reader. */
  async function keepProvider({ code }: Block): Promise<void> {
    const [, name] = /-chdir=(\S+) init/.exec(code) ?? []
    if (name === undefined) return
    await provider?.stop()
    provider = await startProvider(join(folder.path, name), {
      AWS_ENDPOINT_URL: server.url,
      AWS_ACCESS_KEY_ID: 'any',
      AWS_SECRET_ACCESS_KEY: 'any',
    })
    await addToSession(provider.attached)
  }

  async function runAndCompare(block: Block): Promise<void> {
    const outcome = await runBlock(block, { folder: folder.path, url: server.url })
    expect(outcome, outcome.output + outcome.errors).toMatchObject({ exitCode: 0 })
    const { output = '' } = block
    expect(outcome.output, outcome.errors).toSatisfy((text: string) => isShown(text, output))
  }

  it.each(whileThere)('runs the block of line $line', { timeout: BLOCK_TIMEOUT_MS }, async (block) => {
    await runAndCompare(block)
    await keepProvider(block)
  })

  it('has nothing left to change after the change of the code', {
    timeout: BLOCK_TIMEOUT_MS,
  }, async () => {
    const code = 'terraform -chdir=my-app plan -no-color -detailed-exitcode > plan.log'
    await runAndCompare({ language: 'sh', code, line: 0 })
  })

  it('has a function that refuses sign-ups', async () => {
    const [pool] = (await server.call('ListUserPools', { MaxResults: 1 })).UserPools
    const { UserPoolClients } = await server.call('ListUserPoolClients', { UserPoolId: pool.Id })
    const refused = server.call('SignUp', {
      ClientId: UserPoolClients[0].ClientId,
      Username: 'grace',
      Password: 'Correct-horse-7',
      UserAttributes: [{ Name: 'email', Value: 'grace@elsewhere.example' }],
    })
    await expect(refused).rejects.toMatchObject({
      name: 'UserLambdaValidationException',
      message: 'PreSignUp failed with error addresses of elsewhere.example cannot sign up here.',
    })
  })

  it.each(atLast)('runs the block of line $line', { timeout: BLOCK_TIMEOUT_MS }, runAndCompare)

  it('leaves nothing behind', async () => {
    const { iam, ses } = createCompanionClients(server)
    expect(await createLambdaClient(server).listFunctions({})).toMatchObject({ Functions: [] })
    expect(await iam.listRoles({})).toMatchObject({ Roles: [] })
    expect(await ses.listIdentities({})).toMatchObject({ Identities: [] })
    expect(await server.call('ListUserPools', { MaxResults: 1 })).toMatchObject({ UserPools: [] })
  })
})
