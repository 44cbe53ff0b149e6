import { Agent, request } from 'node:http'
import { text } from 'node:stream/consumers'

/** Without operator credentials a server on a loopback address wants a signature to be there, and any will do. */
const AUTHORIZATION =
  'AWS4-HMAC-SHA256 Credential=bench/20260101/us-east-1/cognito-idp/aws4_request, SignedHeaders=host, Signature=00'

/** The headers of a call of the operation. */
export function headersOf(operation: string): Record<string, string> {
  return {
    authorization: AUTHORIZATION,
    'content-type': 'application/x-amz-json-1.1',
    'x-amz-target': `AWSCognitoIdentityProviderService.${operation}`,
  }
}

export interface Caller {
  /** Calls an operation over a connection that is kept. Throws when the answer is an error. */
  call(operation: string, input: object): Promise<Record<string, unknown>>
  close(): void
}

/** Calls the server on this port, one connection for each call at a time. */
export function createCaller(port: number): Caller {
  const agent = new Agent({ keepAlive: true })
  const call = async (operation: string, input: object) => {
    const { status, body } = await post({ agent, port, operation, input })
    if (status !== 200) throw new Error(`${operation} answered ${status}: ${body}`)
    return (body === '' ? {} : JSON.parse(body)) as Record<string, unknown>
  }
  return { call, close: () => agent.destroy() }
}

function post(options: {
  agent: Agent
  port: number
  operation: string
  input: object
}): Promise<{ status: number; body: string }> {
  const { agent, port, operation, input } = options
  return new Promise((resolve, reject) => {
    const outgoing = request({
      agent,
      host: '127.0.0.1',
      port,
      method: 'POST',
      headers: headersOf(operation),
    })
    outgoing.on('response', (incoming) => {
      text(incoming).then((body) => resolve({ status: incoming.statusCode ?? 0, body }), reject)
    })
    outgoing.on('error', reject)
    outgoing.end(JSON.stringify(input))
  })
}
