import type { LimitDefinitionType, LimitType } from '@poolhouse/api-model'
import type { LimitScope, ShownLimit } from '../../core/provisioned-limits.ts'
import { InvalidParameterException } from '../../errors.ts'
import type { ApiRequest } from '../operation.ts'

/** Which limit is meant: the account's and region's for a category. Throws InvalidParameterException. */
export function limitScope(definition: LimitDefinitionType, request: ApiRequest): LimitScope {
  const category = definition.Attributes?.['Category']
  if (!category) throw new InvalidParameterException('The attribute Category is required.') // our wording
  return { accountId: request.accountId, region: request.region, category }
}

/** The limit as the API shows it. */
export function toLimitType(scope: LimitScope, { provisioned, free }: ShownLimit): LimitType {
  return {
    LimitDefinition: { LimitClass: 'API_CATEGORY', Attributes: { Category: scope.category } },
    ProvisionedLimitValue: provisioned,
    FreeLimitValue: free,
  }
}
