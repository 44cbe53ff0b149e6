import { type ReferenceExpression, type SelectQueryBuilder, type Simplify, sql } from 'kysely'

/** Which part of a list is asked for: at most `limit` items after the one with the key `after`. */
export interface PageRequest {
  after?: string | undefined
  limit: number
}

export interface Page<Item> {
  items: Item[]
  /** Where the next page begins; absent on the last one. */
  next?: string
}

/** The part of the query in the order of its key, read one longer than the page for `toPage`. */
export function readPage<Tables, Table extends keyof Tables, Row>(
  query: SelectQueryBuilder<Tables, Table, Row>,
  key: ReferenceExpression<Tables, Table> & string,
  { after, limit }: PageRequest,
): Promise<Simplify<Row>[]> {
  const rest = after === undefined ? query : query.where(sql<boolean>`${sql.ref(key)} > ${after}`)
  return rest
    .orderBy(sql.ref(key))
    .limit(limit + 1)
    .execute()
}

/** Cuts a list that was read one longer than the page, and names the last item kept. */
export function toPage<Item>(items: Item[], limit: number, keyOf: (item: Item) => string): Page<Item> {
  const kept = items.slice(0, limit)
  const last = kept.at(-1)
  return items.length > limit && last !== undefined ? { items: kept, next: keyOf(last) } : { items: kept }
}
