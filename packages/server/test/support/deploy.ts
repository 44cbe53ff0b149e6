import type { TestServer } from './server.ts'
import { zipOf } from './zip.ts'

const AUTHORIZATION =
  'AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/lambda/aws4_request, SignedHeaders=host, Signature=00'

/** Calls the Lambda API as the operator. Throws for everything but success. */
export async function callLambda(
  { url }: Pick<TestServer, 'url'>,
  method: string,
  path: string,
  body?: Record<string, unknown>,
): Promise<Record<string, unknown>> {
  const response = await fetch(url + path, {
    method,
    headers: { authorization: AUTHORIZATION, 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  })
  const text = await response.text()
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`)
  return text === '' ? {} : (JSON.parse(text) as Record<string, unknown>)
}

/** Deploys a function of one file, whose `handler` is called, and returns its ARN. */
export async function deploy(
  server: Pick<TestServer, 'url'>,
  name: string,
  source: string,
  settings: Record<string, unknown> = {},
): Promise<string> {
  const answer = await callLambda(server, 'POST', '/2015-03-31/functions', {
    FunctionName: name,
    Role: 'arn:aws:iam::000000000000:role/functions',
    Runtime: 'nodejs22.x',
    Handler: 'index.handler',
    Timeout: 30,
    Code: { ZipFile: zipOf(source).toString('base64') },
    ...settings,
  })
  return String(answer['FunctionArn'])
}
