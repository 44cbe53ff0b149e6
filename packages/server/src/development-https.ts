import { createSecureContext, type SecureContext, type TlsOptions } from 'node:tls'
import { domainHost, findSite } from './core/sites.ts'
import type { KeyAndCertificate } from './crypto/development-certificates.ts'
import { loadAuthority } from './development-authority-file.ts'
import type { Services } from './services.ts'

const DAY_MS = 86_400_000
/** A year and a month. Of authorities that a user added, Apple takes at most 825 days (https://support.apple.com/HT210176). */
const CERTIFICATE_DAYS = 397
/** A certificate is replaced so long before its end. */
const RENEWAL_DAYS = 30
/** Certificates in memory; a caller may ask for any name below the domain suffix. */
const MAX_CERTIFICATES = 100
/** Who connects and stays silent is cut off. */
const HANDSHAKE_TIMEOUT_MS = 10_000

/**
 * How the server speaks TLS: by certificates of a development authority in the data folder, which is made at the first
 * start. One is for this machine and the public host; each domain gets its own as soon as a client names it (Server Name
 * Indication, RFC 6066, section 3). Throws `ConfigError` where the authority's file is unusable.
 */
export async function developmentTls(services: Services): Promise<TlsOptions> {
  const authority = await loadAuthority(services.config)
  const local = await issue(authority, localNames(services))
  const contexts = createContexts((name) => issue(authority, [name]))
  return {
    handshakeTimeout: HANDSHAKE_TIMEOUT_MS,
    key: local.privateKey,
    cert: local.certificate,
    SNICallback: (name, answer) => {
      // Without a context it is the one above.
      nameToCertify(services, name)
        .then((name) => (name === undefined ? undefined : contexts.get(name)))
        .then((context) => answer(null, context), answer)
    },
  }
}

function localNames({ publicUrl }: Services): string[] {
  const publicHost = new URL(publicUrl).hostname.replace(/^\[|\]$/g, '')
  return [...new Set(['localhost', '127.0.0.1', '::1', publicHost])]
}

/** The domain that a client names, whether it exists or could; undefined for this machine's own names and any other. */
async function nameToCertify(services: Services, name: string): Promise<string | undefined> {
  const site = await findSite(services, name)
  if (site.kind === 'base') return undefined
  return site.kind === 'domain' ? domainHost(services, site) : site.host
}

/** In the time of the clients, which no test turns. */
async function issue(authority: KeyAndCertificate, names: readonly string[]): Promise<KeyAndCertificate> {
  const { issueCertificate } = await import('./crypto/development-certificates.ts') // slows the start otherwise
  const notBefore = Date.now() - DAY_MS // clients' clocks may be behind
  return issueCertificate(authority, { names, notBefore, notAfter: notBefore + CERTIFICATE_DAYS * DAY_MS })
}

/** Keeps what clients asked for last, and lets two that ask at once share one. */
function createContexts(create: (name: string) => Promise<KeyAndCertificate>) {
  const contexts = new Map<string, { context: Promise<SecureContext>; renewAt: number }>()
  const add = (name: string): Promise<SecureContext> => {
    const context = create(name).then(({ certificate, privateKey }) =>
      createSecureContext({ cert: certificate, key: privateKey }),
    )
    contexts.set(name, { context, renewAt: Date.now() + (CERTIFICATE_DAYS - RENEWAL_DAYS) * DAY_MS })
    context.catch(() => contexts.delete(name))
    return context
  }
  return {
    get: (name: string): Promise<SecureContext> => {
      const known = contexts.get(name)
      contexts.delete(name) // and to the end of the map, whose first entry is the one unused for longest
      if (!known || known.renewAt <= Date.now()) {
        const [oldest] = contexts.keys()
        if (oldest !== undefined && contexts.size >= MAX_CERTIFICATES) contexts.delete(oldest)
        return add(name)
      }
      contexts.set(name, known)
      return known.context
    },
  }
}
