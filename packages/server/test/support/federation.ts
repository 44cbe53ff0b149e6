import {
  type FederatedProfile,
  type FederationContext,
  FederationError,
  type Provider,
  type ProviderAdapter,
  type SignInAttempt,
} from '../../src/federation/provider.ts'
import { createOutbound, type Outbound } from '../../src/http/outbound.ts'

/** Where providers send browsers back to in tests of adapters; nothing listens there. */
export const CALLBACK = 'http://localhost:4100/oauth2/idpresponse'

export const attempt: SignInAttempt = {
  callbackUrl: CALLBACK,
  state: 'state-of-the-attempt',
  nonce: 'nonce-of-the-attempt',
  codeVerifier: 'code-verifier-of-the-attempt-43-characters-',
  requestId: '_request-of-the-attempt',
}

export interface TestContext extends FederationContext {
  /** Goes on from where it is, in milliseconds. */
  pass(durationMs: number): void
  close(): void
}

/** What adapters work with: real requests, which here may go to this machine, and a clock that tests set forward. */
export function federationContext(
  options: { privateAddresses?: boolean; timeoutMs?: number } = {},
): TestContext {
  const outbound = createOutbound({ privateAddresses: options.privateAddresses ?? true })
  let aheadMs = 0
  return {
    outbound: options.timeoutMs ? impatient(outbound, options.timeoutMs) : outbound,
    clock: { now: () => Date.now() + aheadMs },
    pass: (durationMs) => {
      aheadMs += durationMs
    },
    serviceProvider: () => Promise.reject(new Error('Only SAML asks for a key of the user pool')),
    close: () => outbound.close(),
  }
}

function impatient(outbound: Outbound, timeoutMs: number): Outbound {
  return { ...outbound, send: (request) => outbound.send({ ...request, timeoutMs }) }
}

/** A provider as a user pool configures it. */
export function providerOf(
  type: Provider['type'],
  details: Record<string, string>,
  attributeMapping: Record<string, string> = {},
): Provider {
  return {
    userPoolId: 'us-east-1_pool',
    name: type === 'OIDC' ? 'Company' : type,
    type,
    details,
    attributeMapping,
  }
}

/** The error that keeps an answer from being a profile, after a look that neither it nor its causes tell a secret. */
export async function refusalOf(
  profile: Promise<FederatedProfile>,
  secrets: string[] = [],
): Promise<{ code: string; message: string }> {
  const error = await profile.then(
    () => new Error('The answer was accepted'),
    (thrown: unknown) => thrown,
  )
  if (!(error instanceof FederationError)) throw error
  const told = textsOf(error).join('\n')
  const secret = secrets.find((each) => told.includes(each))
  if (secret) throw new Error(`${told} tells ${secret}`)
  return { code: error.code, message: error.message }
}

/** Everything that a log could tell of an error. */
function textsOf(error: unknown): string[] {
  if (!(error instanceof Error)) return error === undefined ? [] : [JSON.stringify(error)]
  const members = JSON.stringify({ ...error, cause: undefined })
  return [error.message, error.stack ?? '', members, ...textsOf(error.cause)]
}

/** The profile for an answer in the query of this address. */
export function profileAt(
  adapter: ProviderAdapter,
  context: FederationContext,
  provider: Provider,
  address: URL,
): Promise<FederatedProfile> {
  return adapter.profile(context, provider, attempt, address.searchParams)
}
