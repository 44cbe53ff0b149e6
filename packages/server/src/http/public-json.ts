/** How long verifiers may keep keys: short enough for a rotation, long enough that nobody asks at each request. */
const MAX_AGE_SECONDS = 3600

/** JSON that everyone may read from any origin and keep, with the validator of RFC 9110, section 8.8.3. */
export function jsonWithValidator(request: Request, body: string, etag: string): Response {
  const headers = {
    'access-control-allow-origin': '*',
    'cache-control': `public, max-age=${MAX_AGE_SECONDS}`,
    etag,
  }
  if (isKnown(request, etag)) return new Response(null, { status: 304, headers })
  return new Response(body, { headers: { ...headers, 'content-type': 'application/json' } })
}

/** JSON of one sentence, with status 404. */
export function notFound(message: string): Response {
  return Response.json({ message }, { status: 404, headers: { 'access-control-allow-origin': '*' } })
}

function isKnown(request: Request, etag: string): boolean {
  const known = request.headers.get('if-none-match')?.split(',') ?? []
  return known.some((tag) => tag.trim().replace(/^W\//, '') === etag || tag.trim() === '*')
}
