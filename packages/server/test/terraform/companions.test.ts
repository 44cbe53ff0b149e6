import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createCompanionClients } from '../sdk/companion-clients.ts'
import { startTestServer, type TestServer } from '../support/server.ts'
import { hasTerraform, openTerraform, type TerraformFolder } from './terraform.ts'

const folder = fileURLToPath(new URL('companions', import.meta.url))
const COMMAND_TIMEOUT_MS = 120_000

const nothing = { exitCode: 0, changes: {}, errors: [] }
const done = { exitCode: 0, errors: [] }

describe.runIf(hasTerraform)('roles, policies and identities of hashicorp/aws', () => {
  let server: TestServer
  let terraform: TerraformFolder

  beforeAll(async () => {
    server = await startTestServer('sqlite')
    terraform = await openTerraform(folder, {
      AWS_ENDPOINT_URL: server.url,
      AWS_ACCESS_KEY_ID: 'any',
      AWS_SECRET_ACCESS_KEY: 'any',
    })
  }, COMMAND_TIMEOUT_MS)
  afterAll(async () => {
    await terraform?.remove()
    await server?.stop()
  })

  it('are created, and then there is nothing to change', { timeout: 2 * COMMAND_TIMEOUT_MS }, async () => {
    expect(await terraform.apply()).toMatchObject(done)
    expect(await terraform.plan()).toEqual(nothing)
  })

  it('are changed in place, and then there is nothing to change', {
    timeout: 2 * COMMAND_TIMEOUT_MS,
  }, async () => {
    const changed = await terraform.apply('-var=changed=true')
    expect(changed).toMatchObject(done)
    expect(new Set(Object.values(changed.changes))).toEqual(new Set(['update']))
    expect(Object.keys(changed.changes)).toHaveLength(10)
    expect(await terraform.plan('-var=changed=true')).toEqual(nothing)
  })

  it('are destroyed', { timeout: COMMAND_TIMEOUT_MS }, async () => {
    expect(await terraform.destroy('-var=changed=true')).toMatchObject(done)
    const { iam, sesv2 } = createCompanionClients(server)
    expect(await iam.listRoles({})).toMatchObject({ Roles: [] })
    expect(await iam.listPolicies({})).toMatchObject({ Policies: [] })
    expect(await sesv2.listEmailIdentities({})).toMatchObject({ EmailIdentities: [] })
  })
})
