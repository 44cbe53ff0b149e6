import { describe, expect, it } from 'vitest'
import { allPlaces, casesOf } from '../../../api-model/test-support/samples.ts'
import { type CallError, databases, startTestServer } from '../support/server.ts'

/** Just inside and just outside of each constrained shape, where an input of an operation first holds it. */
const cases = [...allPlaces().values()].flatMap(({ operation, node, wrap }) =>
  node.type === 'blob'
    ? []
    : casesOf(node).map(([title, value, isValid]) => ({
        what: `${node.name} in ${operation}: ${title}`,
        operation,
        input: wrap(value) as Record<string, unknown>,
        isValid,
      })),
)

describe.each(databases)('the constraints of the model, over the wire on %s', (kind) => {
  it('let through what is just inside and name what is just outside', async () => {
    const server = await startTestServer(kind)
    const wrong: string[] = []
    for (const { what, operation, input, isValid } of cases) {
      const error = await server.call(operation, input).then(
        () => undefined,
        (refusal: CallError) => refusal,
      )
      const isRefused = error?.message.includes('validation error') ?? false
      if (isRefused === isValid || error?.name === 'InternalErrorException') wrong.push(what)
    }
    expect(cases.length).toBeGreaterThan(500)
    expect(wrong).toEqual([])
    await server.stop()
  })
})
