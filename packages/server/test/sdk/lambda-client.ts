import { Lambda, type LambdaClientConfig } from '@aws-sdk/client-lambda'
import type { TestServer } from '../support/server.ts'

/** The role that functions of tests name; nothing looks at it. */
export const ROLE = 'arn:aws:iam::000000000000:role/functions'

/** The AWS SDK for Lambda, told nothing but where the server is. */
export function createLambdaClient(
  { url }: Pick<TestServer, 'url'>,
  options: LambdaClientConfig = {},
): Lambda {
  return new Lambda({
    endpoint: url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'any', secretAccessKey: 'any' },
    ...options,
  })
}
