import type { Outbound } from '../http/outbound.ts'
import type { JsonObject } from './json-object.ts'
import type { FederationContext } from './provider.ts'
import { requestJson } from './requests.ts'

/** A document that a provider publishes. */
export interface Source {
  endpoint: 'discovery' | 'jwks'
  url: string
}

interface Entry {
  document: Promise<JsonObject>
  /** When the document was read, in epoch milliseconds. */
  readAt: number
  /** When it was asked for last, even if in vain. */
  askedAt: number
}

/** As long as most providers say that their keys may be kept; a new key is found before, by its `kid`. */
const TIME_TO_LIVE_MS = 60 * 60_000

/** Tokens with invented key ids must not make us flood a provider. */
const MINIMUM_AGE_MS = 60_000

/** Two for each of a hundred providers; the one that was read longest ago gives way. */
const MAX_DOCUMENTS = 200

/** What each server read, and with its connections it goes. */
const documentsByOutbound = new WeakMap<Outbound, Map<string, Entry>>()

/** The document, at most an hour old. Requests for the same at once are one. Throws FederationError. */
export async function find(context: FederationContext, source: Source): Promise<JsonObject> {
  const known = documentsOf(context.outbound).get(source.url)
  return known && isWithin(context, known.readAt, TIME_TO_LIVE_MS) ? known.document : read(context, source)
}

/**
 * The document anew, if it was not asked for within a minute, for when the one that `find` gave lacks something. What is
 * known stays when the provider does not answer. Throws FederationError.
 */
export async function findNewer(context: FederationContext, source: Source): Promise<JsonObject> {
  const known = documentsOf(context.outbound).get(source.url)
  if (!known) return read(context, source)
  if (isWithin(context, known.askedAt, MINIMUM_AGE_MS)) return known.document
  known.askedAt = context.clock.now()
  return read(context, source, known)
}

function isWithin({ clock }: FederationContext, sinceMs: number, durationMs: number): boolean {
  return Math.abs(clock.now() - sinceMs) < durationMs
}

async function read(context: FederationContext, source: Source, instead?: Entry): Promise<JsonObject> {
  const documents = documentsOf(context.outbound)
  const now = context.clock.now()
  const entry = { document: fetchDocument(context, source), readAt: now, askedAt: now }
  keep(documents, source, entry)
  try {
    return await entry.document
  } catch (error) {
    if (documents.get(source.url) === entry) documents.delete(source.url)
    if (instead) keep(documents, source, instead)
    throw error
  }
}

function keep(documents: Map<string, Entry>, { url }: Source, entry: Entry): void {
  documents.delete(url)
  documents.set(url, entry)
  const [oldest] = documents.keys()
  if (documents.size > MAX_DOCUMENTS && oldest !== undefined) documents.delete(oldest)
}

function documentsOf(outbound: Outbound): Map<string, Entry> {
  const documents = documentsByOutbound.get(outbound) ?? new Map<string, Entry>()
  documentsByOutbound.set(outbound, documents)
  return documents
}

function fetchDocument({ outbound }: FederationContext, { endpoint, url }: Source): Promise<JsonObject> {
  return requestJson(outbound, { endpoint, name: 'IdP' }, { method: 'GET', url })
}
