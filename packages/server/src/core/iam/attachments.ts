import { type Services, transaction } from '../../services.ts'
import * as attachments from '../../storage/iam-attachments.ts'
import * as policies from '../../storage/iam-policies.ts'
import type { RoleKey } from '../../storage/iam-roles.ts'
import { LimitExceeded, NoSuchEntity } from './errors.ts'
import { arnOfPolicy, readPolicyArn } from './names.ts'
import { lockRole } from './roles.ts'

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const MAX_POLICIES = 10

/**
 * Attaches a managed policy to the role. Policies of AWS are taken as they are named, since none is kept here. Throws
 * NoSuchEntity, LimitExceeded, InvalidInput, ValidationError.
 */
export async function attach(services: Services, key: RoleKey, policyArn: string): Promise<void> {
  await transaction(services, async (services) => {
    await lockRole(services, key)
    await requireAttachable(services, key, policyArn)
    const { items } = await attachments.listOfRole(services.db, key, { limit: MAX_POLICIES })
    if (items.length >= MAX_POLICIES && !items.includes(policyArn))
      throw new LimitExceeded(`Cannot exceed quota for PoliciesPerRole: ${MAX_POLICIES}`)
    await attachments.add(services.db, key, policyArn)
  })
}

/** Throws NoSuchEntity, InvalidInput, ValidationError. */
export async function detach(services: Services, key: RoleKey, policyArn: string): Promise<void> {
  readPolicyArn(policyArn)
  await transaction(services, async (services) => {
    await lockRole(services, key)
    const wasAttached = await attachments.remove(services.db, key, policyArn)
    if (!wasAttached) throw new NoSuchEntity(`Policy ${policyArn} was not found.`)
  })
}

/** Holds the policy until the end of the transaction, so that it cannot be deleted meanwhile. */
async function requireAttachable(services: Services, { accountId }: RoleKey, arn: string): Promise<void> {
  const reference = readPolicyArn(arn)
  if (reference.isOfAws) return
  const policy = reference.accountId === accountId && (await policies.lock(services.db, reference))
  if (!policy || arnOfPolicy(policy) !== arn)
    throw new NoSuchEntity(`Policy ${arn} does not exist or is not attachable.`)
}
