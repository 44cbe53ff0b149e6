import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { decodeJwt } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createCompanionClients } from '../sdk/companion-clients.ts'
import { isInstalled } from '../sdk/guests.ts'
import { createLambdaClient } from '../sdk/lambda-client.ts'
import { temporaryFolder } from '../support/process.ts'
import { startTestServer, type TestServer } from '../support/server.ts'
import { hasTerraform, openTerraform, type TerraformFolder } from './terraform.ts'

const folder = fileURLToPath(new URL('../../../../examples/terraform-with-functions', import.meta.url))
const COMMAND_TIMEOUT_MS = 120_000

const nothing = { exitCode: 0, changes: {}, errors: [] }
const done = { exitCode: 0, errors: [] }
const user = { Username: 'ada', Password: 'Correct-horse-7' }

describe.runIf(hasTerraform && isInstalled('zip', '--version'))('examples/terraform-with-functions', () => {
  let server: TestServer
  let terraform: TerraformFolder
  let release: () => Promise<void>

  beforeAll(async () => {
    const data = await temporaryFolder()
    server = await startTestServer('postgres', [`--data-dir=${data.path}`])
    terraform = await openTerraform(folder, {
      AWS_ENDPOINT_URL: server.url,
      AWS_ACCESS_KEY_ID: 'any',
      AWS_SECRET_ACCESS_KEY: 'any',
    })
    release = async () => {
      await terraform.remove()
      await server.stop()
      await data.remove()
    }
  }, COMMAND_TIMEOUT_MS)
  afterAll(() => release?.())

  /** The client that Terraform made. */
  async function clientId(): Promise<string> {
    const { outputs } = JSON.parse(await readFile(join(terraform.path, 'terraform.tfstate'), 'utf8'))
    return outputs.client_id.value
  }

  async function claimsOfNewTokens(): Promise<Record<string, unknown>> {
    const { AuthenticationResult } = await server.call('InitiateAuth', {
      ClientId: await clientId(),
      AuthFlow: 'USER_PASSWORD_AUTH',
      AuthParameters: { USERNAME: user.Username, PASSWORD: user.Password },
    })
    return decodeJwt(AuthenticationResult.IdToken)
  }

  it('is created with nothing but this server, and then there is nothing to change', {
    timeout: 2 * COMMAND_TIMEOUT_MS,
  }, async () => {
    const created = await terraform.apply()
    expect(created).toMatchObject(done)
    expect(Object.keys(created.changes)).toHaveLength(16)
    expect(await terraform.plan()).toEqual(nothing)
  })

  it('runs its functions when users sign up and in', { timeout: COMMAND_TIMEOUT_MS }, async () => {
    const ClientId = await clientId()
    const signUp = (email: string) =>
      server.call('SignUp', { ClientId, ...user, UserAttributes: [{ Name: 'email', Value: email }] })
    await expect(signUp('ada@elsewhere.example')).rejects.toMatchObject({
      name: 'UserLambdaValidationException',
      message: 'PreSignUp failed with error addresses of elsewhere.example cannot sign up here.',
    })
    await signUp('ada@example.com')
    const ConfirmationCode = await server.codeFor('ada@example.com')
    await server.call('ConfirmSignUp', { ClientId, Username: user.Username, ConfirmationCode })
    expect(await claimsOfNewTokens()).toMatchObject({ plan: 'free', organization_id: 'none' })
  })

  it('runs changed code as soon as it is applied', { timeout: 2 * COMMAND_TIMEOUT_MS }, async () => {
    const file = join(terraform.path, 'functions/pre-token-generation.mjs')
    const code = await readFile(file, 'utf8')
    await writeFile(file, code.replace('claimsToAddOrOverride: {', "$& tier: 'gold',"))
    expect(await terraform.apply()).toEqual({
      ...done,
      changes: {
        'aws_lambda_function.trigger["pre-token-generation"]': 'update',
        'terraform_data.package["pre-token-generation"]': 'replace',
      },
    })
    expect(await terraform.plan()).toEqual(nothing)
    expect(await claimsOfNewTokens()).toMatchObject({ plan: 'free', tier: 'gold' })
  })

  it('runs with changed settings as soon as they are applied', {
    timeout: COMMAND_TIMEOUT_MS,
  }, async () => {
    expect(await terraform.apply('-var=default_plan=trial', '-var=tags={}')).toMatchObject(done)
    expect(await claimsOfNewTokens()).toMatchObject({ plan: 'trial', tier: 'gold' })
  })

  it('is destroyed', { timeout: COMMAND_TIMEOUT_MS }, async () => {
    expect(await terraform.destroy()).toMatchObject(done)
    const { iam, ses } = createCompanionClients(server)
    expect(await createLambdaClient(server).listFunctions({})).toMatchObject({ Functions: [] })
    expect(await iam.listRoles({})).toMatchObject({ Roles: [] })
    expect(await ses.listIdentities({})).toMatchObject({ Identities: [] })
    expect(await server.call('ListUserPools', { MaxResults: 1 })).toMatchObject({ UserPools: [] })
  })
})
