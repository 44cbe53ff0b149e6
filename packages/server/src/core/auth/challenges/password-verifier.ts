import * as srp from '../../../crypto/srp.ts'
import type { Services } from '../../../services.ts'
import type { User } from '../../../storage/users.ts'
import * as users from '../../../storage/users.ts'
import * as passwords from '../../passwords.ts'
import { type Auth, type AuthStep, incorrectUsernameOrPassword, requireParameter } from '../auth.ts'
import * as challengeSession from '../challenge-session.ts'
import * as lockout from '../lockout.ts'
import { afterFirstFactor } from '../next-step.ts'
import * as secretBlock from '../secret-block.ts'
import { isCanonicalTimestamp, requireTimestamp } from '../srp-timestamp.ts'

/** Checks the proof of an SRP exchange. One exchange is good for one proof, right or wrong. */
export async function passwordVerifier(services: Services, auth: Auth): Promise<AuthStep> {
  const username = requireParameter(auth, 'USERNAME')
  const block = requireParameter(auth, 'PASSWORD_CLAIM_SECRET_BLOCK')
  const timestamp = requireTimestamp(requireParameter(auth, 'TIMESTAMP'))
  const signature = requireParameter(auth, 'PASSWORD_CLAIM_SIGNATURE')
  const opened = secretBlock.open(services, auth, block)
  if (!opened?.exchange.names.includes(username)) throw incorrectUsernameOrPassword()
  const { exchange, bytes } = opened
  challengeSession.requireUnexpired(services, exchange)
  const user = await users.find(services.db, auth.pool.id, exchange.userId)
  await lockout.requireUnlocked(services, exchange.subject)
  const proof = { bytes, timestamp, signature }
  const isRight = await verify(services, auth, { exchange, user, proof })
  if (user && isRight) {
    const custom = exchange.custom && { results: exchange.custom, passed: 'PASSWORD_VERIFIER' }
    return afterFirstFactor(services, { ...auth, custom }, { user, used: exchange })
  }
  await challengeSession.use(services, exchange)
  await lockout.recordFailure(services, exchange.subject)
  throw incorrectUsernameOrPassword()
}

interface Verification {
  exchange: secretBlock.SrpExchange
  user: User | undefined
  proof: { bytes: Buffer; timestamp: string; signature: string }
}

async function verify(
  services: Services,
  auth: Auth,
  { exchange, user, proof }: Verification,
): Promise<boolean> {
  const stored = user && passwords.srpVerifier(services, user)
  const verifier = stored?.verifier ?? srp.fakeVerifier(services.keyring.deriveKey('fake-srp'), exchange.id)
  const matches = await srp.verifyProof(services.modexp, {
    poolName: passwords.poolName(auth.pool),
    userId: exchange.userIdForSrp,
    verifier,
    privateB: Buffer.from(exchange.privateB, 'base64'),
    publicB: Buffer.from(exchange.publicB, 'base64').toString('hex'),
    publicA: BigInt(`0x${Buffer.from(exchange.publicA, 'base64').toString('hex')}`),
    secretBlock: proof.bytes,
    timestamp: proof.timestamp,
    signature: Buffer.from(proof.signature, 'base64'),
  })
  return matches && stored !== undefined && isCanonicalTimestamp(proof.timestamp)
}
