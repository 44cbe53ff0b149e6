import type { Services } from '../../services.ts'
import type { ChallengeResult } from '../../triggers/define-auth-challenge.ts'
import type { Auth } from './auth.ts'
import type { SingleUse } from './challenge-session.ts'
import { openBlock, sealBlock } from './sealed-block.ts'

const PURPOSE = 'srp-exchange'

/** The server's side of an SRP exchange. It lives in SECRET_BLOCK, encrypted and bound to pool and client. */
export interface SrpExchange extends SingleUse {
  /** No user's id where nobody has the name. */
  userId: string
  /** Under which wrong proofs are counted. */
  subject: string
  /** The names by which the answer may call the user. */
  names: string[]
  userIdForSrp: string
  /** Base64 of the numbers' bytes. */
  publicA: string
  privateB: string
  publicB: string
  /** The results of the custom sign-in that asks for the password. */
  custom?: ChallengeResult[]
}

/** The exchange as standard Base64, which clients decode before they sign it. */
export function seal(services: Services, auth: Auth, exchange: SrpExchange): string {
  return sealBlock(services, auth, PURPOSE, exchange)
}

/** The exchange with the bytes that were signed; undefined for everything that `seal` did not make for this client. */
export function open(services: Services, auth: Auth, text: string) {
  return openBlock<SrpExchange>(services, auth, PURPOSE, text)
}
