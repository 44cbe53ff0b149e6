import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addAuthenticator, launchBrowser, type VirtualAuthenticator } from '../support/browser.ts'
import { createPool, createUser, type Pool, signIn } from '../support/pool.ts'
import { startTestServer, type TestServer } from '../support/server.ts'

/** What an app's page does with passkeys: nothing but the browser's own functions and the API. */
const script = `
const call = async (api, operation, input) => {
  const response = await fetch(api, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': 'AWSCognitoIdentityProviderService.' + operation,
    },
    body: JSON.stringify(input),
  })
  const answer = await response.json()
  if (!response.ok) throw new Error(answer.__type + ': ' + answer.message)
  return answer
}
window.register = async ({ api, token }) => {
  const { CredentialCreationOptions } = await call(api, 'StartWebAuthnRegistration', { AccessToken: token })
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(CredentialCreationOptions)
  const credential = await navigator.credentials.create({ publicKey })
  await call(api, 'CompleteWebAuthnRegistration', { AccessToken: token, Credential: credential.toJSON() })
}
window.signIn = async ({ api, clientId, username }) => {
  const challenge = await call(api, 'InitiateAuth', {
    ClientId: clientId,
    AuthFlow: 'USER_AUTH',
    AuthParameters: { USERNAME: username, PREFERRED_CHALLENGE: 'WEB_AUTHN' },
  })
  const options = JSON.parse(challenge.ChallengeParameters.CREDENTIAL_REQUEST_OPTIONS)
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options)
  const credential = await navigator.credentials.get({ publicKey })
  const { AuthenticationResult } = await call(api, 'RespondToAuthChallenge', {
    ClientId: clientId,
    ChallengeName: 'WEB_AUTHN',
    Session: challenge.Session,
    ChallengeResponses: { USERNAME: username, CREDENTIAL: JSON.stringify(credential.toJSON()) },
  })
  return AuthenticationResult
}
`

/** The functions of the page's script. */
type PageWindow = typeof globalThis & {
  register(input: { api: string; token: string }): Promise<void>
  signIn(input: { api: string; clientId: string; username: string }): Promise<{ AccessToken: string }>
}

describe('passkeys in a browser', () => {
  let server: TestServer
  let site: Server
  let browser: Browser
  let page: Page
  let authenticator: VirtualAuthenticator
  let pool: Pool

  beforeAll(async () => {
    server = await startTestServer('sqlite')
    const policy = { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'WEB_AUTHN'] } }
    pool = await createPool(
      server,
      { Policies: policy },
      { ExplicitAuthFlows: ['ALLOW_USER_AUTH', 'ALLOW_USER_PASSWORD_AUTH'] },
    )
    await configure({ RelyingPartyId: 'localhost' })
    site = await serve(`<!doctype html><title>app</title><script>${script}</script>`)
    browser = await launchBrowser()
    page = await browser.newPage()
    authenticator = await addAuthenticator(page)
    await page.goto(`http://localhost:${(site.address() as AddressInfo).port}/`)
  })
  afterAll(async () => {
    await browser?.close()
    site?.close()
    await server?.stop()
  })

  const configure = (WebAuthnConfiguration: Record<string, string>) =>
    server.call('SetUserPoolMfaConfig', { UserPoolId: pool.userPoolId, WebAuthnConfiguration })
  const register = (token: string) =>
    page.evaluate((input) => (window as unknown as PageWindow).register(input), { api: server.url, token })
  const enter = (username: string) =>
    page.evaluate((input) => (window as unknown as PageWindow).signIn(input), {
      api: server.url,
      clientId: pool.clientId,
      username,
    })
  const newToken = async (username: string): Promise<string> => {
    await createUser(server, pool, username)
    return (await signIn(server, pool, username)).AccessToken
  }

  it('registers a passkey and signs in with it, again and again', async () => {
    await register(await newToken('ada'))
    expect(await authenticator.count()).toBe(1)
    for (const _ of [1, 2]) {
      const { AccessToken } = await enter('ada')
      expect(await server.call('GetUser', { AccessToken })).toMatchObject({ Username: 'ada' })
      const { Credentials } = await server.call('ListWebAuthnCredentials', { AccessToken })
      expect(Credentials).toMatchObject([
        { RelyingPartyId: 'localhost', AuthenticatorTransports: ['internal'] },
      ])
    }
  })

  it('does not register the same authenticator twice', async () => {
    const token = await newToken('bea')
    await register(token)
    await expect(register(token)).rejects.toThrow('InvalidStateError')
  })

  it('does not sign in whom the authenticator could not verify, where that is required', async () => {
    await register(await newToken('eve'))
    await configure({ RelyingPartyId: 'localhost', UserVerification: 'required' })
    await authenticator.verifyUser(false)
    await expect(enter('eve')).rejects.toThrow('NotAllowedError')
    await authenticator.verifyUser(true)
    expect(await enter('eve')).toHaveProperty('AccessToken')
  })

  it("does not take the page for the pool's, when the pool's domain is another", async () => {
    await configure({ RelyingPartyId: 'auth.example.com' })
    await expect(register(await newToken('far'))).rejects.toThrow('SecurityError')
  })
})

async function serve(html: string): Promise<Server> {
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html' }).end(html)
  })
  await new Promise<void>((resolve) => server.listen(0, resolve))
  return server
}
