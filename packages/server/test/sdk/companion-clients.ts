import { IAM } from '@aws-sdk/client-iam'
import { SES } from '@aws-sdk/client-ses'
import { SESv2 } from '@aws-sdk/client-sesv2'
import type { TestServer } from '../support/server.ts'

export interface ClientOptions {
  region?: string
  credentials?: { accessKeyId: string; secretAccessKey: string }
}

/** The AWS SDK for services beside user pools, told nothing but where the server is. */
export function createCompanionClients({ url }: Pick<TestServer, 'url'>, options: ClientOptions = {}) {
  const settings = {
    endpoint: url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'any', secretAccessKey: 'any' },
    maxAttempts: 1,
    ...options,
  }
  return { iam: new IAM(settings), ses: new SES(settings), sesv2: new SESv2(settings) }
}
