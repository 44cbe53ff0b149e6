import { randomUUID } from 'node:crypto'
import { BodyTooLargeError } from '../../http/read-body.ts'
import { parseCredentialScope } from '../../http/sigv4.ts'
import type { Services } from '../../services.ts'
import { asCompanionError, type CompanionOutcome } from '../outcome.ts'
import { KMS_PREFIX } from '../protocols.ts'
import { receive } from '../receive.ts'
import { KmsError } from './errors.ts'
import { type KmsInput, kmsOperations } from './operations.ts'

const MAX_BODY_BYTES = 64 * 1024

/**
 * Answers the few operations of AWS KMS (JSON 1.1) by which functions open the codes that they are to send; all others are
 * refused by name: https://docs.aws.amazon.com/kms/latest/APIReference/Welcome.html
 */
export async function answerKms(services: Services, request: Request): Promise<CompanionOutcome> {
  const requestId = randomUUID()
  const name = request.headers.get('x-amz-target')?.slice(KMS_PREFIX.length) ?? ''
  const found = kmsOperations.get(name)
  const operation = `kms:${found ? name : 'unknown'}`
  try {
    const body = await receive(services, request, { service: 'kms', maxBodyBytes: MAX_BODY_BYTES })
    if (!found) throw new KmsError('UnknownOperationException', unavailable(name))
    const region = parseCredentialScope(request)?.region ?? services.config.region
    const answer = found(services, { input: parse(body), region })
    return { requestId, operation, response: json(requestId, 200, answer) }
  } catch (error) {
    if (error instanceof BodyTooLargeError) throw error
    const unexpected = new KmsError('KMSInternalException', 'An internal error occurred.', 500)
    const { name, status, message } = asCompanionError(services, { error, unexpected, operation, requestId })
    const response = json(requestId, status, { __type: name, message })
    return { requestId, operation, response, errorType: name }
  }
}

function unavailable(name: string): string {
  return `The operation ${name.replace(/[^\w]/g, '').slice(0, 100)} of KMS is not available on this server.`
}

function parse(body: Uint8Array): KmsInput {
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(body))
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value }
  } catch {
    // Answered as below.
  }
  throw new KmsError('SerializationException', 'The request is no JSON object.')
}

function json(requestId: string, status: number, body: Record<string, unknown>): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amzn-requestid': requestId },
  })
}
