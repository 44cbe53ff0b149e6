import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { inflateRawSync } from 'node:zlib'
import { Constants, IdentityProvider, SamlLib, ServiceProvider, setSchemaValidator } from 'samlify'
import { createSelfSignedCertificate } from '../../src/crypto/certificate.ts'
import { formPage } from './site.ts'

/** The user pool, as the provider was told about it. */
export interface SamlServiceProvider {
  entityId: string
  callbackUrl: string
  /** Where answers to requests to sign out go. */
  logoutUrl?: string
  /** PEM, or DER in base64. */
  certificate: string
}

export interface SamlUser {
  nameId: string
  attributes?: Readonly<Record<string, string | readonly string[]>>
  sessionIndex?: string
}

export interface SamlProviderOptions {
  /** Epoch milliseconds. */
  now?: () => number
  /** `assertion` by default. */
  signs?: 'assertion' | 'response' | 'both'
  encrypts?: boolean
  /** Refuses requests to sign in that are not signed. */
  wantsSignedRequests?: boolean
}

/** A SAML provider made with samlify, its metadata served on this machine. */
export interface SamlProvider {
  entityId: string
  metadata: string
  metadataUrl: string
  /** Certificate and key that it signs with, PEM. */
  certificate: string
  privateKey: string
  /** How often its metadata was fetched. */
  metadataRequests(): number
  /** Tells it about a user pool. */
  register(serviceProvider: SamlServiceProvider): void
  /** Who signs in from now on. */
  signsIn(user: SamlUser): void
  /**
   * Checks the request that the address carries, signs the user in and gives the form that their browser posts. A browser that
   * opens the address gets the form.
   */
  signIn(authorizationUrl: string): Promise<URLSearchParams>
  /** The form of a sign-in that begins at the provider. */
  signInUnasked(relayState: string): Promise<URLSearchParams>
  /** Checks the signed request to sign out and gives the form that the browser posts; a browser gets it as from `signIn`. */
  signOut(logoutUrl: string): Promise<URLSearchParams>
  close(): Promise<void>
}

const ALGORITHMS = {
  requestSignatureAlgorithm: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
  dataEncryptionAlgorithm: 'http://www.w3.org/2009/xmlenc11#aes256-gcm',
  keyEncryptionAlgorithm: 'http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p',
}
const FIVE_MINUTES_MS = 300_000

/** Starts a provider on a free port. */
export async function startSamlProvider(options: SamlProviderOptions = {}): Promise<SamlProvider> {
  setSchemaValidator({ validate: async () => 'read by its own parser alone' })
  const keys = await createSigningKeys('identity provider')
  const served = await serveMetadata()
  const idp = createIdp(served.origin, keys, options)
  served.metadata = idp.getMetadata()
  const pools = new Map<string, ServiceProviderOf>()
  let user: SamlUser = { nameId: 'maria' }

  const respond = (pool: ServiceProviderOf, requestId: string | undefined, relayState: string) =>
    createResponse(idp, pool, { requestId, user, relayState, ...options })

  const signIn = async (authorizationUrl: string) => {
    const request = readRedirect(authorizationUrl)
    const pool = poolOf(pools, request.xml)
    const { extract } = await idp.parseLoginRequest(pool.sp, 'redirect', request)
    checkAuthnRequest(request, `${served.origin}/sso`, pool.facts)
    return respond(pool, String(extract.request?.id), request.relayState)
  }
  const signOut = async (logoutUrl: string) => {
    const request = readRedirect(logoutUrl)
    const pool = poolOf(pools, request.xml)
    const parsed = await idp.parseLogoutRequest(pool.sp, 'redirect', request)
    if (parsed.extract.nameID !== user.nameId) throw new Error('the request names another user')
    const answer = idp.createLogoutResponse(pool.sp, { ...parsed }, 'post', {
      relayState: request.relayState,
    })
    return new URLSearchParams({ SAMLResponse: answer.context, RelayState: request.relayState })
  }
  served.page = async (url) => {
    const { facts } = poolOf(pools, readRedirect(url).xml)
    if (new URL(url).pathname === '/sso') return formPage(facts.callbackUrl, await signIn(url))
    return formPage(facts.logoutUrl ?? '', await signOut(url))
  }

  return {
    ...keys,
    entityId: served.origin,
    metadata: served.metadata,
    metadataUrl: `${served.origin}/metadata`,
    metadataRequests: () => served.requests,
    register: (pool) => void pools.set(pool.entityId, { facts: pool, sp: createSp(pool, options) }),
    signsIn: (other) => {
      user = other
    },
    signIn,
    signInUnasked: (relayState) => respond(firstOf(pools), undefined, relayState),
    signOut,
    close: served.close,
  }
}

