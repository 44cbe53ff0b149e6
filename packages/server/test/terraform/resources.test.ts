import { readdirSync, readFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestServer, type TestServer } from '../support/server.ts'
import { importBlocks } from './imports.ts'
import { hasTerraform, openTerraform, type TerraformFolder } from './terraform.ts'

const folder = fileURLToPath(new URL('resources', import.meta.url))
const COMMAND_TIMEOUT_MS = 120_000

/** What the provider's version has for user pools; identity pools are another service. */
const everyResource = [
  'aws_cognito_identity_provider',
  'aws_cognito_managed_user_pool_client',
  'aws_cognito_resource_server',
  'aws_cognito_risk_configuration',
  'aws_cognito_user',
  'aws_cognito_user_group',
  'aws_cognito_user_in_group',
  'aws_cognito_user_pool',
  'aws_cognito_user_pool_client',
  'aws_cognito_user_pool_domain',
  'aws_cognito_user_pool_ui_customization',
]
const everyDataSource = [
  'aws_cognito_user_group',
  'aws_cognito_user_groups',
  'aws_cognito_user_pool',
  'aws_cognito_user_pool_client',
  'aws_cognito_user_pool_clients',
  'aws_cognito_user_pool_signing_certificate',
  'aws_cognito_user_pools',
]

const nothing = { exitCode: 0, changes: {}, errors: [] }
const done = { exitCode: 0, errors: [] }

describe.runIf(hasTerraform)('every resource of hashicorp/aws for user pools', () => {
  let server: TestServer
  let terraform: TerraformFolder

  beforeAll(async () => {
    server = await startTestServer('postgres', ['--unavailable-triggers=skip'])
    terraform = await openTerraform(folder, {
      AWS_ENDPOINT_URL: server.url,
      AWS_ACCESS_KEY_ID: 'any',
      AWS_SECRET_ACCESS_KEY: 'any',
      TF_VAR_managed_client_pool: await poolWithClient(server),
    })
  })
  afterAll(async () => {
    await terraform?.remove()
    await server?.stop()
  })

  it('is in the configuration', () => {
    expect(declared('resource')).toEqual(everyResource)
    expect(declared('data')).toEqual(everyDataSource)
  })

  it('is created, and then there is nothing to change', { timeout: 2 * COMMAND_TIMEOUT_MS }, async () => {
    const created = await terraform.apply()
    expect(created).toMatchObject(done)
    expect(new Set(Object.values(created.changes))).toEqual(new Set(['create']))
    expect(await terraform.plan()).toEqual(nothing)
  })

  it('is changed in place, and then there is nothing to change', {
    timeout: 2 * COMMAND_TIMEOUT_MS,
  }, async () => {
    const changed = await terraform.apply('-var=changed=true')
    expect(changed).toMatchObject(done)
    expect(new Set(Object.values(changed.changes))).toEqual(new Set(['update']))
    const types = Object.keys(changed.changes).map((address) => address.split('.')[0])
    expect([...new Set(types)].sort()).toEqual(everyResource.filter((type) => !/_in_group$/.test(type)))
    expect(await terraform.plan('-var=changed=true')).toEqual(nothing)
  })

  it('is imported, and destroyed from there', { timeout: 3 * COMMAND_TIMEOUT_MS }, async () => {
    const resources = await terraform.resources()
    await writeFile(join(terraform.path, 'imports.tf'), importBlocks(resources))
    const flags = ['-var=changed=true', '-state=imported.tfstate']
    // Passwords, images, names that were searched by, and how a user was invited cannot be read back from AWS either,
    // and the provider leaves standard attributes out that are as by default.
    expect(await terraform.apply(...flags)).toEqual({
      ...done,
      changes: {
        'aws_cognito_managed_user_pool_client.managed': 'update',
        'aws_cognito_user.invited': 'update',
        'aws_cognito_user.with_password': 'update',
        'aws_cognito_user.with_temporary_password': 'update',
        'aws_cognito_user_in_group.full': 'create',
        'aws_cognito_user_pool.by_phone': 'update',
        'aws_cognito_user_pool_ui_customization.client': 'update',
      },
    })
    expect(await terraform.plan(...flags)).toEqual(nothing)
    const destroyed = await terraform.destroy(...flags)
    expect(destroyed).toMatchObject(done)
    expect(Object.values(destroyed.changes)).toEqual(resources.map(() => 'delete'))
    const { UserPools } = await server.call('ListUserPools', { MaxResults: 60 })
    expect(UserPools.map(({ Name }: { Name: string }) => Name)).toEqual(['elsewhere'])
  })
})

/** A pool that Terraform did not make, with the client that it is to manage. */
async function poolWithClient(server: TestServer): Promise<string> {
  const { UserPool } = await server.call('CreateUserPool', { PoolName: 'elsewhere' })
  await server.call('CreateUserPoolClient', { UserPoolId: UserPool.Id, ClientName: 'made-elsewhere' })
  return UserPool.Id
}

/** The types that the configuration has, sorted. */
function declared(kind: 'resource' | 'data'): string[] {
  const files = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'))
  const blocks = files.flatMap((text) => [...text.matchAll(new RegExp(`^${kind} "(\\w+)"`, 'gm'))])
  return [...new Set(blocks.map(([, type = '']) => type))].sort()
}
