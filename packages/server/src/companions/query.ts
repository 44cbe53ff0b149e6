import { randomUUID } from 'node:crypto'
import type { CompanionError } from '../core/companion-error.ts'
import { BodyTooLargeError, readBody } from '../http/read-body.ts'
import { parseCredentialScope } from '../http/sigv4.ts'
import type { Services } from '../services.ts'
import { iam } from './iam/actions.ts'
import { asCompanionError, type CompanionOutcome, RefusedRequestError } from './outcome.ts'
import type { QueryAction, QueryService } from './query-service.ts'
import { refuseStrangers, requireOperator } from './receive.ts'
import { ses } from './ses/actions.ts'
import { sts } from './sts/actions.ts'
import { escapeXml, toElements } from './xml.ts'

/** For the longest trust policy that IAM's model has, each byte escaped, with the settings around it. */
const MAX_BODY_BYTES = 512 * 1024

const queryServices: readonly QueryService[] = [sts, iam, ses]

interface FoundAction {
  service: QueryService
  name: string
  run: QueryAction
}

/**
 * Answers an action of the query protocol, which its name and the version of its API tell from all others
 * (https://docs.aws.amazon.com/IAM/latest/APIReference/CommonErrors.html).
 */
export async function answerQuery(services: Services, request: Request): Promise<CompanionOutcome> {
  const requestId = randomUUID()
  let found: FoundAction | undefined
  try {
    const body = await read(services, request)
    const parameters = new URLSearchParams(new TextDecoder().decode(body))
    found = findAction(parameters)
    requireOperator(services, request, { service: found.service.signedAs, body })
    const { config } = services
    const region = parseCredentialScope(request)?.region ?? config.region
    const caller = { accountId: config.accountId, region }
    const result = await found.run(services, { caller, parameters })
    const operation = operationOf(found)
    return { requestId, operation, response: success(requestId, found, result) }
  } catch (error) {
    const operation = operationOf(found)
    const unexpected = new RefusedRequestError('ServiceFailure', 500, 'An internal error occurred.')
    const failure = asQueryError(asCompanionError(services, { error, unexpected, operation, requestId }))
    const namespace = found?.service.namespace
    const response = refusal(requestId, failure, namespace)
    return { requestId, operation, response, errorType: failure.name }
  }
}

async function read(services: Services, request: Request): Promise<Uint8Array> {
  // The service is known only by the body; it is checked again with that.
  refuseStrangers(services, request, parseCredentialScope(request)?.service ?? 'sts')
  try {
    return await readBody(request, MAX_BODY_BYTES)
  } catch (error) {
    if (!(error instanceof BodyTooLargeError)) throw error
    throw new RefusedRequestError('RequestEntityTooLarge', 413, `Send at most ${error.limit} bytes`)
  }
}

/** A request without a version is taken for the newest there is. */
function findAction(parameters: URLSearchParams): FoundAction {
  const name = parameters.get('Action') ?? ''
  const version = parameters.get('Version')
  for (const service of queryServices) {
    const run = version === null || version === service.version ? service.actions.get(name) : undefined
    if (run) return { service, name, run }
  }
  const text = `Could not find operation ${name.slice(0, 100)} for version ${version?.slice(0, 20) ?? 'NO_VERSION_SPECIFIED'}`
  throw new RefusedRequestError('InvalidAction', 400, text)
}

function operationOf(found: FoundAction | undefined): string {
  return found ? `${found.service.name}:${found.name}` : 'query:unknown'
}

/** Services with this protocol have other names for refused signatures. */
const signatureErrors: Record<string, { code: string; status: number }> = {
  MissingAuthenticationTokenException: { code: 'MissingAuthenticationToken', status: 403 },
  IncompleteSignatureException: { code: 'IncompleteSignature', status: 400 },
  UnrecognizedClientException: { code: 'InvalidClientTokenId', status: 403 },
  InvalidSignatureException: { code: 'SignatureDoesNotMatch', status: 403 },
  AccessDeniedException: { code: 'AccessDenied', status: 403 },
}

function asQueryError(error: CompanionError): CompanionError {
  const known = error instanceof RefusedRequestError ? signatureErrors[error.name] : undefined
  return known ? new RefusedRequestError(known.code, known.status, error.message) : error
}

function success(requestId: string, { service, name }: FoundAction, result: QueryResult): Response {
  const inner = result ? `<${name}Result>${toElements(result)}</${name}Result>` : ''
  const metadata = `<ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata>`
  const text = `<${name}Response xmlns="${service.namespace}">${inner}${metadata}</${name}Response>`
  return xml(requestId, 200, text)
}

type QueryResult = Awaited<ReturnType<QueryAction>>

function refusal(requestId: string, { name, status, message }: CompanionError, namespace?: string): Response {
  const type = status >= 500 ? 'Receiver' : 'Sender'
  const error = `<Error><Type>${type}</Type><Code>${escapeXml(name)}</Code><Message>${escapeXml(message)}</Message></Error>`
  const attribute = namespace ? ` xmlns="${namespace}"` : ''
  const text = `<ErrorResponse${attribute}>${error}<RequestId>${requestId}</RequestId></ErrorResponse>`
  return xml(requestId, status, text)
}

function xml(requestId: string, status: number, text: string): Response {
  return new Response(text, {
    status,
    headers: { 'content-type': 'text/xml', 'x-amzn-requestid': requestId },
  })
}
