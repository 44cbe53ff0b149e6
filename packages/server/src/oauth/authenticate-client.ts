import { isStorable } from '../core/attribute-formats.ts'
import { type ClientAndPool, isSecretOf } from '../core/client-authentication.ts'
import { quoted } from '../core/refusal-reasons.ts'
import type { Site } from '../core/sites.ts'
import { OAuthError } from '../errors.ts'
import { given, requireOnce } from '../http/form.ts'
import type { Services } from '../services.ts'
import * as appClients from '../storage/app-clients.ts'

/** A name or a secret, in each of the spellings that it may be meant in. */
type Spellings = readonly string[]

interface Credentials {
  ids: Spellings
  /** None where only a client without a secret may ask. */
  secrets: Spellings
}

/** Base64 with or without padding (RFC 7617, section 2). */
const basic = /^basic +([a-z0-9+/]+={0,2})$/i

/**
 * The application that asks, with `client_secret_basic`, `client_secret_post` or, where it has no secret, its id alone
 * (RFC 6749, section 2.3.1). Throws OAuthError `invalid_client`; `invalid_request` without a client id or with two.
 *
 * A client without a secret that sends one is refused, as observed on Cognito (mblackgeo/flask-cognito-lib#17).
 */
export async function authenticateClient(
  services: Services,
  request: Request,
  { parameters, site }: { parameters: URLSearchParams; site: Site },
): Promise<ClientAndPool> {
  requireOnce(parameters, ['client_id', 'client_secret'])
  const { ids, secrets } = readCredentials(request, parameters)
  const found = await findClient(services, ids, site)
  if (!found) throw invalidClient(`there is no app client ${quoted(ids[0] ?? '')} at this host`)
  const { id, settings } = found.client
  if (!settings.hasSecret) {
    if (secrets.length > 0) throw invalidClient(`app client ${id} has no secret, and one came`)
    return found
  }
  if (await isSecretOf(services, found.client, secrets)) return found
  const reason = secrets.length > 0 ? 'another came' : 'none came'
  throw new OAuthError('invalid_client', 'invalid_client_secret', {
    reason: `app client ${id} has a secret, and ${reason}`,
  })
}

/** The reason is for the log alone. */
function invalidClient(reason: string): OAuthError {
  return new OAuthError('invalid_client', undefined, { reason })
}

function readCredentials(request: Request, parameters: URLSearchParams): Credentials {
  const authorization = request.headers.get('authorization')
  const id = given(parameters, 'client_id')
  const secret = given(parameters, 'client_secret')
  if (authorization !== null) return readBasic(authorization, { id, secret })
  if (id === undefined) throw new OAuthError('invalid_request', 'client_id is missing')
  return { ids: [id], secrets: secret === undefined ? [] : [secret] }
}

/** What the form repeats of the header must be the same. */
function readBasic(
  authorization: string,
  form: { id: string | undefined; secret: string | undefined },
): Credentials {
  const [, encoded] = basic.exec(authorization) ?? []
  const [, id, secret] = /^([^:]*):(.*)$/s.exec(Buffer.from(encoded ?? '', 'base64').toString()) ?? []
  if (!id || secret === undefined)
    throw invalidClient('the header Authorization is not Basic with id and secret')
  const credentials = { ids: spellings(id), secrets: spellings(secret) }
  if (form.id !== undefined && !credentials.ids.includes(form.id))
    throw new OAuthError('invalid_request', 'The header and the form name different clients')
  if (form.secret !== undefined && !credentials.secrets.includes(form.secret))
    throw new OAuthError('invalid_request', 'The header and the form have different secrets')
  return credentials
}

/** RFC 6749 has both encoded as in forms; most clients send them as they are, so that both readings count. */
function spellings(text: string): Spellings {
  try {
    return [...new Set([text, decodeURIComponent(text.replaceAll('+', ' '))])]
  } catch {
    return [text]
  }
}

/** A client answers at the address of the server and at the domain of its own pool. */
async function findClient({ db }: Services, ids: Spellings, site: Site): Promise<ClientAndPool | undefined> {
  for (const id of ids) {
    const found = isStorable(id) ? await appClients.findWithPool(db, id) : undefined
    if (found) return isAt(found, site) ? found : undefined
  }
  return undefined
}

function isAt({ pool }: ClientAndPool, site: Site): boolean {
  return site.kind === 'base' || (site.kind === 'domain' && site.pool.id === pool.id)
}
