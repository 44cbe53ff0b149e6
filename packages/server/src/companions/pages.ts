import type { PageRequest } from '../storage/page.ts'

/** `Marker` of the wire for the page that begins after this key, if there is one. */
export function toMarker(key: string | undefined): string | undefined {
  return key === undefined ? undefined : Buffer.from(key).toString('base64url')
}

/** The key in a marker; undefined for what is none, or holds what no key can. */
export function readMarker(marker: string): string | undefined {
  const key = Buffer.from(marker, 'base64url').toString('utf8')
  const isKey = /^[^\p{C}\ufffd]{1,512}$/u.test(key)
  return isKey ? key : undefined
}

/** The part of a list in memory, in the order of `keyOf`, that the page asks for. */
export function pageOf<Item>(
  items: readonly Item[],
  { after, limit }: PageRequest,
  keyOf: (item: Item) => string,
): { items: Item[]; next?: string } {
  const sorted = items.toSorted((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1))
  const rest = after === undefined ? sorted : sorted.filter((item) => keyOf(item) > after)
  const kept = rest.slice(0, limit)
  const last = kept.at(-1)
  return rest.length > limit && last !== undefined ? { items: kept, next: keyOf(last) } : { items: kept }
}
