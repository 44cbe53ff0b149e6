import { randomUUID } from 'node:crypto'
import { type Services, transaction } from '../../services.ts'
import * as functionAliases from '../../storage/function-aliases.ts'
import type { FunctionPolicy, PolicyStatement } from '../../storage/function-policies.ts'
import * as functionPolicies from '../../storage/function-policies.ts'
import { LATEST } from '../../storage/function-versions.ts'
import { requireLength, requirePattern } from './configuration.ts'
import {
  InvalidParameterValueException,
  PolicyLengthExceededException,
  ResourceConflictException,
  ResourceNotFoundException,
} from './errors.ts'
import { arnOf, type FunctionReference, isVersion, notFound } from './names.ts'
import { lockFunction, requireFunction, requireRevision, requireVersion } from './require.ts'

/** https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const MAX_POLICY_BYTES = 20_480
const MAX_STATEMENT_ID = 100

export interface NewPermission {
  statementId: string
  action: string
  principal: string
  sourceArn?: string | undefined
  sourceAccount?: string | undefined
  eventSourceToken?: string | undefined
  principalOrgId?: string | undefined
  functionUrlAuthType?: string | undefined
  revisionId?: string | undefined
}

/** The policy document of a function, version or alias. */
export function documentOf({ statements }: Pick<FunctionPolicy, 'statements'>): string {
  return JSON.stringify({ Version: '2012-10-17', Id: 'default', Statement: statements })
}

/** Throws ResourceNotFoundException, also where nobody has been permitted anything. */
export async function requirePolicy(
  services: Services,
  reference: FunctionReference,
): Promise<FunctionPolicy> {
  await requireTarget(services, reference)
  const policy = await functionPolicies.find(services.db, reference.key, reference.qualifier ?? '')
  if (!policy) throw new ResourceNotFoundException('The resource you requested does not exist.')
  return policy
}

/** Adds a statement to the policy. Throws ResourceConflictException, PreconditionFailedException, ValidationException. */
export function add(
  services: Services,
  reference: FunctionReference,
  asked: NewPermission,
): Promise<PolicyStatement> {
  check(reference, asked)
  const statement = toStatement(reference, asked)
  return transaction(services, async (services) => {
    await lockFunction(services, reference.key)
    await requireTarget(services, reference)
    const former = await functionPolicies.find(services.db, reference.key, reference.qualifier ?? '')
    requireRevision(asked.revisionId, former?.revisionId ?? '')
    const statements = former?.statements ?? []
    refuseTaken(statements, asked.statementId)
    await save(services, reference, [...statements, statement])
    return statement
  })
}

/** Takes a statement out of the policy. Throws ResourceNotFoundException, PreconditionFailedException. */
export function remove(
  services: Services,
  reference: FunctionReference,
  { statementId, revisionId }: { statementId: string; revisionId?: string | undefined },
): Promise<void> {
  return transaction(services, async (services) => {
    await lockFunction(services, reference.key)
    const policy = await requirePolicy(services, reference)
    requireRevision(revisionId, policy.revisionId)
    const rest = policy.statements.filter(({ Sid }) => Sid !== statementId)
    if (rest.length === policy.statements.length)
      throw new ResourceNotFoundException(`Statement ${statementId} is not found in resource policy.`)
    if (rest.length > 0) await save(services, reference, rest)
    else await functionPolicies.remove(services.db, reference.key, reference.qualifier ?? '')
  })
}

async function requireTarget(services: Services, { key, qualifier }: FunctionReference): Promise<void> {
  await requireFunction(services, key)
  if (qualifier === undefined) return
  if (isVersion(qualifier)) await requireVersion(services, key, qualifier)
  else if (!(await functionAliases.find(services.db, key, qualifier)))
    throw new ResourceNotFoundException(notFound(key, qualifier))
}

async function save(
  services: Services,
  { key, qualifier }: FunctionReference,
  statements: PolicyStatement[],
): Promise<void> {
  const size = Buffer.byteLength(documentOf({ statements }))
  if (size > MAX_POLICY_BYTES)
    throw new PolicyLengthExceededException(
      `The final policy size (${size}) is bigger than the limit (${MAX_POLICY_BYTES}).`,
    )
  await functionPolicies.save(services.db, {
    ...key,
    qualifier: qualifier ?? '',
    statements,
    revisionId: randomUUID(),
  })
}

function check({ qualifier }: FunctionReference, { statementId, action, principal }: NewPermission): void {
  requireLength('statementId', statementId, MAX_STATEMENT_ID)
  requirePattern('statementId', statementId, '([a-zA-Z0-9-_]+)')
  requirePattern('action', action, '(lambda:[*]|lambda:[a-zA-Z]+|[*])')
  requirePattern('principal', principal, '[^\\s]+')
  if (qualifier === LATEST)
    throw new InvalidParameterValueException('We currently do not support adding policies for $LATEST.')
}

function refuseTaken(statements: readonly PolicyStatement[], statementId: string): void {
  if (!statements.some(({ Sid }) => Sid === statementId)) return
  throw new ResourceConflictException(
    `The statement id (${statementId}) provided already exists. Please provide a new statement id, or remove the existing statement.`,
  )
}

/** As AWS writes what AddPermission asks for. */
function toStatement({ key, qualifier }: FunctionReference, asked: NewPermission): PolicyStatement {
  const equals = {
    ...(asked.sourceAccount && { 'AWS:SourceAccount': asked.sourceAccount }),
    ...(asked.eventSourceToken && { 'lambda:EventSourceToken': asked.eventSourceToken }),
    ...(asked.principalOrgId && { 'aws:PrincipalOrgID': asked.principalOrgId }),
    ...(asked.functionUrlAuthType && { 'lambda:FunctionUrlAuthType': asked.functionUrlAuthType }),
  }
  const condition = {
    ...(Object.keys(equals).length > 0 && { StringEquals: equals }),
    ...(asked.sourceArn && { ArnLike: { 'AWS:SourceArn': asked.sourceArn } }),
  }
  return {
    Sid: asked.statementId,
    Effect: 'Allow',
    Principal: toPrincipal(asked.principal),
    Action: asked.action,
    Resource: arnOf(key, qualifier),
    ...(Object.keys(condition).length > 0 && { Condition: condition }),
  }
}

function toPrincipal(principal: string): PolicyStatement['Principal'] {
  if (principal === '*') return '*'
  if (/^\d{12}$/.test(principal)) return { AWS: `arn:aws:iam::${principal}:root` }
  return principal.startsWith('arn:') ? { AWS: principal } : { Service: principal }
}
