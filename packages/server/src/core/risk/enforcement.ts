import { BlockList, isIP } from 'node:net'
import {
  InvalidPasswordException,
  NotAuthorizedException,
  PasswordResetRequiredException,
} from '../../errors.ts'
import { type Services, transaction } from '../../services.ts'
import type { AppClient } from '../../storage/app-clients.ts'
import type { RiskSettings } from '../../storage/risk-configurations.ts'
import * as riskConfigurations from '../../storage/risk-configurations.ts'
import type { UserPool } from '../../storage/user-pools.ts'
import type { User } from '../../storage/users.ts'
import * as users from '../../storage/users.ts'
import { withRisk } from '../auth-events.ts'
import * as userChanges from '../user-changes.ts'
import { isCommonPassword } from './common-passwords.ts'
import { enforcesRisk } from './threat-protection.ts'

export interface RiskyRequest {
  pool: UserPool
  client?: AppClient | undefined
  ipAddress?: string | undefined
}

type PasswordEvent = 'SIGN_IN' | 'PASSWORD_CHANGE' | 'SIGN_UP'

const COMPROMISED = { riskDecision: 'Block', compromisedCredentialsDetected: true } as const
/** Seen as Cognito's answer to new passwords. */
const UNUSABLE = 'Provided password cannot be used for security reasons.'

/**
 * Refuses a sign-in from an address that the pool's or the client's list blocks, whoever asks and before anything is
 * checked. Throws NotAuthorizedException.
 *
 * Deviation: levels of risk are not assessed (there is nothing here to tell an unusual place or device by), so that
 * AccountTakeoverRiskConfiguration has no effect beyond notifications of blocked sign-ins, which count as high risk.
 */
export async function requireAllowedAddress(services: Services, request: RiskyRequest): Promise<void> {
  const exceptions = (await settingsFor(services, request))?.riskExceptionConfiguration
  if (!isListed(exceptions?.blockedIPRangeList, request.ipAddress)) return
  throw withRisk(new NotAuthorizedException('Unable to login because of security reasons.'), {
    riskDecision: 'Block',
    riskLevel: 'High',
  })
}

/** Refuses a new password that everybody knows, where the pool asks for that. Throws InvalidPasswordException. */
export async function requireUncompromised(
  services: Services,
  request: RiskyRequest,
  event: Exclude<PasswordEvent, 'SIGN_IN'>,
  password: string,
): Promise<void> {
  if (await isCompromised(services, request, event, password))
    throw withRisk(new InvalidPasswordException(UNUSABLE), COMPROMISED)
}

/**
 * Ends a sign-in with a password that everybody knows, where the pool asks for that: from now on the user has to reset
 * it. Like on Cognito SRP is not looked at, which never tells the password. Throws PasswordResetRequiredException.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pool-settings-compromised-credentials.html
 */
export async function requireUncompromisedSignIn(
  services: Services,
  request: RiskyRequest,
  user: User,
  password: string,
): Promise<void> {
  if (!(await isCompromised(services, request, 'SIGN_IN', password))) return
  await transaction(services, async (services) => {
    const current = await users.lock(services.db, user.id)
    if (current?.status !== 'CONFIRMED') return
    await userChanges.update(services, {
      ...current,
      status: 'RESET_REQUIRED',
      updatedAt: services.clock.now(),
    })
  })
  throw withRisk(new PasswordResetRequiredException(UNUSABLE), COMPROMISED)
}

async function isCompromised(
  services: Services,
  request: RiskyRequest,
  event: PasswordEvent,
  password: string,
): Promise<boolean> {
  const settings = await settingsFor(services, request)
  const credentials = settings?.compromisedCredentialsRiskConfiguration
  if (credentials?.actions.eventAction !== 'BLOCK') return false
  if (!(credentials.eventFilter ?? [event]).includes(event)) return false
  if (isListed(settings?.riskExceptionConfiguration?.skippedIPRangeList, request.ipAddress)) return false
  return isCommonPassword(password)
}

/** What is in force; pools without full protection cost no query. */
async function settingsFor(
  services: Services,
  { pool, client }: RiskyRequest,
): Promise<RiskSettings | undefined> {
  if (!enforcesRisk(pool)) return undefined
  return (await riskConfigurations.findEffective(services.db, pool.id, client?.id))?.settings
}

/** Whether one of the ranges (`10.0.0.0/8`, `2001:db8::/32`) holds the address. */
function isListed(ranges: readonly string[] = [], ipAddress: string | undefined): boolean {
  if (!ipAddress || ranges.length === 0) return false
  const version = isIP(ipAddress)
  if (version === 0) return false
  const list = new BlockList()
  for (const range of ranges) {
    const parsed = parseRange(range)
    if (parsed) list.addSubnet(parsed.address, parsed.prefix, parsed.family)
  }
  return list.check(ipAddress, version === 6 ? 'ipv6' : 'ipv4')
}

/** A range in CIDR notation; undefined for any other text. */
export function parseRange(
  text: string,
): { address: string; prefix: number; family: 'ipv4' | 'ipv6' } | undefined {
  const [address = '', prefixText = '', ...rest] = text.split('/')
  const version = isIP(address)
  const prefix = Number(prefixText)
  if (version === 0 || rest.length > 0 || !/^[0-9]{1,3}$/.test(prefixText)) return undefined
  if (prefix > (version === 6 ? 128 : 32)) return undefined
  return { address, prefix, family: version === 6 ? 'ipv6' : 'ipv4' }
}
