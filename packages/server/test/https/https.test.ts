import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { readFile, stat, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startServer } from '../../src/app.ts'
import { readConfig } from '../../src/config.ts'
import { createAuthority } from '../../src/crypto/development-certificates.ts'
import { sendTls } from '../support/https-client.ts'
import { type ServerProcess, startProcess, temporaryFolder } from '../support/process.ts'

const root = fileURLToPath(new URL('../../../..', import.meta.url))
const CertificateArn = 'arn:aws:acm:us-east-1:000000000000:certificate/abc'
const HEALTH = '/_poolhouse/health'
const wrongName = { code: 'ERR_TLS_CERT_ALTNAME_INVALID' }
const untrusted = { code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' }

/** With the AWS SDK, which trusts what Node trusts. */
const sdkProgram = `
import { CognitoIdentityProvider } from '@aws-sdk/client-cognito-identity-provider'
const credentials = { accessKeyId: 'any', secretAccessKey: 'any' }
const sdk = new CognitoIdentityProvider({ endpoint: process.argv[1], region: 'us-east-1', credentials })
const { UserPool } = await sdk.createUserPool({ PoolName: 'sdk' })
const document = await fetch(process.argv[1] + '/' + UserPool.Id + '/.well-known/openid-configuration')
console.log((await document.json()).issuer)`

/** Clients without any address of ours; what lines in /etc/hosts and the port 443 do, a changed `connect` does here. */
const unmodifiedProgram = `
import tls from 'node:tls'
const { connect } = tls
tls.connect = (options) => connect({ ...options, host: '127.0.0.1', port: process.argv[1] })
const { CognitoIdentityProvider } = await import('@aws-sdk/client-cognito-identity-provider')
const { CognitoJwtVerifier } = await import('aws-jwt-verify')
const Password = 'Correct-Horse-1'
const sdk = new CognitoIdentityProvider({ region: 'us-east-1', credentials: { accessKeyId: 'any', secretAccessKey: 'any' } })
const { UserPool: { Id: UserPoolId } } = await sdk.createUserPool({ PoolName: 'sdk' })
await sdk.createUserPoolDomain({ UserPoolId, Domain: 'harbour' })
const { UserPoolClient: { ClientId } } = await sdk.createUserPoolClient({
  UserPoolId, ClientName: 'sdk', ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
  AllowedOAuthFlowsUserPoolClient: true, AllowedOAuthFlows: ['code'], AllowedOAuthScopes: ['openid'],
  CallbackURLs: ['http://localhost/'], SupportedIdentityProviders: ['COGNITO'],
})
await sdk.adminCreateUser({ UserPoolId, Username: 'ada', MessageAction: 'SUPPRESS' })
await sdk.adminSetUserPassword({ UserPoolId, Username: 'ada', Password, Permanent: true })
const AuthParameters = { USERNAME: 'ada', PASSWORD: Password }
const { AuthenticationResult } = await sdk.initiateAuth({ ClientId, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters })
const verifier = CognitoJwtVerifier.create({ userPoolId: UserPoolId, clientId: ClientId, tokenUse: 'access' })
const { username } = await verifier.verify(AuthenticationResult.AccessToken)
const query = new URLSearchParams({ client_id: ClientId, response_type: 'code', redirect_uri: 'http://localhost/' })
const page = await fetch('https://harbour.auth.us-east-1.amazoncognito.com/login?' + query)
console.log(username, page.status, (await page.text()).includes('<h1>Sign in</h1>'))`

function startIn(folder: string, flags: string[] = []): Promise<ServerProcess> {
  const common = ['--https', '--no-demo', '--log-level=error', '--database-url=sqlite::memory:']
  return startProcess([...common, `--data-dir=${folder}`, ...flags])
}

describe('a server with --https', () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>
  let server: ServerProcess
  let ca: string

  beforeAll(async () => {
    folder = await temporaryFolder()
    server = await startIn(folder.path)
    ca = await readFile(inFolder('development-ca.pem'), 'utf8')
    const { UserPool } = await call('CreateUserPool', { PoolName: 'shop' })
    const domain = { UserPoolId: UserPool.Id }
    await call('CreateUserPoolDomain', { ...domain, Domain: 'shop' })
    const custom = { Domain: 'login.example.com', CustomDomainConfig: { CertificateArn } }
    await call('CreateUserPoolDomain', { ...domain, ...custom })
  })
  afterAll(async () => {
    await server.stop()
    await folder.remove()
  })

  const inFolder = (name: string) => join(folder.path, name)
  const at = (host: string) => `https://${host}:${new URL(server.url).port}${HEALTH}`
  async function call(target: string, body: unknown) {
    const { status, text } = await sendTls(server.url, { ca, target, body })
    expect(status, text).toBe(200)
    return JSON.parse(text || '{}')
  }

  it('says where it is, and what to trust', () => {
    expect(server.url).toMatch(/^https:\/\/localhost:\d+$/)
    const file = inFolder('development-ca.pem')
    expect(server.output()).toContain(`trust ${file}`)
    expect(server.output()).toContain(`NODE_EXTRA_CA_CERTS=${file}`)
  })

  it.each([
    'localhost',
    '127.0.0.1',
    'shop.auth.us-east-1.localhost',
    'nobody-yet.auth.us-east-1.localhost',
    'shop.auth.eu-west-1.localhost',
    'login.example.com',
  ])('is who it says at %s', async (host) => {
    expect(await sendTls(at(host), { ca })).toMatchObject({ status: 200 })
  })

  it.each(['another.example.com', 'login.example.com.evil.test', 'shop.localhost'])(
    'is not %s',
    async (host) => {
      await expect(sendTls(at(host), { ca })).rejects.toMatchObject(wrongName)
    },
  )

  it.each(['localhost', 'login.example.com'])(
    'is trusted at %s by nobody who was not told to',
    async (host) => {
      await expect(sendTls(at(host))).rejects.toMatchObject(untrusted)
    },
  )

  it('has certificates that browsers take: for servers, and for a bit more than a year', async () => {
    for (const host of ['localhost', 'login.example.com']) {
      const { certificate } = await sendTls(at(host), { ca })
      const days = (Date.parse(certificate.validTo) - Date.parse(certificate.validFrom)) / 86_400_000
      expect(days).toBeLessThanOrEqual(397)
      expect(certificate.ca).toBe(false)
      expect(certificate.keyUsage).toEqual(['1.3.6.1.5.5.7.3.1'])
      expect(certificate.publicKey.asymmetricKeyDetails).toEqual({ namedCurve: 'prime256v1' })
    }
  })

  it('goes on when more names are asked for than it keeps certificates of', async () => {
    const names = Array.from({ length: 120 }, (_, index) => `name-${index}.auth.us-east-1.localhost`)
    for (const name of [...names, ...names.slice(0, 2)])
      expect((await sendTls(at(name), { ca })).certificate.checkHost(name)).toBe(name)
  })

  it('makes one certificate for clients that come at once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => sendTls(at('at-once.auth.us-east-1.localhost'), { ca })),
    )
    expect(new Set(answers.map(({ certificate }) => certificate.fingerprint256)).size).toBe(1)
  })

  it.skipIf(process.platform === 'win32')('lets nobody else read the key of its authority', async () => {
    expect((await stat(inFolder('development-ca-key.pem'))).mode & 0o777).toBe(0o600)
    expect(ca).not.toContain('PRIVATE')
  })

  it('serves the AWS SDK, and is the issuer by that address', async () => {
    const run = promisify(execFile)(
      process.execPath,
      ['--input-type=module', '--eval', sdkProgram, server.url],
      { cwd: root, env: { ...process.env, NODE_EXTRA_CA_CERTS: inFolder('development-ca.pem') } },
    )
    expect((await run).stdout).toMatch(new RegExp(`^${server.url}/us-east-1_\\w+\n$`))
  })

  it('stands where AWS does for clients that know no other address', async () => {
    const there = await startIn(folder.path, [
      '--public-url=https://cognito-idp.us-east-1.amazonaws.com',
      '--domain-suffix=auth.us-east-1.amazoncognito.com',
    ])
    try {
      const program = ['--input-type=module', '--eval', unmodifiedProgram, new URL(there.url).port]
      const env = { ...process.env, NODE_EXTRA_CA_CERTS: inFolder('development-ca.pem') }
      const { stdout } = await promisify(execFile)(process.execPath, program, { cwd: root, env })
      expect(stdout).toBe('ada 200 true\n')
    } finally {
      await there.stop()
    }
  })

  it('keeps its authority over a restart, and over the loss of the file to trust', async () => {
    await writeFile(inFolder('development-ca.pem'), 'lost')
    const again = await startIn(folder.path, [
      '--domain-suffix=auth.example.com',
      '--public-url=https://id.test',
    ])
    try {
      const { port } = new URL(again.url)
      for (const host of ['localhost', 'id.test', 'shop.auth.example.com'])
        expect(await sendTls(`https://${host}:${port}${HEALTH}`, { ca })).toMatchObject({ status: 200 })
      expect(await readFile(inFolder('development-ca.pem'), 'utf8')).toBe(ca)
    } finally {
      await again.stop()
    }
  })
})

