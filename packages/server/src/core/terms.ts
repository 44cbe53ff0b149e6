import { randomUUID } from 'node:crypto'
import {
  InvalidParameterException,
  LimitExceededException,
  ResourceNotFoundException,
  TermsExistsException,
} from '../errors.ts'
import { type Services, transaction } from '../services.ts'
import type { Terms, TermsName } from '../storage/terms.ts'
import * as terms from '../storage/terms.ts'
import { requireAppClient } from './app-clients.ts'
import { type ClientKey, lockClient } from './client-secrets.ts'
import { lockUserPool, requireUserPool } from './user-pools.ts'

/** https://docs.aws.amazon.com/cognito/latest/developerguide/quotas.html */
const MAX_TERMS = 40
/** The language of everyone whose language has no link of its own. */
const DEFAULT_LANGUAGE = 'cognito:default'

export interface NewTerms extends ClientKey {
  name: TermsName
  links: Record<string, string>
}

/** Adds a document. Throws ResourceNotFoundException, InvalidParameterException, LimitExceededException, TermsExistsException. */
export async function create(services: Services, asked: NewTerms): Promise<Terms> {
  const now = services.clock.now()
  return transaction(services, async (services) => {
    const pool = await lockUserPool(services, asked.userPoolId)
    const client = await lockClient(services, asked)
    requireLinks(asked.links)
    const { name, links } = asked
    const count = await terms.count(services.db, pool.id)
    const facts = { userPoolId: pool.id, appClientId: client.id, name, links, createdAt: now, updatedAt: now }
    const document = { id: randomUUID(), ...facts }
    if (!(await terms.insert(services.db, document))) throw existing(document)
    if (count >= MAX_TERMS)
      throw new LimitExceededException(`User pool ${pool.id} has reached its limit of terms.`)
    return document
  })
}

export interface TermsKey {
  userPoolId: string
  id: string
}

/** Replaces name and links where they are given. Throws ResourceNotFoundException, InvalidParameterException, TermsExistsException. */
export async function update(
  services: Services,
  key: TermsKey,
  change: { name?: TermsName | undefined; links?: Record<string, string> | undefined },
): Promise<Terms> {
  return transaction(services, async (services) => {
    await lockUserPool(services, key.userPoolId)
    const former = await requireTerms(services, key)
    const { name = former.name, links = former.links } = change
    requireLinks(links)
    const document = { ...former, name, links, updatedAt: services.clock.now() }
    const other = await terms.findByClient(services.db, former.appClientId, name)
    if (other && other.id !== former.id) throw existing(document)
    await terms.update(services.db, document)
    return document
  })
}

/** Removes the document. Throws ResourceNotFoundException. */
export async function remove(services: Services, key: TermsKey): Promise<void> {
  if (await terms.remove(services.db, key.userPoolId, key.id)) return
  await requireUserPool(services, key.userPoolId)
  throw missing(key)
}

/** Throws ResourceNotFoundException. */
export async function requireTerms(services: Services, key: TermsKey): Promise<Terms> {
  const document = await terms.find(services.db, key.userPoolId, key.id)
  if (document) return document
  await requireUserPool(services, key.userPoolId)
  throw missing(key)
}

/** The app client's document of this name. Throws ResourceNotFoundException. */
export async function requireTermsOfClient(
  services: Services,
  key: ClientKey,
  name: TermsName,
): Promise<Terms> {
  const client = await requireAppClient(services, key)
  const document = await terms.findByClient(services.db, client.id, name)
  if (document) return document
  throw new ResourceNotFoundException(`Terms ${name} do not exist for user pool client ${client.id}.`) // our wording
}

/** The texts are ours; pages send visitors there, so nothing else than web pages will do. */
function requireLinks(links: Record<string, string>): void {
  if (!links[DEFAULT_LANGUAGE]) throw new InvalidParameterException(`Links must contain ${DEFAULT_LANGUAGE}.`)
  const wrong = Object.values(links).find((link) => !URL.canParse(link) || !/^https?:\/\//i.test(link))
  if (wrong !== undefined) throw new InvalidParameterException(`${wrong} is not a valid URL.`)
}

/** The text is ours. */
function existing({ name, appClientId }: Terms): TermsExistsException {
  return new TermsExistsException(`Terms ${name} already exist for user pool client ${appClientId}.`)
}

/** The text is ours. */
function missing({ id }: TermsKey): ResourceNotFoundException {
  return new ResourceNotFoundException(`Terms ${id} do not exist.`)
}
