import { secretHash } from '../crypto/secret-hash.ts'
import type { TokenOptions } from './token-options.ts'

const TIMEOUT_MS = 30_000

/** Why there is no token, in a line for whoever typed the command. */
class TokenError extends Error {}

interface Tokens {
  IdToken: string
  AccessToken: string
  RefreshToken?: string
}

interface Answer {
  AuthenticationResult?: Tokens
  ChallengeName?: string
  __type?: string
  message?: string
}

/**
 * `poolhouse token` signs in as any client does, by InitiateAuth with USER_PASSWORD_AUTH. The token goes to standard output
 * and its claims to standard error, so that `$(poolhouse token)` is the token. Answers 1 where nobody was signed in, with
 * one line on standard error.
 */
export async function run(options: TokenOptions): Promise<number> {
  try {
    print(options, await signIn(options))
    return 0
  } catch (error) {
    if (!(error instanceof TokenError)) throw error
    process.stderr.write(`poolhouse: ${error.message}\n`)
    return 1
  }
}

function print({ access, json }: TokenOptions, tokens: Tokens): void {
  const token = access ? tokens.AccessToken : tokens.IdToken
  const claims = decodeClaims(token)
  if (json) {
    process.stdout.write(`${JSON.stringify({ ...tokens, claims }, undefined, 2)}\n`)
  } else {
    process.stdout.write(`${token}\n`)
    process.stderr.write(`${JSON.stringify(claims, undefined, 2)}\n`)
  }
}

/** They come from the server that was just asked, so that nothing has to be verified. */
function decodeClaims(token: string): Record<string, unknown> {
  const [, payload = ''] = token.split('.')
  return JSON.parse(Buffer.from(payload, 'base64url').toString()) as Record<string, unknown>
}

async function signIn(options: TokenOptions): Promise<Tokens> {
  const response = await ask(options)
  const text = await response.text()
  const answer = parseAnswer(text)
  if (!answer) throw new TokenError(`${options.endpoint} answers ${response.status}, and not as Cognito does`)
  if (answer.AuthenticationResult) return answer.AuthenticationResult
  if (answer.ChallengeName) {
    throw new TokenError(`${options.user} has to answer ${answer.ChallengeName}, which this command cannot`)
  }
  throw new TokenError(`${answer.__type ?? response.status}: ${answer.message ?? ''}`)
}

async function ask({ endpoint, user, password, client, clientSecret }: TokenOptions): Promise<Response> {
  const hash = clientSecret !== undefined && { SECRET_HASH: secretHash(user, client, clientSecret) }
  try {
    return await fetch(endpoint, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-amz-json-1.1',
        'x-amz-target': 'AWSCognitoIdentityProviderService.InitiateAuth',
      },
      body: JSON.stringify({
        ClientId: client,
        AuthFlow: 'USER_PASSWORD_AUTH',
        AuthParameters: { USERNAME: user, PASSWORD: password, ...hash },
      }),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    })
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
    if (isUntrusted(cause)) throw new TokenError(untrusted(endpoint, cause))
    throw new TokenError(`No server answers at ${endpoint} (${describe(cause)}); --endpoint names another`)
  }
}

/** Of OpenSSL's verification: the certificate is well, but nobody vouches for it here. */
const untrustedCodes = new Set([
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
])

function isUntrusted(error: unknown): boolean {
  return untrustedCodes.has(describe(error))
}

function untrusted(endpoint: string, cause: unknown): string {
  const advice = "set NODE_EXTRA_CA_CERTS to development-ca.pem of the server's data folder (docs/https.md)"
  return `The certificate of ${endpoint} is not trusted (${describe(cause)}); ${advice}`
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return 'code' in error && typeof error.code === 'string' ? error.code : error.message
}

function parseAnswer(text: string): Answer | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? value : undefined
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}
