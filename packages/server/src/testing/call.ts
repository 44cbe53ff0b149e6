import { dispatch } from '../api/dispatch.ts'
import type { Services } from '../services.ts'

/** The JSON of an answer. */
// biome-ignore lint/suspicious/noExplicitAny: the answer's shape differs by operation, and only the API model knows it
export type Answer = any

/** Calls an operation of the API as the operator, without a network. Rejects with an Error of the exception's name. */
export type Call = (operation: string, input: Record<string, unknown>) => Promise<Answer>

/** Calls that a server on this machine takes from anybody: it has no operator credentials. */
export function createCall(services: Services): Call {
  const { region } = services.config
  const scope = `${region}/cognito-idp/aws4_request`
  const authorization = `AWS4-HMAC-SHA256 Credential=test/20260101/${scope}, SignedHeaders=host, Signature=00`
  return async (operation, input) => {
    const request = new Request(services.publicUrl, {
      method: 'POST',
      headers: { authorization, 'x-amz-target': `AWSCognitoIdentityProviderService.${operation}` },
      body: JSON.stringify(input),
    })
    const { response } = await dispatch(services, request)
    const text = await response.text()
    const body = text === '' ? {} : (JSON.parse(text) as Record<string, unknown>)
    if (response.ok) return body
    const message = `${operation}: ${String(body['message'] ?? body['__type'])}`
    throw Object.assign(new Error(message), { name: String(body['__type']) })
  }
}
