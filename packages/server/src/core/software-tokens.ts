import {
  EnableSoftwareTokenMFAException,
  SoftwareTokenMFANotFoundException,
  UserNotFoundException,
} from '../errors.ts'
import { type Services, transaction } from '../services.ts'
import * as storage from '../storage/software-tokens.ts'
import type { UserPool } from '../storage/user-pools.ts'
import type { User } from '../storage/users.ts'
import * as users from '../storage/users.ts'
import type { Authorized } from './access-tokens.ts'
import * as totp from './totp.ts'
import * as userChanges from './user-changes.ts'
import { requireUser } from './usernames.ts'

/** Throws SoftwareTokenMFANotFoundException where the pool offers no authenticator apps. */
export function requireOffered({ settings }: UserPool): void {
  if (!settings.softwareTokenMfaConfiguration?.enabled)
    throw new SoftwareTokenMFANotFoundException('Software Token MFA has not been enabled by the userPool.')
}

/**
 * A new secret for the signed-in user, which `verify` puts in force; the one before stays in force until then. Throws
 * SoftwareTokenMFANotFoundException.
 */
export async function associate(services: Services, { user, pool }: Authorized): Promise<string> {
  requireOffered(pool)
  const secret = totp.newSecret()
  await storage.putPending(services.db, user.id, seal(services, user.id, secret))
  return secret
}

/**
 * Puts the newest secret in force by a code of it, which is used then. Throws SoftwareTokenMFANotFoundException where
 * none waits for that, EnableSoftwareTokenMFAException, UserNotFoundException.
 */
export async function verify(
  services: Services,
  { user, pool }: Authorized,
  proof: { code: string; friendlyDeviceName?: string | undefined },
): Promise<void> {
  requireOffered(pool)
  const sealedSecret = (await storage.find(services.db, user.id))?.sealedPendingSecret
  if (!sealedSecret) throw new SoftwareTokenMFANotFoundException()
  const step = requireMatch(services, open(services, user.id, sealedSecret), proof.code)
  await transaction(services, async (services) => {
    const current = await lock(services, user.id)
    const { friendlyDeviceName } = proof
    const token = { userId: user.id, sealedSecret, friendlyDeviceName, step }
    if (!(await storage.promotePending(services.db, token))) throw new SoftwareTokenMFANotFoundException()
    await store(services, { ...current, mfa: { enabled: [], ...current.mfa, softwareToken: true } })
  })
}

/** The step of the code. Throws EnableSoftwareTokenMFAException for a wrong one (text as aws-amplify-auth-starters#15 has it). */
export function requireMatch(services: Services, secret: string, code: string): number {
  const step = totp.matchingStep(secret, code, services.clock.now())
  if (step !== undefined) return step
  throw new EnableSoftwareTokenMFAException('Code mismatch and fail enable Software Token MFA')
}

/** Puts a proven secret in force for a user who is locked in this transaction, and makes it the preferred factor. */
export async function adopt(
  services: Services,
  user: User,
  proven: { secret: string; step: number; friendlyDeviceName?: string | undefined },
): Promise<User> {
  const { secret, ...rest } = proven
  await storage.put(services.db, { ...rest, userId: user.id, sealedSecret: seal(services, user.id, secret) })
  const enabled = [...(user.mfa?.enabled ?? []), 'SOFTWARE_TOKEN_MFA' as const]
  const mfa = { ...user.mfa, enabled, preferred: 'SOFTWARE_TOKEN_MFA' as const, softwareToken: true }
  return store(services, { ...user, mfa })
}

/** The secret in force with its sealed form. Throws SoftwareTokenMFANotFoundException. */
export async function requireInForce(services: Services, user: User) {
  const sealedSecret = (await storage.find(services.db, user.id))?.sealedSecret
  if (!sealedSecret) throw new SoftwareTokenMFANotFoundException()
  return { sealedSecret, secret: open(services, user.id, sealedSecret) }
}

/** Takes the user's authenticator app away, with the choice of it. Throws UserNotFoundException. */
export async function remove(services: Services, pool: UserPool, name: string): Promise<void> {
  const found = await requireUser(services, pool, name)
  await transaction(services, async (services) => {
    const user = await lock(services, found.id)
    await storage.remove(services.db, user.id)
    if (!user.mfa) return
    const { softwareToken, preferred, ...mfa } = user.mfa
    const enabled = mfa.enabled.filter((factor) => factor !== 'SOFTWARE_TOKEN_MFA')
    const kept = preferred && preferred !== 'SOFTWARE_TOKEN_MFA' ? { preferred } : {}
    await store(services, { ...user, mfa: { ...mfa, ...kept, enabled } })
  })
}

async function lock(services: Services, id: string): Promise<User> {
  const user = await users.lock(services.db, id)
  if (!user) throw new UserNotFoundException()
  return user
}

async function store(services: Services, user: User): Promise<User> {
  const stored = { ...user, updatedAt: services.clock.now() }
  await userChanges.update(services, stored)
  return stored
}

function seal(services: Services, userId: string, secret: string): string {
  return services.keyring.seal(secret, placeOf(userId))
}

function open(services: Services, userId: string, sealed: string): string {
  return services.keyring.open(sealed, placeOf(userId)).toString('utf8')
}

function placeOf(userId: string): string {
  return `software_tokens.sealed_secret:${userId}`
}
