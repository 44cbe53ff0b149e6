import { Sha256 } from '@aws-crypto/sha256-js'
import type { CognitoIdentityProvider } from '@aws-sdk/client-cognito-identity-provider'
import { SignatureV4 } from '@smithy/signature-v4'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { databases, startTestServer, type TestServer } from '../support/server.ts'
import { createSdkClient, unsigned } from './sdk-client.ts'

const operator = { accessKeyId: 'AKIDOPERATOR', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCY=operator' }

describe.each(databases)('operator credentials in the AWS SDK on %s', (kind) => {
  let server: TestServer
  let sdk: CognitoIdentityProvider

  beforeAll(async () => {
    server = await startTestServer(kind, [
      `--access-key-id=${operator.accessKeyId}`,
      `--secret-access-key=${operator.secretAccessKey}`,
    ])
    sdk = createSdkClient(server, { credentials: operator })
  })
  afterAll(() => server.stop())

  const refusalWith = (options: Parameters<typeof createSdkClient>[1]) =>
    createSdkClient(server, options)
      .listUserPools({ MaxResults: 1 })
      .then(() => undefined)
      .catch((error: unknown) => error)

  it('lets the operator in, with characters that need care', async () => {
    const { UserPool } = await sdk.createUserPool({
      PoolName: 'one + one = two',
      EmailVerificationSubject: 'Grüße, 100 %',
    })
    expect(UserPool).toMatchObject({ Name: 'one + one = two', EmailVerificationSubject: 'Grüße, 100 %' })
  })

  it('refuses a wrong secret with InvalidSignatureException', async () => {
    const credentials = { ...operator, secretAccessKey: 'another secret' }
    expect(await refusalWith({ credentials })).toMatchObject({
      name: 'InvalidSignatureException',
      message: expect.stringMatching(
        /^The request signature we calculated does not match the signature you provided\./,
      ),
      $metadata: { httpStatusCode: 400, attempts: 1 },
    })
  })

  it('refuses an unknown key with UnrecognizedClientException', async () => {
    expect(await refusalWith({ credentials: { ...operator, accessKeyId: 'AKIDSTRANGER' } })).toMatchObject({
      name: 'UnrecognizedClientException',
      message: 'The security token included in the request is invalid.',
      $metadata: { httpStatusCode: 400, attempts: 1 },
    })
  })

  it('refuses a call without a signature with MissingAuthenticationTokenException', async () => {
    expect(await refusalWith({ signer: unsigned })).toMatchObject({
      name: 'MissingAuthenticationTokenException',
      message: 'Missing Authentication Token',
      $metadata: { httpStatusCode: 400 },
    })
  })

  it('refuses a signature for another service', async () => {
    const signer = signerFor('s3')
    expect(await refusalWith({ signer })).toMatchObject({
      name: 'InvalidSignatureException',
      message: expect.stringContaining("Credential should be scoped to correct service: 'cognito-idp'."),
    })
  })

  it('lets an SDK whose clock is wrong set it right by the answer and try again', async () => {
    const late = createSdkClient(server, { credentials: operator, systemClockOffset: -3_600_000 })
    const { $metadata } = await late.listUserPools({ MaxResults: 1 })
    expect($metadata.attempts).toBe(2)
  })

  it('refuses a signature that is too old', async () => {
    server.advance(5 * 60 + 10)
    const refusal = await refusalWith({ credentials: operator })
    server.advance(-5 * 60 - 10)
    expect(refusal).toMatchObject({
      name: 'InvalidSignatureException',
      message: expect.stringMatching(/^Signature expired: \d{8}T\d{6}Z is now earlier than .*- 5 min\.\)$/),
    })
  })

  it('lets everyone use operations that ask for no signature', async () => {
    const { UserPool } = await sdk.createUserPool({ PoolName: 'public' })
    const { UserPoolClient } = await sdk.createUserPoolClient({
      UserPoolId: UserPool?.Id,
      ClientName: 'public',
      ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
    })
    const anonymous = createSdkClient(server, { signer: unsigned })
    const signIn = anonymous.initiateAuth({
      ClientId: UserPoolClient?.ClientId,
      AuthFlow: 'USER_PASSWORD_AUTH',
      AuthParameters: { USERNAME: 'nobody', PASSWORD: 'whatever' },
    })
    await expect(signIn).rejects.toMatchObject({ name: 'UserNotFoundException' })
  })

  it('takes the presigned form, and refuses it after its time', async () => {
    const call = await presign(60)
    expect((await call()).status).toBe(200)
    server.advance(61)
    const late = await call()
    server.advance(-61)
    expect(late.status).toBe(400)
    expect(await late.json()).toMatchObject({ __type: 'InvalidSignatureException' })
  })

  it('shows the outbox to the operator only', async () => {
    const address = `${server.url}/_poolhouse/messages`
    expect((await fetch(address)).status).toBe(403)
    const { headers } = await signerFor('cognito-idp').sign({
      method: 'GET',
      protocol: 'http:',
      hostname: '127.0.0.1',
      path: '/_poolhouse/messages',
      headers: { host: new URL(server.url).host },
    })
    const response = await fetch(address, { headers })
    expect(response.status).toBe(200)
    expect(await response.json()).toEqual([])
  })

  it('lets the operator only turn the clock', async () => {
    const address = `${server.url}/_poolhouse/clock`
    const body = '{"advanceSeconds":0}'
    for (const method of ['GET', 'POST'])
      expect((await fetch(address, { method, ...(method === 'POST' && { body }) })).status).toBe(403)
    const { headers } = await signerFor('cognito-idp').sign({
      method: 'POST',
      protocol: 'http:',
      hostname: '127.0.0.1',
      path: '/_poolhouse/clock',
      headers: { host: new URL(server.url).host },
      body,
    })
    expect((await fetch(address, { method: 'POST', headers, body })).status).toBe(200)
    expect((await fetch(address, { method: 'POST', headers, body: '{"advanceSeconds":9}' })).status).toBe(403)
  })

  function signerFor(service: string): SignatureV4 {
    return new SignatureV4({ service, region: 'us-east-1', credentials: operator, sha256: Sha256 })
  }

  /** ListUserPools with the signature in the query, as a function that sends it. */
  async function presign(expiresIn: number): Promise<() => Promise<Response>> {
    const { host, hostname, port } = new URL(server.url)
    const body = '{"MaxResults":1}'
    const { query, headers } = await signerFor('cognito-idp').presign(
      {
        method: 'POST',
        protocol: 'http:',
        hostname,
        port: Number(port),
        path: '/',
        headers: {
          host,
          'content-type': 'application/x-amz-json-1.1',
          'x-amz-target': 'AWSCognitoIdentityProviderService.ListUserPools',
        },
        body,
      },
      { expiresIn, unhoistableHeaders: new Set(['x-amz-target']) },
    )
    const address = `${server.url}/?${new URLSearchParams(query as Record<string, string>)}`
    return () => fetch(address, { method: 'POST', headers, body })
  }
})
