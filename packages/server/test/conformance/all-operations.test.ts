import type { CognitoIdentityProvider } from '@aws-sdk/client-cognito-identity-provider'
import { type OperationName, operations } from '@poolhouse/api-model'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { casesOf, placesIn } from '../../../api-model/test-support/samples.ts'
import { createSdkClient, unsigned } from '../sdk/sdk-client.ts'
import { type Answer, databases, startTestServer, type TestServer } from '../support/server.ts'
import { sampleInput } from './sample-input.ts'
import { type Kept, steps } from './scenario.ts'
import { unknownCases } from './unknown.ts'

const names = Object.keys(operations) as OperationName[]
const signed = names.filter((name) => operations[name].caller === 'sigv4')

/** Calls the operation by its method of the SDK. */
async function call(sdk: CognitoIdentityProvider, operation: OperationName, input: unknown): Promise<Answer> {
  const method = operation.charAt(0).toLowerCase() + operation.slice(1)
  return (sdk as unknown as Record<string, (input: unknown) => Promise<Answer>>)[method]?.(input)
}

async function errorOf(
  sdk: CognitoIdentityProvider,
  operation: OperationName,
  input: unknown,
): Promise<Error | undefined> {
  return call(sdk, operation, input).then(
    () => undefined,
    (error: Error) => error,
  )
}

/** The smallest input of the operation that breaks a constraint of the model. */
function invalidInput(operation: OperationName): unknown {
  const inputs = placesIn(operation).flatMap(({ node, wrap }) =>
    node.type === 'blob' ? [] : casesOf(node).flatMap(([, value, isValid]) => (isValid ? [] : [wrap(value)])),
  )
  const [smallest] = inputs.sort((one, other) => JSON.stringify(one).length - JSON.stringify(other).length)
  return smallest
}

describe.each(databases)('every operation in the AWS SDK on %s', (kind) => {
  let server: TestServer
  let sdk: CognitoIdentityProvider
  let kept: Kept = {}
  /** What each operation was first called with. */
  const inputs = new Map<OperationName, Record<string, unknown>>()
  const failures: unknown[] = []
  const repetitions: { operation: OperationName; expected: string; error: Error | undefined }[] = []

  beforeAll(async () => {
    server = await startTestServer(kind)
    sdk = createSdkClient(server, { maxAttempts: 1 })
    for (const step of steps) await run(step)
  })
  afterAll(async () => {
    sdk.destroy()
    await server.stop()
  })

  async function run({ operation, input: makeInput, keep, twice }: (typeof steps)[number]): Promise<void> {
    try {
      const input = (await makeInput(kept, server)) as Record<string, unknown>
      const answer = await call(sdk, operation, input)
      kept = { ...kept, ...keep?.(answer, kept) }
      if (!inputs.has(operation)) inputs.set(operation, input)
      if (twice) repetitions.push({ operation, expected: twice, error: await errorOf(sdk, operation, input) })
    } catch (error) {
      failures.push({ operation, error })
    }
  }

  /** The error's name; the operation must have declared it. */
  async function refusal(operation: OperationName, input: unknown): Promise<Error | undefined> {
    const error = await errorOf(sdk, operation, input)
    expect(operations[operation].errors).toContain(error?.name)
    return error
  }

  it('succeeds at least once', () => {
    expect(failures).toEqual([])
    expect([...inputs.keys()].sort()).toEqual(names.toSorted())
  })

  it('refuses what can be done only once, with a declared error', () => {
    const wrong = repetitions.filter(({ expected, error }) => error?.name !== expected)
    expect(wrong).toEqual([])
    const undeclared = repetitions.filter(
      ({ operation, expected }) => !(operations[operation].errors as readonly string[]).includes(expected),
    )
    expect(undeclared).toEqual([])
  })

  it.each(unknownCases)(
    '$operation refuses an unknown $what with $error',
    async ({ operation, member, value, error }) => {
      const input = { ...inputs.get(operation) }
      if ('AccessToken' in input) input.AccessToken = kept.AccessToken
      expect(await refusal(operation, { ...input, [member]: value })).toMatchObject({ name: error })
    },
  )

  it.each(names)('%s refuses a value that the model does not allow', async (operation) => {
    expect(await refusal(operation, invalidInput(operation))).toMatchObject({
      name: 'InvalidParameterException',
      message: expect.stringMatching(/^[12] validation errors? detected: Value /),
    })
  })
})

describe.each(databases)('every operation without credentials on %s', (kind) => {
  let server: TestServer
  let stranger: CognitoIdentityProvider

  beforeAll(async () => {
    server = await startTestServer(kind, ['--access-key-id=AKIDOPERATOR', '--secret-access-key=not-told'])
    stranger = createSdkClient(server, { maxAttempts: 1, signer: unsigned })
  })
  afterAll(async () => {
    stranger.destroy()
    await server.stop()
  })

  it.each(signed)('%s is refused', async (operation) => {
    expect(await errorOf(stranger, operation, sampleInput(operation))).toMatchObject({
      name: 'MissingAuthenticationTokenException',
    })
  })

  it.each(names.filter((name) => !signed.includes(name)))('%s is looked at', async (operation) => {
    const error = await errorOf(stranger, operation, sampleInput(operation))
    expect(operations[operation].errors).toContain(error?.name)
    expect(error?.name).not.toMatch(/^Internal/)
  })
})
