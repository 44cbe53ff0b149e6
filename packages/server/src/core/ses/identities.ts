import { hash } from 'node:crypto'
import { type Services, transaction } from '../../services.ts'
import type { IdentityKey, IdentitySettings, SesIdentity } from '../../storage/ses-identities.ts'
import * as identities from '../../storage/ses-identities.ts'

/** https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_CreateEmailIdentity.html */
const MAX_IDENTITY = 320
const address = /^[^\s\p{C}@<>,;:"()[\]\\]{1,64}@(?<domain>[^\s@]+)$/u
/** RFC 1123, section 2.1, with a dot in it. */
const domainName =
  /^(?=.{1,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/
/** DNS letters of three tokens, 32 of each. */
const DKIM_TOKENS = 3
const TOKEN_LENGTH = 32

/** The identity as it is kept, its domain in lower case; undefined where the text is neither an address nor a domain. */
export function readIdentity(text: string): string | undefined {
  if (text.length > MAX_IDENTITY) return undefined
  const at = text.lastIndexOf('@')
  const identity = text.slice(0, at + 1) + text.slice(at + 1).toLowerCase()
  const domain = address.exec(identity)?.groups?.['domain'] ?? identity
  return domainName.test(domain) ? identity : undefined
}

export function isAddress(identity: string): boolean {
  return identity.includes('@')
}

export function arnOfIdentity({ accountId, region, identity }: IdentityKey): string {
  return `arn:aws:ses:${region}:${accountId}:identity/${identity}`
}

/** What the ARN names, in any account and region; undefined where it is not that of an identity. */
export function readIdentityArn(arn: string): IdentityKey | undefined {
  const parts = /^arn:aws[a-zA-Z-]*:ses:(?<region>[a-z0-9-]+):(?<account>\d{12}):identity\/(?<name>.+)$/.exec(
    arn,
  )
  const { region = '', account = '', name = '' } = parts?.groups ?? {}
  const identity = readIdentity(name)
  return identity === undefined ? undefined : { accountId: account, region, identity }
}

/** The identity that a caller names by its name or ARN; undefined where it is neither, or somebody else's. */
export function findKey(caller: Omit<IdentityKey, 'identity'>, nameOrArn: string): IdentityKey | undefined {
  if (nameOrArn.startsWith('arn:')) {
    const key = readIdentityArn(nameOrArn)
    return key?.accountId === caller.accountId && key.region === caller.region ? key : undefined
  }
  const identity = readIdentity(nameOrArn)
  return identity === undefined ? undefined : { ...caller, identity }
}

/** Adds an identity, which counts as verified at once, since nobody here sends mail for SES; false where it is there. */
export function add(
  services: Services,
  key: IdentityKey,
  settings: Partial<IdentitySettings> = {},
): Promise<boolean> {
  const defaults = { tags: [], dkim: { asked: false, enabled: false }, policies: [] }
  const identity = { ...key, settings: { ...defaults, ...settings }, createdAt: services.clock.now() }
  return identities.add(services.db, identity)
}

/** Changes the settings of the identity; undefined where it is not there. */
export function change(
  services: Services,
  key: IdentityKey,
  next: (settings: IdentitySettings) => IdentitySettings,
): Promise<SesIdentity | undefined> {
  return transaction(services, async (services) => {
    const identity = await identities.lock(services.db, key)
    if (!identity) return undefined
    const changed = { ...identity, settings: next(identity.settings) }
    await identities.save(services.db, changed)
    return changed
  })
}

/** What the owner of the domain would put into DNS as proof; the same whenever it is asked for. */
export function verificationToken(key: IdentityKey): string {
  return digest(key, 'verification').toString('base64')
}

/** The names that the owner of the domain would put into DNS for DKIM; the same whenever they are asked for. */
export function dkimTokens(key: IdentityKey): string[] {
  return Array.from({ length: DKIM_TOKENS }, (_, index) =>
    digest(key, `dkim-${index}`).toString('hex').slice(0, TOKEN_LENGTH),
  )
}

function digest({ accountId, region, identity }: IdentityKey, purpose: string): Buffer {
  return hash('sha256', [accountId, region, identity, purpose].join(':'), 'buffer')
}
