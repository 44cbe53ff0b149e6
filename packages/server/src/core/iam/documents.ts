import { requireLength } from './constraints.ts'
import { LimitExceeded, MalformedPolicyDocument } from './errors.ts'

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html */
const LENGTH = { minimum: 1, maximum: 131_072 }
/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html; spaces do not count. */
const MAX_TRUST = 2048
const MAX_MANAGED = 6144
const MAX_INLINE = 10_240

/**
 * Throws MalformedPolicyDocument for what is no trust policy, ValidationError and LimitExceeded for one that is too long.
 * Deviation: of the grammar of policies no more is checked than JSON and that there are
 * statements, since nothing here is decided by them.
 */
export function requireTrustPolicy(document: string): void {
  const statements = requireStatements('assumeRolePolicyDocument', document)
  if (statements.some((statement) => 'Resource' in statement))
    throw new MalformedPolicyDocument('Has prohibited field Resource')
  if (sizeOf(document) > MAX_TRUST)
    throw new LimitExceeded(`Cannot exceed quota for ACLSizePerRole: ${MAX_TRUST}`)
}

/** As `requireTrustPolicy`, for managed policies. */
export function requireManagedPolicy(document: string): void {
  requireStatements('policyDocument', document)
  if (sizeOf(document) > MAX_MANAGED)
    throw new LimitExceeded(`Cannot exceed quota for PolicySize: ${MAX_MANAGED}`)
}

/** As `requireTrustPolicy`, for the policies that are part of one role, together. */
export function requireInlinePolicies(role: string, given: string, others: readonly string[]): void {
  requireStatements('policyDocument', given)
  if ([given, ...others].reduce((total, document) => total + sizeOf(document), 0) > MAX_INLINE)
    throw new LimitExceeded(`Maximum policy size of ${MAX_INLINE} bytes exceeded for role ${role}`)
}

function requireStatements(member: string, document: string): object[] {
  requireLength(member, document, LENGTH)
  const { Statement: statement } = asObject(parse(document)) as { Statement?: unknown }
  return (Array.isArray(statement) ? statement : [statement]).map(asObject)
}

function asObject(value: unknown): object {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value
  throw new MalformedPolicyDocument('Syntax errors in policy.')
}

function parse(document: string): unknown {
  try {
    return JSON.parse(document)
  } catch {
    throw new MalformedPolicyDocument('This policy contains invalid Json')
  }
}

function sizeOf(document: string): number {
  return document.replace(/\s/g, '').length
}
