import { allowInsecureRequests, discovery } from 'openid-client'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createPool } from '../support/pool.ts'
import { databases, startTestServer, type TestServer } from '../support/server.ts'

const custom = {
  CustomDomainConfig: { CertificateArn: 'arn:aws:acm:us-east-1:000000000000:certificate/abc' },
}

describe.each(databases)('OpenID Connect Discovery 1.0 on %s', (kind) => {
  let server: TestServer

  beforeAll(async () => {
    server = await startTestServer(kind)
  })
  afterAll(() => server.stop())

  async function read(userPoolId: string, { url } = server) {
    const response = await fetch(`${url}/${userPoolId}/.well-known/openid-configuration`)
    return (await response.json()) as Record<string, string>
  }

  it('lists everything, in alphabetical order', async () => {
    const { userPoolId } = await createPool(server)
    const { publicUrl } = server.services
    const document = await read(userPoolId)
    expect(document).toEqual({
      authorization_endpoint: `${publicUrl}/oauth2/authorize`,
      code_challenge_methods_supported: ['S256'],
      end_session_endpoint: `${publicUrl}/logout`,
      grant_types_supported: ['authorization_code', 'implicit', 'refresh_token', 'client_credentials'],
      id_token_signing_alg_values_supported: ['RS256'],
      issuer: `${publicUrl}/${userPoolId}`,
      jwks_uri: `${publicUrl}/${userPoolId}/.well-known/jwks.json`,
      request_uri_parameter_supported: false,
      response_types_supported: ['code', 'token'],
      revocation_endpoint: `${publicUrl}/oauth2/revoke`,
      scopes_supported: ['openid', 'email', 'phone', 'profile'],
      subject_types_supported: ['public'],
      token_endpoint: `${publicUrl}/oauth2/token`,
      token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post'],
      userinfo_endpoint: `${publicUrl}/oauth2/userInfo`,
    })
    expect(Object.keys(document)).toEqual(Object.keys(document).toSorted())
  })

  it('is what a strict client needs to start', async () => {
    const { userPoolId, clientId } = await createPool(server)
    const issuer = new URL(`${server.services.publicUrl}/${userPoolId}`)
    const found = await discovery(issuer, clientId, undefined, undefined, {
      execute: [allowInsecureRequests],
    })
    expect(found.serverMetadata().issuer).toBe(issuer.href)
    expect(found.serverMetadata().supportsPKCE()).toBe(true)
  })

  it('names where clients register while the pool lets them', async () => {
    const settings = { DcrConfiguration: { EnableStatus: 'Enabled', OpenDcrEnabled: true } }
    const { userPoolId } = await createPool(server, settings)
    const document = await read(userPoolId)
    expect(document['registration_endpoint']).toBe(
      `${server.services.publicUrl}/oauth2/register?user_pool_id=${userPoolId}`,
    )
    expect(Object.keys(document)).toEqual(Object.keys(document).toSorted())
    await server.call('UpdateUserPool', {
      UserPoolId: userPoolId,
      DcrConfiguration: { EnableStatus: 'Disabled' },
    })
    expect(await read(userPoolId)).not.toHaveProperty('registration_endpoint')
  })

  it('sends programs to the custom domain, and keeps issuer and keys', async () => {
    const { userPoolId } = await createPool(server)
    const { publicUrl } = server.services
    const before = await read(userPoolId)
    await server.call('CreateUserPoolDomain', { UserPoolId: userPoolId, Domain: `discovered-${kind}` })
    expect(await read(userPoolId)).toEqual(before)
    const Domain = `${kind}.example.com`
    await server.call('CreateUserPoolDomain', { UserPoolId: userPoolId, Domain, ...custom })
    const { issuer, jwks_uri, ...endpoints } = await read(userPoolId)
    expect([issuer, jwks_uri]).toEqual([before['issuer'], before['jwks_uri']])
    const origin = `http://${Domain}:${new URL(publicUrl).port}`
    const urls = Object.values(endpoints).filter((value) => typeof value === 'string')
    expect(urls).toHaveLength(5)
    for (const url of urls) expect(url.startsWith(`${origin}/`)).toBe(true)
  })

  it('sends programs to the prefix domain below a suffix of its own', async () => {
    const flags = ['--domain-suffix=auth.example.com', '--public-url=https://id.example.com']
    const behindProxy = await startTestServer(kind, flags)
    try {
      const { userPoolId } = await createPool(behindProxy)
      await behindProxy.call('CreateUserPoolDomain', { UserPoolId: userPoolId, Domain: 'shop' })
      expect(await read(userPoolId, behindProxy)).toMatchObject({
        issuer: `https://id.example.com/${userPoolId}`,
        token_endpoint: 'https://shop.auth.example.com/oauth2/token',
      })
    } finally {
      await behindProxy.stop()
    }
  })
})
