import { NotAuthorizedException } from '../../errors.ts'
import type { Services } from '../../services.ts'
import type { AppClient } from '../../storage/app-clients.ts'
import * as appClients from '../../storage/app-clients.ts'
import * as storage from '../../storage/challenge-sessions.ts'
import type { UserPool } from '../../storage/user-pools.ts'
import type { CustomAuth } from './auth.ts'
import { newSingleUse, requireUnexpired, type SingleUse } from './challenge-session.ts'

/**
 * The session of MFA_SETUP. AssociateSoftwareToken and VerifySoftwareToken take it without naming a client, so that it
 * names pool and client itself; nothing is kept of an app until a code proves it.
 */
export interface SetupSession extends SingleUse {
  poolId: string
  clientId: string
  userId: string
  /** Of the user at the start (`standingOf` of session-user.ts); the session ends where it is another. */
  standing: string
  /** From AssociateSoftwareToken on. */
  secret?: string
  /** From VerifySoftwareToken on: the secret is in force. */
  isProven?: boolean
  /** The results of a custom sign-in that the set-up interrupts. */
  custom?: CustomAuth['results']
}

type ClientOfPool = { pool: UserPool; client: AppClient }

const binding = { purpose: 'mfa-setup-session', context: [] }

/** A session that begins or goes on, good for the client's AuthSessionValidity from now. */
export function create(
  services: Services,
  { pool, client }: ClientOfPool,
  next: Omit<SetupSession, 'id' | 'expiresAt' | 'poolId' | 'clientId'>,
): string {
  const session: SetupSession = {
    ...next,
    ...newSingleUse(services, { client }),
    poolId: pool.id,
    clientId: client.id,
  }
  return services.keyring.sealToken(session, binding)
}

/** The session with its pool and client, if it is still good. Throws NotAuthorizedException. */
export async function open(
  services: Services,
  text: string,
): Promise<ClientOfPool & { session: SetupSession }> {
  const session = services.keyring.openToken(text, binding) as SetupSession | undefined
  const found = session && (await appClients.findWithPool(services.db, session.clientId))
  if (!session || found?.pool.id !== session.poolId)
    throw new NotAuthorizedException('Invalid session for the user.')
  requireUnexpired(services, session)
  if (await storage.wasUsed(services.db, session.id))
    throw new NotAuthorizedException('Invalid session for the user, session can only be used once.')
  return { ...found, session }
}
