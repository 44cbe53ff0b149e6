import type { Db } from './open.ts'
import { parseCached } from './parse-cached.ts'

export interface NotifyEmail {
  subject: string
  htmlBody?: string
  textBody?: string
}

export interface TakeoverAction {
  notify: boolean
  eventAction: 'BLOCK' | 'MFA_IF_CONFIGURED' | 'MFA_REQUIRED' | 'NO_ACTION'
}

/** What SetRiskConfiguration sets, in camel case; absent means not set. */
export interface RiskSettings {
  compromisedCredentialsRiskConfiguration?: {
    eventFilter?: ('SIGN_IN' | 'PASSWORD_CHANGE' | 'SIGN_UP')[]
    actions: { eventAction: 'BLOCK' | 'NO_ACTION' }
  }
  accountTakeoverRiskConfiguration?: {
    notifyConfiguration?: {
      from?: string
      replyTo?: string
      sourceArn: string
      blockEmail?: NotifyEmail
      noActionEmail?: NotifyEmail
      mfaEmail?: NotifyEmail
    }
    actions: { lowAction?: TakeoverAction; mediumAction?: TakeoverAction; highAction?: TakeoverAction }
  }
  riskExceptionConfiguration?: { blockedIPRangeList?: string[]; skippedIPRangeList?: string[] }
}

export interface RiskConfiguration {
  userPoolId: string
  /** Absent for the pool's own. */
  appClientId?: string
  settings: RiskSettings
  updatedAt: number
}

/** The client's own configuration, or the pool's where no client is given. */
export async function find(
  db: Db,
  userPoolId: string,
  appClientId: string | undefined,
): Promise<RiskConfiguration | undefined> {
  const scopes = await findScopes(db, userPoolId, [scopeOf(appClientId)])
  return scopes[0]
}

/** The configuration that is in force for the client: its own, else the pool's. */
export async function findEffective(
  db: Db,
  userPoolId: string,
  appClientId: string | undefined,
): Promise<RiskConfiguration | undefined> {
  const found = await findScopes(db, userPoolId, [...new Set([scopeOf(appClientId), scopeOf(undefined)])])
  return found.find((each) => each.appClientId !== undefined) ?? found[0]
}

export async function put(db: Db, configuration: RiskConfiguration): Promise<void> {
  const settings = JSON.stringify(configuration.settings)
  const updatedAt = configuration.updatedAt
  await db
    .insertInto('risk_configurations')
    .values({
      user_pool_id: configuration.userPoolId,
      scope: scopeOf(configuration.appClientId),
      app_client_id: configuration.appClientId ?? null,
      settings,
      updated_at: updatedAt,
    })
    .onConflict((conflict) =>
      conflict.columns(['user_pool_id', 'scope']).doUpdateSet({ settings, updated_at: updatedAt }),
    )
    .execute()
}

export async function remove(db: Db, userPoolId: string, appClientId: string | undefined): Promise<void> {
  await db
    .deleteFrom('risk_configurations')
    .where('user_pool_id', '=', userPoolId)
    .where('scope', '=', scopeOf(appClientId))
    .execute()
}

async function findScopes(db: Db, userPoolId: string, scopes: string[]): Promise<RiskConfiguration[]> {
  const rows = await db
    .selectFrom('risk_configurations')
    .selectAll()
    .where('user_pool_id', '=', userPoolId)
    .where('scope', 'in', scopes)
    .execute()
  return rows.map((row) => ({
    userPoolId: row.user_pool_id,
    ...(row.app_client_id !== null && { appClientId: row.app_client_id }),
    settings: parseCached<RiskSettings>(row.settings),
    updatedAt: row.updated_at,
  }))
}

/** No id of a client holds a star. */
function scopeOf(appClientId: string | undefined): string {
  return appClientId ?? '*'
}
