import { type MessageContent, openContent } from '../delivery/content.ts'
import type { Services } from '../services.ts'
import type { Message, MessageFilter } from '../storage/messages.ts'
import * as messages from '../storage/messages.ts'

const DEFAULT_LIMIT = 100
const MAX_LIMIT = 1_000

class WrongFilter extends Error {
  override readonly name = 'WrongFilter'
}

/**
 * Answers `GET /_poolhouse/messages`: the outbox as a JSON list, newest first, by `to`, `userPoolId` and `limit`. A wrong
 * filter is answered with 400 and what is expected. The caller has checked the operator's credentials.
 */
export async function listMessages(services: Services, request: Request): Promise<Response> {
  if (request.method !== 'GET') return refuse(405, 'Only GET is answered here.', { allow: 'GET' })
  try {
    const found = await messages.list(services.db, readFilter(searchOf(request.url)))
    const list = found.map((message) => present(message, openContent(services, message)))
    return json(200, list)
  } catch (error) {
    if (error instanceof WrongFilter) return refuse(400, error.message)
    throw error
  }
}

function present(message: Message, content: MessageContent) {
  return {
    id: message.id,
    channel: message.channel,
    to: message.recipient,
    subject: content.subject,
    body: content.body,
    ...(content.code !== undefined && { code: content.code }),
    ...(content.link !== undefined && { link: content.link }),
    createdAt: new Date(message.createdAt).toISOString(),
    triggerSource: message.triggerSource,
  }
}

function readFilter(params: URLSearchParams): MessageFilter {
  const names = [...params.keys()]
  for (const name of names) {
    if (!['to', 'userPoolId', 'limit'].includes(name))
      throw new WrongFilter(`${name}: expected one of the filters to, userPoolId, limit`)
    if (params.getAll(name).length > 1) throw new WrongFilter(`${name}: expected once`)
  }
  const to = readText(params, 'to')
  const userPoolId = readText(params, 'userPoolId')
  return {
    ...(to !== undefined && { to }),
    ...(userPoolId !== undefined && { userPoolId }),
    limit: readLimit(params.get('limit')),
  }
}

/** The query, in which `+` stands for itself: addresses hold pluses and no spaces. */
function searchOf(url: string): URLSearchParams {
  return new URLSearchParams(new URL(url).search.replaceAll('+', '%2B'))
}

function readText(params: URLSearchParams, name: string): string | undefined {
  const text = params.get(name)
  if (text === null) return undefined
  // PostgreSQL holds no text with NUL.
  if (text === '' || text.includes('\0')) throw new WrongFilter(`${name}: expected a value`)
  return text
}

function readLimit(text: string | null): number {
  if (text === null) return DEFAULT_LIMIT
  const limit = /^\d{1,4}$/.test(text) ? Number(text) : 0
  if (limit < 1 || limit > MAX_LIMIT) throw new WrongFilter(`limit: expected a number from 1 to ${MAX_LIMIT}`)
  return limit
}

function refuse(status: number, message: string, headers: Record<string, string> = {}): Response {
  return json(status, { message }, headers)
}

function json(status: number, body: unknown, headers: Record<string, string> = {}): Response {
  return Response.json(body, { status, headers: { 'cache-control': 'no-store', ...headers } })
}
