import { isIP } from 'node:net'
import { InvalidParameterException, WebAuthnConfigurationMissingException } from '../errors.ts'
import type { Services } from '../services.ts'
import type { UserPool, UserPoolSettings } from '../storage/user-pools.ts'
import { domainHost, mainDomain } from './sites.ts'

/** https://datatracker.ietf.org/doc/html/rfc1035#section-2.3.4 and the labels of RFC 1123. */
const hostName =
  /^(?=.{1,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*$/

/** Second labels under which registries of two-letter domains sell names, as `co` in `co.uk`. */
const registrySuffix = /^(?:ac|co|com|edu|gob|gov|gv|id|me|mil|ne|net|nom|or|org|sch)\.[a-z]{2}$/

/** Domains whose sub-domains belong to strangers, of those that the Public Suffix List has the best known. */
const sharedDomains = new Set([
  'amazoncognito.com',
  'appspot.com',
  'azurewebsites.net',
  'cloudfront.net',
  'firebaseapp.com',
  'fly.dev',
  'github.io',
  'gitlab.io',
  'herokuapp.com',
  'netlify.app',
  'ngrok.io',
  'onrender.com',
  'pages.dev',
  'vercel.app',
  'web.app',
  'workers.dev',
])

/**
 * Refuses a relying party id that is no domain or belongs to many: whoever has a sub-domain could ask for its passkeys.
 * Deviation: Cognito asks the Public Suffix List, of which only the shape and the best known members are here; browsers
 * refuse the rest. Digits alone are no top-level domain, and pass as they do on Cognito, where tests of hashicorp/aws set
 * them. Throws InvalidParameterException; the text is ours.
 */
export function requireRelyingParty(settings: UserPoolSettings): void {
  const id = settings.webAuthnConfiguration?.relyingPartyId
  if (id === undefined || id === 'localhost' || /^\d{1,63}$/.test(id)) return
  const isDomain = hostName.test(id) && isIP(id) === 0 && id.includes('.')
  if (isDomain && !registrySuffix.test(id) && !sharedDomains.has(id)) return
  throw new InvalidParameterException(`${id} is not a valid relying party ID.`)
}

/**
 * The domain that the pool's passkeys belong to: the one that SetUserPoolMfaConfig sets, else the custom domain, else the
 * prefix domain. Throws WebAuthnConfigurationMissingException.
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_WebAuthnConfigurationType.html
 */
export async function relyingPartyId(services: Services, pool: UserPool): Promise<string> {
  const id = await findRelyingPartyId(services, pool)
  if (id === undefined) throw new WebAuthnConfigurationMissingException()
  return id
}

/** As `relyingPartyId`; undefined where there is none. */
export async function findRelyingPartyId(services: Services, pool: UserPool): Promise<string | undefined> {
  const configured = pool.settings.webAuthnConfiguration?.relyingPartyId
  if (configured !== undefined) return configured
  const domain = await mainDomain(services, pool)
  return domain && domainHost(services, { domain, pool })
}

/**
 * Whether a page of this origin may use the relying party's passkeys: `https` on its domain or below; in development,
 * where the domain is `localhost` or ends so, `http` on any port as well.
 */
export function isAllowedOrigin(relyingPartyId: string, origin: string): boolean {
  const url = URL.parse(origin)
  if (!url || url.origin !== origin) return false
  const { hostname, protocol } = url
  if (hostname !== relyingPartyId && !hostname.endsWith(`.${relyingPartyId}`)) return false
  const isLocal = relyingPartyId === 'localhost' || relyingPartyId.endsWith('.localhost')
  return protocol === 'https:' || (isLocal && protocol === 'http:')
}
