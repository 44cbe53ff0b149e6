import type { IdentityPolicy, IdentitySettings } from '../../storage/ses-identities.ts'

/** https://docs.aws.amazon.com/ses/latest/APIReference/API_PutIdentityPolicy.html: 4 KB, and 20 policies. */
const MAX_DOCUMENT = 4096
const policyName = /^[\w-]{1,64}$/

/** Whether an identity can have this policy: it is kept and answered, and allows nothing here. */
export function isPolicy({ name, document }: IdentityPolicy): boolean {
  return policyName.test(name) && document.length <= MAX_DOCUMENT && isObject(document)
}

/** The settings with this policy, in the place of a former one of that name. */
export function withPolicy(settings: IdentitySettings, policy: IdentityPolicy): IdentitySettings {
  const others = settings.policies.filter(({ name }) => name !== policy.name)
  return { ...settings, policies: [...others, policy] }
}

function isObject(document: string): boolean {
  try {
    const value: unknown = JSON.parse(document)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
  } catch {
    return false
  }
}
