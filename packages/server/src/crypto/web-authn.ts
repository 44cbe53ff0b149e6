import { randomBytes } from 'node:crypto'

/** The algorithms that Cognito registers passkeys for, by their COSE numbers: ES256 and RS256. */
export const algorithms = [-7, -257] as const

/** What a browser says of the ceremony. */
export interface ClientData {
  type: string
  /** base64url, as it was handed out. */
  challenge: string
  origin: string
  crossOrigin: boolean
}

/** RegistrationResponseJSON, checked for its form alone. */
export interface RegistrationResponse {
  id: string
  attachment?: string
  transports: string[]
  clientData: ClientData
  clientDataJson: string
  attestationObject: string
}

/** AuthenticationResponseJSON, checked for its form alone. */
export interface AssertionResponse {
  id: string
  clientData: ClientData
  clientDataJson: string
  authenticatorData: string
  signature: string
  /** base64url of the id that the passkey was registered for. */
  userHandle?: string
}

export interface RegisteredCredential {
  credentialId: string
  publicKey: Uint8Array<ArrayBuffer>
  signCount: number
  /** Names the authenticator's make; all zeros for most. */
  aaguid: string
}

/** What the server expects of a ceremony; the origin and the challenge of registrations the caller has checked. */
export interface Ceremony {
  relyingPartyId: string
  requireUserVerification: boolean
}

/** The response is for another relying party. */
export class RelyingPartyMismatchError extends Error {
  override name = 'RelyingPartyMismatchError'
}

/** The response proves nothing: wrong signature, algorithm, presence, verification or counter. */
export class UnprovenError extends Error {
  override name = 'UnprovenError'
}

/** 32 random bytes, base64url. */
export function newChallenge(): string {
  return randomBytes(32).toString('base64url')
}

/** The parts of a registration response; undefined for everything that has not its form. */
export function readRegistration(credential: unknown): RegistrationResponse | undefined {
  const read = readCredential(credential)
  const attestationObject = base64UrlOf(read?.response['attestationObject'])
  if (!read || !attestationObject) return undefined
  const attachment = read.credential['authenticatorAttachment']
  const transports = read.response['transports']
  return {
    ...read.shared,
    ...(isShortText(attachment) && { attachment }),
    transports: Array.isArray(transports) ? transports.filter(isShortText).slice(0, 8) : [],
    attestationObject,
  }
}

/** The parts of an authentication response; undefined for everything that has not its form. */
export function readAssertion(credential: unknown): AssertionResponse | undefined {
  const read = readCredential(credential)
  const authenticatorData = base64UrlOf(read?.response['authenticatorData'])
  const signature = base64UrlOf(read?.response['signature'])
  if (!read || !authenticatorData || !signature) return undefined
  const userHandle = base64UrlOf(read.response['userHandle'])
  return { ...read.shared, authenticatorData, signature, ...(userHandle && { userHandle }) }
}

function readCredential(credential: unknown) {
  if (!isRecord(credential) || !isRecord(credential['response'])) return undefined
  const { response } = credential
  const id = base64UrlOf(credential['id'])
  const clientDataJson = base64UrlOf(response['clientDataJSON'])
  const clientData = clientDataJson && readClientData(clientDataJson)
  if (!id || id.length > 1_400 || !clientData) return undefined
  return { credential, response, shared: { id, clientData, clientDataJson } }
}

function readClientData(text: string): ClientData | undefined {
  const read = parseObject(Buffer.from(text, 'base64url').toString('utf8'))
  const { type, challenge, origin, crossOrigin } = read ?? {}
  if (typeof type !== 'string' || typeof challenge !== 'string' || typeof origin !== 'string')
    return undefined
  return { type, challenge, origin, crossOrigin: crossOrigin === true }
}

