import type { Services } from '../services.ts'
import type { CallFilter } from '../triggers/calls.ts'

const DEFAULT_LIMIT = 100
const MAX_LIMIT = 500
const filters = ['userPoolId', 'trigger', 'limit']

/**
 * Answers `GET /_poolhouse/trigger-calls`: the calls of functions by triggers that this process made lately, newest first, by
 * `userPoolId`, `trigger` and `limit`, without secrets. A wrong filter is answered with 400 and what is expected. The caller
 * has checked the operator's credentials.
 */
export function listTriggerCalls({ triggerCalls }: Services, request: Request): Response {
  if (request.method !== 'GET') return refuse(405, 'Only GET is answered here.', { allow: 'GET' })
  const query = new URL(request.url).searchParams
  const wrong = wrongFilter(query)
  if (wrong !== undefined) return refuse(400, wrong)
  const calls = triggerCalls.list(readFilter(query))
  return json(
    200,
    calls.map((call) => ({ ...call, startedAt: new Date(call.startedAt).toISOString() })),
  )
}

function wrongFilter(query: URLSearchParams): string | undefined {
  for (const name of query.keys()) {
    if (!filters.includes(name)) return `${name}: expected one of the filters ${filters.join(', ')}`
    if (query.getAll(name).length > 1) return `${name}: expected once`
    if (query.get(name) === '') return `${name}: expected a value`
  }
  const limit = query.get('limit')
  const isLimit = limit === null || (/^[1-9]\d{0,2}$/.test(limit) && Number(limit) <= MAX_LIMIT)
  return isLimit ? undefined : `limit: expected a number from 1 to ${MAX_LIMIT}`
}

function readFilter(query: URLSearchParams): CallFilter {
  const userPoolId = query.get('userPoolId')
  const trigger = query.get('trigger')
  return {
    ...(userPoolId !== null && { userPoolId }),
    ...(trigger !== null && { trigger }),
    limit: Number(query.get('limit') ?? DEFAULT_LIMIT),
  }
}

function refuse(status: number, message: string, headers: Record<string, string> = {}): Response {
  return json(status, { message }, headers)
}

function json(status: number, body: unknown, headers: Record<string, string> = {}): Response {
  return Response.json(body, { status, headers: { 'cache-control': 'no-store', ...headers } })
}
