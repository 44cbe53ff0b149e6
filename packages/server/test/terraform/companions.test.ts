import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createCompanionClients } from '../sdk/companion-clients.ts'
import { createLambdaClient } from '../sdk/lambda-client.ts'
import { temporaryFolder } from '../support/process.ts'
import { startTestServer, type TestServer } from '../support/server.ts'
import { zipOf } from '../support/zip.ts'
import { hasTerraform, openTerraform, type TerraformFolder } from './terraform.ts'

const folder = fileURLToPath(new URL('companions', import.meta.url))
const COMMAND_TIMEOUT_MS = 120_000

const nothing = { exitCode: 0, changes: {}, errors: [] }
const done = { exitCode: 0, errors: [] }
const source = (mark: string) =>
  zipOf(`exports.handler = async ({ name }) => process.env.GREETING + ' ' + name + '${mark}'`)

describe.runIf(hasTerraform)('functions, roles, policies and identities of hashicorp/aws', () => {
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
    await writeFile(join(terraform.path, 'function.zip'), source('!'))
    await writeFile(join(terraform.path, 'changed.zip'), source('.'))
    release = async () => {
      await terraform.remove()
      await server.stop()
      await data.remove()
    }
  }, COMMAND_TIMEOUT_MS)
  afterAll(() => release?.())

  const greeting = async () => {
    const state = JSON.parse(await readFile(join(terraform.path, 'terraform.tfstate'), 'utf8'))
    return JSON.parse(state.outputs.greeting.value)
  }

  it('are created, run, and then there is nothing to change', {
    timeout: 2 * COMMAND_TIMEOUT_MS,
  }, async () => {
    expect(await terraform.apply()).toMatchObject(done)
    expect(await terraform.plan()).toEqual(nothing)
    expect(await greeting()).toBe('Hello Terraform!')
  })

  it('are changed in place, and then there is nothing to change', {
    timeout: 2 * COMMAND_TIMEOUT_MS,
  }, async () => {
    const changed = await terraform.apply('-var=changed=true')
    expect(changed).toMatchObject(done)
    expect(new Set(Object.values(changed.changes))).toEqual(new Set(['update']))
    const addresses = Object.keys(changed.changes).sort()
    expect(addresses).toHaveLength(13)
    expect(addresses.filter((address) => address.startsWith('aws_lambda_'))).toEqual([
      'aws_lambda_alias.live',
      'aws_lambda_function.full',
      'aws_lambda_function.plain',
    ])
    expect(await terraform.plan('-var=changed=true')).toEqual(nothing)
    expect(await greeting()).toBe('Goodbye Terraform.')
  })

  it('are destroyed', { timeout: COMMAND_TIMEOUT_MS }, async () => {
    expect(await terraform.destroy('-var=changed=true')).toMatchObject(done)
    const { iam, sesv2 } = createCompanionClients(server)
    expect(await createLambdaClient(server).listFunctions({})).toMatchObject({ Functions: [] })
    expect(await iam.listRoles({})).toMatchObject({ Roles: [] })
    expect(await iam.listPolicies({})).toMatchObject({ Policies: [] })
    expect(await sesv2.listEmailIdentities({})).toMatchObject({ EmailIdentities: [] })
  })
})