/** The object that this JSON text holds; undefined for every other text. */
export function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return isRecord(value) ? value : undefined
  } catch {
    return undefined
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isShortText(value: unknown): value is string {
  return typeof value === 'string' && value.length > 0 && value.length <= 32
}

function base64UrlOf(value: unknown): string | undefined {
  return typeof value === 'string' && /^[A-Za-z0-9_-]+$/.test(value) ? value : undefined
}

/**
 * The credential of a registration. No attestation is asked for, so that what comes with one is not looked at: its
 * certificates are the caller's choice, and to check their revocation lists would fetch from addresses in them. Throws
 * RelyingPartyMismatchError, UnprovenError. The library is loaded on first use: it takes a fifth of a second.
 * @see https://www.w3.org/TR/webauthn-3/#sctn-registering-a-new-credential
 */
export async function verifyRegistration(
  response: RegistrationResponse,
  ceremony: Ceremony,
): Promise<RegisteredCredential> {
  const { verifyRegistrationResponse } = await import('@simplewebauthn/server')
  const { registrationInfo } = await proven(async () =>
    verifyRegistrationResponse({
      response: {
        id: response.id,
        rawId: response.id,
        type: 'public-key',
        clientExtensionResults: {},
        response: {
          clientDataJSON: response.clientDataJson,
          attestationObject: await withoutAttestation(response.attestationObject),
        },
      },
      ...expectations(response.clientData, ceremony),
      supportedAlgorithmIDs: [...algorithms],
    }),
  )
  if (registrationInfo?.credential.id !== response.id)
    throw new UnprovenError('Another credential than the one named')
  const { credential, aaguid } = registrationInfo
  return {
    credentialId: credential.id,
    publicKey: credential.publicKey,
    signCount: credential.counter,
    aaguid,
  }
}

async function withoutAttestation(attestationObject: string): Promise<string> {
  const { decodeAttestationObject, isoCBOR } = await import('@simplewebauthn/server/helpers')
  const decoded = decodeAttestationObject(new Uint8Array(Buffer.from(attestationObject, 'base64url')))
  const bare = new Map<string, Parameters<typeof isoCBOR.encode>[0]>([
    ['fmt', 'none'],
    ['attStmt', new Map()],
    ['authData', decoded.get('authData')],
  ])
  return Buffer.from(isoCBOR.encode(bare)).toString('base64url')
}

/** The key that an assertion is checked against. */
export interface AssertedCredential {
  credentialId: string
  publicKey: Uint8Array<ArrayBuffer>
  signCount: number
}

/**
 * The count of signatures and whether the user was verified, of an assertion by this credential. Throws
 * RelyingPartyMismatchError, UnprovenError.
 * @see https://www.w3.org/TR/webauthn-3/#sctn-verifying-assertion
 */
export async function verifyAssertion(
  response: AssertionResponse,
  credential: AssertedCredential,
  ceremony: Ceremony,
): Promise<{ signCount: number; userVerified: boolean }> {
  const { verifyAuthenticationResponse } = await import('@simplewebauthn/server')
  const { authenticationInfo } = await proven(async () =>
    verifyAuthenticationResponse({
      response: {
        id: response.id,
        rawId: response.id,
        type: 'public-key',
        clientExtensionResults: {},
        response: {
          clientDataJSON: response.clientDataJson,
          authenticatorData: response.authenticatorData,
          signature: response.signature,
        },
      },
      ...expectations(response.clientData, ceremony),
      credential: {
        id: credential.credentialId,
        publicKey: credential.publicKey,
        counter: credential.signCount,
      },
    }),
  )
  return { signCount: authenticationInfo.newCounter, userVerified: authenticationInfo.userVerified }
}

function expectations({ challenge, origin }: ClientData, ceremony: Ceremony) {
  return {
    expectedChallenge: challenge,
    expectedOrigin: origin,
    expectedRPID: ceremony.relyingPartyId,
    requireUserVerification: ceremony.requireUserVerification,
  }
}

/** The library throws plain errors for whatever the response got wrong. */
async function proven<Result extends { verified: boolean }>(verify: () => Promise<Result>): Promise<Result> {
  const result = await verify().catch((error: unknown) => {
    const name = error instanceof Error ? error.name : ''
    if (name === 'UnexpectedRPIDHash')
      throw new RelyingPartyMismatchError('Another relying party', { cause: error })
    throw new UnprovenError('The response proves nothing', { cause: error })
  })
  if (!result.verified) throw new UnprovenError('The signature is wrong')
  return result
}
