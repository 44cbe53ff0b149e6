import { InvalidParameterException } from '../../errors.ts'
import { type Services, transaction } from '../../services.ts'
import type { RiskConfiguration, RiskSettings } from '../../storage/risk-configurations.ts'
import * as storage from '../../storage/risk-configurations.ts'
import { requireAppClient } from '../app-clients.ts'
import { lockUserPool, requireUserPool } from '../user-pools.ts'
import { parseRange } from './enforcement.ts'

export interface RiskScope {
  userPoolId: string
  /** Absent for the pool's own configuration. */
  clientId?: string | undefined
}

/** In the order in which the AWS CLI's example shows them. */
const allEvents: NonNullable<
  NonNullable<RiskSettings['compromisedCredentialsRiskConfiguration']>['eventFilter']
> = ['SIGN_IN', 'SIGN_UP', 'PASSWORD_CHANGE']

/**
 * Replaces the configuration of the pool or of one client; nothing given takes it away, so that the pool has none and the
 * client inherits. It is kept where threat protection is off as well, without effect, as hashicorp/aws observes on Cognito.
 * Throws ResourceNotFoundException, InvalidParameterException.
 */
export function setRiskConfiguration(
  services: Services,
  scope: RiskScope,
  asked: RiskSettings,
): Promise<RiskConfiguration | undefined> {
  return transaction(services, async (services) => {
    const pool = await lockUserPool(services, scope.userPoolId)
    if (scope.clientId) await requireAppClient(services, { ...scope, clientId: scope.clientId })
    requireValid(asked)
    if (Object.keys(asked).length === 0) {
      await storage.remove(services.db, pool.id, scope.clientId)
      return undefined
    }
    const configuration: RiskConfiguration = {
      userPoolId: pool.id,
      ...(scope.clientId && { appClientId: scope.clientId }),
      settings: complete(asked),
      updatedAt: services.clock.now(),
    }
    await storage.put(services.db, configuration)
    return configuration
  })
}

/** The configuration of exactly this pool or client. Throws ResourceNotFoundException. */
export async function describeRiskConfiguration(
  services: Services,
  scope: RiskScope,
): Promise<RiskConfiguration | undefined> {
  const pool = await requireUserPool(services, scope.userPoolId)
  if (scope.clientId) await requireAppClient(services, { ...scope, clientId: scope.clientId })
  return storage.find(services.db, pool.id, scope.clientId)
}

function complete(asked: RiskSettings): RiskSettings {
  const credentials = asked.compromisedCredentialsRiskConfiguration
  if (!credentials || credentials.eventFilter?.length) return asked
  return { ...asked, compromisedCredentialsRiskConfiguration: { ...credentials, eventFilter: allEvents } }
}

/** The texts are ours. */
function requireValid({ riskExceptionConfiguration, accountTakeoverRiskConfiguration }: RiskSettings): void {
  const { blockedIPRangeList = [], skippedIPRangeList = [] } = riskExceptionConfiguration ?? {}
  const invalid = [...blockedIPRangeList, ...skippedIPRangeList].find((range) => !parseRange(range))
  if (invalid !== undefined)
    throw new InvalidParameterException(`${invalid} is not an IP address range in CIDR notation.`)
  const actions = Object.values(accountTakeoverRiskConfiguration?.actions ?? {})
  const notifies = actions.some(({ notify }) => notify)
  if (notifies && !accountTakeoverRiskConfiguration?.notifyConfiguration)
    throw new InvalidParameterException('NotifyConfiguration is required when an action notifies users.')
}
