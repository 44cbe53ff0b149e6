import { InvalidLambdaResponseException } from '../errors.ts'
import type { Services } from '../services.ts'
import { asObject } from './as-object.ts'
import { asText } from './as-text.ts'
import { type EventSubject, invokeTrigger } from './invoke.ts'

/** Who signed the user in, and what they told: parts by name, each with its claims. */
export interface InboundProfile {
  provider: { name: string; type: string }
  sources: Readonly<Record<string, Record<string, unknown>>>
}

/**
 * Lets the pool's function change what a provider told of a user before anything else is done with it; undefined where all
 * stays as it is. What the function leaves out is dropped. Throws as `invokeTrigger`.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-inbound-federation.html
 */
export async function inboundFederation(
  services: Services,
  subject: EventSubject,
  { provider, sources }: InboundProfile,
): Promise<Record<string, string> | undefined> {
  const response = await invokeTrigger(services, {
    trigger: 'InboundFederation',
    occasion: 'ExternalProvider',
    subject,
    request: {
      providerName: provider.name,
      providerType: provider.type,
      attributes: Object.fromEntries(Object.entries(sources).map(([name, claims]) => [name, texts(claims)])),
    },
    response: { userAttributesToMap: {} },
  })
  return response && readMap(response['userAttributesToMap'] ?? {})
}

/** The function sees every value as text; lists and objects as JSON. */
function texts(claims: Record<string, unknown>): Record<string, string> {
  const given = Object.entries(claims).filter(([, value]) => value !== undefined && value !== null)
  return Object.fromEntries(
    given.map(([name, value]) => [name, typeof value === 'string' ? value : JSON.stringify(value)]),
  )
}

/** Undefined for an empty one, which leaves all as it is; one whose values are null is not empty. */
function readMap(value: unknown): Record<string, string> | undefined {
  const map = asObject(value)
  if (!map) throw new InvalidLambdaResponseException()
  if (Object.keys(map).length === 0) return undefined
  const given = Object.entries(map).filter(([, each]) => each !== null)
  return Object.fromEntries(given.map(([name, each]) => [name, asText(each)]))
}
