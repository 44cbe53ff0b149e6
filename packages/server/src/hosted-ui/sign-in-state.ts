import type { Services } from '../services.ts'
import type { HostedRequest } from './door.ts'

/** What a sign-in remembers between two pages; it travels in a hidden field of the form. */
export interface SignInState {
  /** The challenge that the form answers. */
  step: string
  /** The name that the visitor gave. */
  username: string
  session: string
  /** Whether the challenge proves the first factor, of which another may be chosen. */
  isFirstFactor: boolean
  /** What the page shows of the challenge's parameters. */
  shown: Partial<Record<ShownParameter, string>>
  /** The first factors or second factors among which the page lets choose. */
  factors: string[]
  /** While an authenticator app is set up, base32. */
  secret?: string
  /** Whether codes for an e-mail address are set up. */
  setsUpEmail?: true
}

/** The state that came back with a form. */
export interface OpenedState extends SignInState {
  /** When the page was made, epoch milliseconds. */
  askedAt: number
  isOver?: never
}

/** Parameters of challenges that a page shows again after a wrong answer. Others may be too long to travel. */
export const shownParameters = [
  'CODE_DELIVERY_DELIVERY_MEDIUM',
  'CODE_DELIVERY_DESTINATION',
  'requiredAttributes',
] as const

type ShownParameter = (typeof shownParameters)[number]

/** Encrypts the state for the form. It opens for the same app client, as long as the session within can be answered. */
export function sealState(services: Services, hosted: HostedRequest, state: SignInState): string {
  const askedAt = services.clock.now()
  const expiresAt = askedAt + hosted.client.settings.authSessionValidity * 60_000
  return services.keyring.sealToken({ ...state, askedAt, expiresAt }, binding(hosted))
}

/** The state that came with a form; undefined where it is none of ours. Too old, it is good for nothing but the name. */
export function openState(
  services: Services,
  hosted: HostedRequest,
  sealed: string,
): OpenedState | { isOver: true; username: string } | undefined {
  const state = services.keyring.openToken(sealed, binding(hosted)) as
    | (OpenedState & { expiresAt: number })
    | undefined
  const isOver = state && state.expiresAt <= services.clock.now()
  return isOver ? { isOver, username: state.username } : state
}

function binding({ pool, client }: HostedRequest) {
  return { purpose: 'hosted-sign-in', context: [pool.id, client.id] }
}