/** A new RSA key with its certificate, PEM. */
export async function createSigningKeys(
  commonName: string,
): Promise<{ certificate: string; privateKey: string }> {
  const now = Date.now()
  const facts = { commonName, notBefore: now - 1_000, notAfter: now + 86_400_000 }
  const { certificate, privatePkcs8 } = await createSelfSignedCertificate(facts)
  return {
    certificate: pem('CERTIFICATE', certificate),
    privateKey: pem('PRIVATE KEY', privatePkcs8.toString('base64')),
  }
}

function pem(label: string, base64: string): string {
  const lines = base64.match(/.{1,64}/g) ?? []
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n')
}

interface ServiceProviderOf {
  facts: SamlServiceProvider
  sp: ReturnType<typeof ServiceProvider>
}

async function serveMetadata() {
  const page = (_: string) => Promise.resolve('')
  const served = { origin: '', metadata: '', requests: 0, page, close: () => Promise.resolve() }
  const server = createServer(async ({ url = '' }, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8')
    if (/^\/s[sl]o\?/.test(url)) return void response.end(await served.page(`${served.origin}${url}`))
    if (url !== '/metadata') return void response.writeHead(404).end()
    served.requests++
    response.writeHead(200, { 'content-type': 'application/samlmetadata+xml' }).end(served.metadata)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  served.origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  served.close = async () => {
    server.closeAllConnections()
    server.close()
    await once(server, 'close')
  }
  return served
}

function createIdp(
  origin: string,
  { certificate, privateKey }: { certificate: string; privateKey: string },
  { encrypts = false, wantsSignedRequests = false }: SamlProviderOptions,
) {
  const redirect = Constants.namespace.binding.redirect
  return IdentityProvider({
    entityID: origin,
    signingCert: certificate,
    privateKey,
    wantAuthnRequestsSigned: wantsSignedRequests,
    wantLogoutRequestSigned: true,
    isAssertionEncrypted: encrypts,
    ...ALGORITHMS,
    nameIDFormat: ['urn:oasis:names:tc:SAML:2.0:nameid-format:persistent'],
    singleSignOnService: [{ Binding: redirect, Location: `${origin}/sso` }],
    singleLogoutService: [{ Binding: redirect, Location: `${origin}/slo?from=pool` }],
  })
}

function createSp(pool: SamlServiceProvider, options: SamlProviderOptions) {
  const { signs = 'assertion', wantsSignedRequests = false } = options
  const post = Constants.namespace.binding.post
  const certificate = pool.certificate.includes('BEGIN')
    ? pool.certificate
    : pem('CERTIFICATE', pool.certificate)
  return ServiceProvider({
    entityID: pool.entityId,
    signingCert: certificate,
    encryptCert: certificate,
    authnRequestsSigned: wantsSignedRequests,
    wantAssertionsSigned: signs !== 'response',
    wantMessageSigned: signs !== 'assertion',
    wantLogoutResponseSigned: true,
    ...ALGORITHMS,
    assertionConsumerService: [{ Binding: post, Location: pool.callbackUrl }],
    ...(pool.logoutUrl && { singleLogoutService: [{ Binding: post, Location: pool.logoutUrl }] }),
  })
}

/** What a redirect carries, with the part of the query that was signed as it is written. */
function readRedirect(address: string) {
  const url = new URL(address)
  const parts = url.search.slice(1).split('&')
  const octetString = parts.filter((part) => /^(SAMLRequest|RelayState|SigAlg)=/.test(part)).join('&')
  const xml = inflateRawSync(Buffer.from(url.searchParams.get('SAMLRequest') ?? '', 'base64')).toString()
  const relayState = url.searchParams.get('RelayState') ?? ''
  return { query: Object.fromEntries(url.searchParams), octetString, xml, relayState }
}

function poolOf(pools: ReadonlyMap<string, ServiceProviderOf>, xml: string): ServiceProviderOf {
  const issuer = /<saml:Issuer>([^<]*)<\/saml:Issuer>/.exec(xml)?.[1] ?? ''
  const pool = pools.get(issuer)
  if (!pool) throw new Error(`nobody told the provider about ${issuer}`)
  return pool
}

function firstOf(pools: ReadonlyMap<string, ServiceProviderOf>): ServiceProviderOf {
  const [pool] = pools.values()
  if (!pool) throw new Error('nobody told the provider about a user pool')
  return pool
}

/** What a provider may count on; samlify looks at little of it. */
function checkAuthnRequest(
  { xml, relayState }: { xml: string; relayState: string },
  signInUrl: string,
  { callbackUrl }: SamlServiceProvider,
): void {
  const expected = [
    `Destination="${signInUrl}"`,
    `AssertionConsumerServiceURL="${callbackUrl}"`,
    `ProtocolBinding="${Constants.namespace.binding.post}"`,
    'Version="2.0"',
    'Format="urn:oasis:names:tc:SAML:2.0:nameid-format:persistent"',
  ]
  const missing = expected.filter((part) => !xml.includes(part))
  if (missing.length > 0) throw new Error(`the request lacks ${missing.join(', ')}`)
  if (relayState === '') throw new Error('the request has no RelayState')
}

interface ResponseFacts extends SamlProviderOptions {
  requestId: string | undefined
  user: SamlUser
  relayState: string
}

async function createResponse(
  idp: ReturnType<typeof IdentityProvider>,
  { facts, sp }: ServiceProviderOf,
  { requestId, user, relayState, now = Date.now, signs, encrypts = false }: ResponseFacts,
): Promise<URLSearchParams> {
  const request = { extract: { request: { id: requestId ?? '' } } }
  const tags = responseTags(facts, { requestId, user, now: now(), issuer: idp.entityMeta.getEntityID() })
  const answer = await idp.createLoginResponse(
    sp,
    request,
    'post',
    {},
    {
      relayState,
      encryptThenSign: encrypts && signs !== undefined && signs !== 'assertion',
      customTagReplacement: (template) => ({
        id: tags.ID,
        context: SamlLib.replaceTagsByValue(withStatements(template, user, now()), tags),
      }),
    },
  )
  return new URLSearchParams({ SAMLResponse: answer.context, RelayState: relayState })
}

function responseTags(
  { entityId, callbackUrl }: SamlServiceProvider,
  {
    requestId,
    user,
    now,
    issuer,
  }: { requestId: string | undefined; user: SamlUser; now: number; issuer: string },
) {
  const end = new Date(now + FIVE_MINUTES_MS).toISOString()
  return {
    ID: `_${crypto.randomUUID()}`,
    AssertionID: `_${crypto.randomUUID()}`,
    Destination: callbackUrl,
    Audience: entityId,
    SubjectRecipient: callbackUrl,
    Issuer: issuer,
    IssueInstant: new Date(now).toISOString(),
    StatusCode: Constants.StatusCode.Success,
    ConditionsNotBefore: new Date(now).toISOString(),
    ConditionsNotOnOrAfter: end,
    SubjectConfirmationDataNotOnOrAfter: end,
    NameIDFormat: 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent',
    NameID: user.nameId,
    InResponseTo: requestId,
  }
}

function withStatements(template: string, { attributes = {}, sessionIndex }: SamlUser, now: number): string {
  const instant = new Date(now).toISOString()
  const session = sessionIndex === undefined ? '' : ` SessionIndex="${escapeXml(sessionIndex)}"`
  const authn = `<saml:AuthnStatement AuthnInstant="${instant}"${session}><saml:AuthnContext><saml:AuthnContextClassRef>${Constants.namespace.authnContextClassRef.password}</saml:AuthnContextClassRef></saml:AuthnContext></saml:AuthnStatement>`
  const written = Object.entries(attributes).map(([name, values]) => attributeXml(name, [values].flat()))
  const statement =
    written.length === 0 ? '' : `<saml:AttributeStatement>${written.join('')}</saml:AttributeStatement>`
  return template.replace('{AuthnStatement}', () => authn).replace('{AttributeStatement}', () => statement)
}

function attributeXml(name: string, values: readonly string[]): string {
  const written = values.map(
    (value) => `<saml:AttributeValue xsi:type="xs:string">${escapeXml(value)}</saml:AttributeValue>`,
  )
  return `<saml:Attribute Name="${escapeXml(name)}">${written.join('')}</saml:Attribute>`
}

function escapeXml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}
