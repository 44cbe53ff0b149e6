import {
  CognitoIdentityProvider,
  type CognitoIdentityProviderClientConfig,
} from '@aws-sdk/client-cognito-identity-provider'
import type { TestServer } from '../support/server.ts'

/** The AWS SDK for JavaScript, told nothing but where the server is. A server without operators takes any key. */
export function createSdkClient(
  { url }: Pick<TestServer, 'url'>,
  options: CognitoIdentityProviderClientConfig = {},
): CognitoIdentityProvider {
  return new CognitoIdentityProvider({
    endpoint: url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'any', secretAccessKey: 'any' },
    ...options,
  })
}

/** Sends every request as it is, as a browser without credentials does. */
export const unsigned: NonNullable<CognitoIdentityProviderClientConfig['signer']> = {
  sign: async (request) => request,
}
