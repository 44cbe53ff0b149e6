import type { Services } from '../services.ts'
import type { HostedRequest } from './door.ts'

/** What the form for a code that was sent remembers; it travels in a hidden field. */
export interface CodeState {
  /** The name that the visitor gave, of whom the rest tells. */
  username: string
  /** Where the code went, masked. */
  delivery?: { deliveryMedium: 'EMAIL' | 'SMS'; destination: string } | undefined
  /** Of `sessionOfChosenPassword`, where this browser made the account just now. */
  session?: string | undefined
}

/** Encrypts the state for a form that this browser alone can send for the app client; undefined where there is none. */
export function sealCodeState(
  services: Services,
  hosted: HostedRequest,
  state: Partial<CodeState>,
): string | undefined {
  const { username, delivery, session } = state
  if (username === undefined || (delivery === undefined && session === undefined)) return undefined
  return services.keyring.sealToken({ username, delivery, session }, binding(hosted))
}

/** The state that came with a form about this name; undefined where it is none of ours. */
export function openCodeState(
  services: Services,
  hosted: HostedRequest,
  form: URLSearchParams,
): Partial<CodeState> {
  const state = services.keyring.openToken(form.get('state') ?? '', binding(hosted)) as CodeState | undefined
  return state && state.username === form.get('username')?.trim() ? state : {}
}

function binding({ pool, client, view }: HostedRequest) {
  return { purpose: 'hosted-code', context: [pool.id, client.id, view.csrfToken] }
}
