import { type OperationName, operations } from '@poolhouse/api-model'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { categoryOf } from '../../src/api/limits/categories.ts'
import { type CallError, databases, startTestServer, type TestServer } from '../support/server.ts'

const names = Object.keys(operations) as OperationName[]
/** The limits of the two operations on limits can't be set, or nobody could raise them again. */
const limited = names.filter((name) => categoryOf(name) !== 'LimitManagement')
const categories = Map.groupBy(limited, categoryOf)

/** Sets the category's limit to the one that AWS gives everybody, so that it is enforced; answers it. */
async function enforce(server: TestServer, category: string): Promise<number> {
  const LimitDefinition = { LimitClass: 'API_CATEGORY', Attributes: { Category: category } }
  const { Limit } = await server.call('GetProvisionedLimit', { LimitDefinition })
  const RequestedLimitValue = Limit.FreeLimitValue
  await server.call('UpdateProvisionedLimit', { LimitDefinition, RequestedLimitValue })
  return RequestedLimitValue
}

function errorOf(server: TestServer, operation: OperationName): Promise<string> {
  return server.call(operation).then(
    () => 'none',
    (error: CallError) => error.name,
  )
}

describe.each(databases)('every operation beyond its limit on %s', (kind) => {
  let server: TestServer

  beforeAll(async () => {
    server = await startTestServer(kind)
    const now = server.services.clock.now()
    server.services.clock.now = () => now // else the limit would admit more while the test is at it
    for (const [category, [first]] of categories) {
      const limit = await enforce(server, category)
      await Promise.all(Array.from({ length: limit }, () => first && errorOf(server, first)))
    }
  })
  afterAll(() => server.stop())

  it.each(limited)('%s is refused', async (operation) => {
    await expect(server.call(operation)).rejects.toMatchObject({
      name: 'TooManyRequestsException',
      message: 'Rate exceeded',
      status: 400,
    })
  })
})
