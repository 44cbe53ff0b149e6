import { randomUUID } from 'node:crypto'
import { refuseOthers } from '../http/operator.ts'
import { readBody } from '../http/read-body.ts'
import type { Services } from '../services.ts'
import { getCallerIdentity } from './sts/get-caller-identity.ts'

/** An action of an AWS service that speaks the query protocol: form in, XML out. */
export interface QueryAction {
  /** The service that its signature names. */
  service: string
  /** The XML namespace of its answers. */
  namespace: string
  /** The inner XML of its result. */
  run(services: Services): string
}

const MAX_BODY_BYTES = 64 * 1024

const actions = new Map<string, QueryAction>([['GetCallerIdentity', getCallerIdentity]])

/** Whether the request speaks the query protocol, as STS and IAM do. */
export function isQuery(request: Request): boolean {
  const type = request.headers.get('content-type') ?? ''
  return !request.headers.has('x-amz-target') && type.startsWith('application/x-www-form-urlencoded')
}

/** Answers an action of the query protocol (https://docs.aws.amazon.com/STS/latest/APIReference/CommonErrors.html). */
export async function answerQuery(services: Services, request: Request): Promise<Response> {
  const body = await readBody(request, MAX_BODY_BYTES)
  const name = new URLSearchParams(new TextDecoder().decode(body)).get('Action') ?? ''
  const action = actions.get(name)
  if (!action) return failure('InvalidAction', `The action ${name} is not valid for this endpoint.`)
  const refusal = refuseOthers(services, request, { body, service: action.service })
  if (refusal) return failure(refusal.error, refusal.message)
  return xml(
    200,
    `<${name}Response xmlns="${action.namespace}"><${name}Result>${action.run(services)}</${name}Result>${metadata()}</${name}Response>`,
  )
}

function failure(code: string, message: string): Response {
  const error = `<Error><Type>Sender</Type><Code>${escapeXml(code)}</Code><Message>${escapeXml(message)}</Message></Error>`
  return xml(400, `<ErrorResponse>${error}<RequestId>${randomUUID()}</RequestId></ErrorResponse>`)
}

function metadata(): string {
  return `<ResponseMetadata><RequestId>${randomUUID()}</RequestId></ResponseMetadata>`
}

function xml(status: number, text: string): Response {
  return new Response(text, { status, headers: { 'content-type': 'text/xml' } })
}

/** Text as the content of an element. */
function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
