import { MFAMethodNotFoundException } from '../../errors.ts'
import type { Services } from '../../services.ts'
import type { UserPool } from '../../storage/user-pools.ts'
import type { MfaFactor, User } from '../../storage/users.ts'
import { factorsOf, has } from '../mfa-factors.ts'
import type { Auth, AuthStep } from './auth.ts'
import { setupChallenge } from './challenges/mfa-setup.ts'
import { askForCode } from './challenges/one-time-code.ts'
import { selectChallenge } from './challenges/select-mfa-type.ts'
import { softwareTokenChallenge } from './challenges/software-token-mfa.ts'

/** What a sign-in asks for after the first factor. */
export type SecondFactor =
  | { kind: 'ask'; factor: MfaFactor }
  | { kind: 'select'; factors: MfaFactor[] }
  | { kind: 'setup'; factors: MfaFactor[] }

/**
 * The second factor that this user is asked for; undefined where neither pool nor user want one. One factor is asked for,
 * of several the preferred one, else the user selects. Where the pool requires MFA, an address or an authenticator app
 * that is there serves without having been chosen, and a user with none sets one up.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-mfa.html
 */
export function secondFactorOf(pool: UserPool, user: User): SecondFactor | undefined {
  const { mfaConfiguration } = pool.settings
  if (mfaConfiguration === 'OFF') return undefined
  const offered = factorsOf(pool.settings)
  const usable = offered.filter((factor) => has(user, factor))
  const chosen = usable.filter((factor) => user.mfa?.enabled.includes(factor))
  if (mfaConfiguration === 'OPTIONAL') return chosen.length > 0 ? among(chosen, user) : undefined
  const factors = chosen.length > 0 ? chosen : usable
  return factors.length > 0 ? among(factors, user) : { kind: 'setup', factors: offered }
}

function among(factors: MfaFactor[], { mfa }: User): SecondFactor {
  const [only] = factors
  if (only && factors.length === 1) return { kind: 'ask', factor: only }
  const preferred = factors.find((factor) => factor === mfa?.preferred)
  return preferred ? { kind: 'ask', factor: preferred } : { kind: 'select', factors }
}

/**
 * The challenge of the second factor. Sends a code where the factor is one. Throws MFAMethodNotFoundException where the
 * pool requires SMS and the user has no telephone number, TooManyRequestsException, UnexpectedLambdaException.
 */
export async function askFor(
  services: Services,
  auth: Auth,
  user: User,
  secondFactor: SecondFactor,
): Promise<AuthStep> {
  if (secondFactor.kind === 'select') return selectChallenge(services, auth, user, secondFactor.factors)
  if (secondFactor.kind === 'setup') return setUp(services, auth, user, secondFactor.factors)
  const { factor } = secondFactor
  if (factor === 'SOFTWARE_TOKEN_MFA') return softwareTokenChallenge(services, auth, user)
  return askForCode(services, auth, { name: factor, role: 'mfa', user })
}

/** A telephone number can't be added at sign-in. */
function setUp(services: Services, auth: Auth, user: User, factors: MfaFactor[]): AuthStep {
  if (factors.every((factor) => factor === 'SMS_MFA')) throw new MFAMethodNotFoundException()
  return setupChallenge(services, auth, user, factors)
}