it('stops in its time while somebody is connected who says nothing', async () => {
  const folder = await temporaryFolder()
  const flags = ['--https', '--port=0', '--shutdown-timeout-seconds=0', '--log-level=error']
  const config = readConfig([...flags, '--database-url=sqlite::memory:', `--data-dir=${folder.path}`], {})
  const server = await startServer(config)
  const silent = connect(Number(new URL(server.url).port), '127.0.0.1')
  await once(silent, 'connect')
  await server.stop()
  silent.destroy()
  await folder.remove()
}, 5_000)

describe('an authority that cannot be used', () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>

  beforeAll(async () => {
    folder = await temporaryFolder()
  })
  afterAll(() => folder.remove())

  async function refusal(text: string) {
    await writeFile(join(folder.path, 'development-ca-key.pem'), text)
    const flags = ['--https', '--port=0', '--database-url=sqlite::memory:', `--data-dir=${folder.path}`]
    return expect(startServer(readConfig(flags, {}))).rejects
  }

  it.each([
    ['is empty', ''],
    ['is no PEM', 'nonsense'],
    ['is something else', `${'-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n'.repeat(2)}`],
  ])('keeps the server from starting where its file %s', async (_, text) => {
    const refused = await refusal(text)
    await refused.toThrow(/development-ca-key\.pem does not hold a key with its certificate; remove it/)
  })

  it('keeps the server from starting where it ends before what it would sign', async () => {
    const now = Date.now()
    const ending = await createAuthority({ notBefore: now, notAfter: now + 399 * 86_400_000 })
    const refused = await refusal(ending.privateKey + ending.certificate)
    await refused.toThrow(/The certificate in .*development-ca-key\.pem ends soon; remove it/)
  })
})
