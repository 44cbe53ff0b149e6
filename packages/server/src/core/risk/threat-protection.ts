import type { UserPool } from '../../storage/user-pools.ts'

/** Whether the pool keeps a history of sign-ins (AdvancedSecurityMode AUDIT or ENFORCED). */
export function keepsAuthEvents(pool: UserPool): boolean {
  const mode = modeOf(pool)
  return mode === 'AUDIT' || mode === 'ENFORCED'
}

/** Whether what the risk configuration forbids is refused (AdvancedSecurityMode ENFORCED). */
export function enforcesRisk(pool: UserPool): boolean {
  return modeOf(pool) === 'ENFORCED'
}

function modeOf({ settings }: UserPool): unknown {
  return settings.userPoolAddOns?.advancedSecurityMode
}
