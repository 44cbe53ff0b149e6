import { type ErrorName, type OperationName, operations } from '@poolhouse/api-model'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createPool, createUser, signIn } from '../support/pool.ts'
import { databases, startTestServer, type TestServer } from '../support/server.ts'
import { sampleInput } from './sample-input.ts'

const names = Object.keys(operations) as OperationName[]

const ResourceArn = 'arn:aws:cognito-idp:us-east-1:000000000000:userpool/us-east-1_example'
const LimitDefinition = { LimitClass: 'API_CATEGORY', Attributes: { Category: 'UserRead' } }

/** What the smallest input lacks of what is looked at before the database. */
const needed: Partial<Record<OperationName, object>> = {
  GetProvisionedLimit: { LimitDefinition },
  ListTagsForResource: { ResourceArn },
  TagResource: { ResourceArn },
  UntagResource: { ResourceArn },
  UpdateManagedLoginBranding: {
    UserPoolId: 'us-east-1_example',
    ManagedLoginBrandingId: '00000000-0000-4000-8000-000000000000',
  },
  UpdateProvisionedLimit: { LimitDefinition, RequestedLimitValue: 1000 },
}

function internalErrorOf(operation: OperationName): ErrorName {
  const declared: readonly ErrorName[] = operations[operation].errors
  return declared.includes('InternalServerException') ? 'InternalServerException' : 'InternalErrorException'
}

/** As when somebody else works on the database: each query names a table that is not there. */
async function renameTables({ services: { db } }: TestServer): Promise<void> {
  for (const { name } of await db.introspection.getTables())
    await sql`alter table ${sql.table(name)} rename to ${sql.table(`gone_${name}`)}`.execute(db)
}

describe.each(databases)('every operation on a broken %s', (kind) => {
  let server: TestServer
  let AccessToken: string

  beforeAll(async () => {
    server = await startTestServer(kind)
    const pool = await createPool(server)
    await createUser(server, pool, 'ada')
    AccessToken = (await signIn(server, pool, 'ada')).AccessToken
    server.services.log.level = 'silent'
    await renameTables(server)
  })
  afterAll(() => server.stop())

  it.each(names)('%s answers an internal error without detail', async (operation) => {
    const token = operations[operation].caller === 'accessToken' && { AccessToken }
    const input = { ...sampleInput(operation), ...token, ...needed[operation] }
    await expect(server.call(operation, input)).rejects.toMatchObject({
      name: internalErrorOf(operation),
      status: 500,
      message: 'An internal error occurred.',
    })
  })
})
