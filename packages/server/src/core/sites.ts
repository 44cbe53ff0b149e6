import { isIP } from 'node:net'
import type { Services } from '../services.ts'
import type { Domain, DomainKind } from '../storage/domains.ts'
import * as domains from '../storage/domains.ts'
import type { UserPool } from '../storage/user-pools.ts'
import * as userPools from '../storage/user-pools.ts'

/** A domain with the pool that it leads to. */
export interface PoolDomain {
  pool: UserPool
  domain: Domain
}

/** What a request's host stands for: a pool's domain, a free name where prefix domains are, or the server as a whole. */
export type Site =
  | ({ kind: 'domain' } & PoolDomain)
  | { kind: 'unknown-domain'; host: string }
  | { kind: 'base' }

const base = { kind: 'base' } as const
/** A host name (RFC 1123, section 2.1) of at most 253 characters, with or without the root's dot and a port. */
const hostHeader =
  /^(?=[^:]{1,254}(?::|$))([a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*)\.?(?::\d{0,5})?$/
/** Where prefix domains are unless a suffix is configured: every browser takes `*.localhost` for this machine. */
const defaultHost = /^(.+)\.auth\.([a-z0-9-]+)\.localhost$/

/**
 * The site that a Host header names, whatever its port and case. Whoever sends the request chooses the header, so a
 * site only ever says which pool is meant. Hosts that most requests come by are told without asking the database: IP
 * addresses, names of one label such as `localhost`, and the host of the public address.
 */
export async function findSite(services: Services, host: string): Promise<Site> {
  const name = readHostName(host)
  if (name === undefined || !name.includes('.') || name === hostOf(services.publicUrl)) return base
  const asked = splitPrefix(services, name)
  const prefixed = asked && (await findDomain(services, asked.prefix, 'prefix'))
  if (prefixed && (asked.region ?? prefixed.pool.region) === prefixed.pool.region) return prefixed
  const custom = await findDomain(services, name, 'custom')
  return custom ?? (asked ? { kind: 'unknown-domain', host: name } : base)
}

/** The domain's host name: itself where it is a custom one, else the prefix before the suffix. */
export function domainHost(services: Services, { domain, pool }: PoolDomain): string {
  if (domain.kind === 'custom') return domain.domain
  return `${domain.domain}.${services.config.domainSuffix ?? `auth.${pool.region}.localhost`}`
}

/** The origin of the domain's pages: its host, at the scheme and port of the public address. */
export function siteUrl(services: Services, site: PoolDomain): string {
  const url = new URL(services.publicUrl)
  url.hostname = domainHost(services, site)
  return url.origin
}

/**
 * The origin that programs are told to find the pool's OAuth endpoints at: its custom domain, else its prefix domain
 * below the configured suffix, else the public address. The default suffix is never told, as only browsers resolve
 * `*.localhost`; and every endpoint answers at the public address too, where the client id tells the pool.
 */
export async function endpointBase(services: Services, pool: UserPool): Promise<string> {
  const domain = await mainDomain(services, pool)
  const isReachable = domain && (domain.kind === 'custom' || services.config.domainSuffix !== undefined)
  return isReachable ? siteUrl(services, { domain, pool }) : services.publicUrl
}

/** The pool's custom domain, else its prefix domain. */
export async function mainDomain(services: Services, pool: UserPool): Promise<Domain | undefined> {
  const own = await domains.listOfPool(services.db, pool.id)
  return own.find(({ kind }) => kind === 'custom') ?? own[0]
}

/** In lower case; undefined for IP addresses and what is no host name. */
function readHostName(host: string): string | undefined {
  const name = hostHeader.exec(host.toLowerCase())?.[1]
  return name === undefined || isIP(name) !== 0 ? undefined : name
}

function hostOf(url: string): string {
  return new URL(url).hostname
}

/** What stands before the suffix; undefined where the name does not end so. The default suffix names the region too. */
function splitPrefix(services: Services, name: string): { prefix: string; region?: string } | undefined {
  const { domainSuffix } = services.config
  if (domainSuffix !== undefined)
    return name.endsWith(`.${domainSuffix}`) ? { prefix: name.slice(0, -domainSuffix.length - 1) } : undefined
  const [, prefix, region] = defaultHost.exec(name) ?? []
  return prefix !== undefined && region !== undefined ? { prefix, region } : undefined
}

async function findDomain(
  { db }: Services,
  name: string,
  kind: DomainKind,
): Promise<Extract<Site, { kind: 'domain' }> | undefined> {
  const domain = await domains.find(db, name)
  if (domain?.kind !== kind) return undefined
  const pool = await userPools.find(db, domain.userPoolId)
  return pool && { kind: 'domain', pool, domain }
}
