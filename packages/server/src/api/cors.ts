/** Browser clients call the API from any origin: it takes no cookies. */
export const allowOrigin = '*'

/** What scripts of other origins may read: the id, the name and the text of an error, and the time that SRP needs. */
export const exposedHeaders = 'x-amzn-RequestId,x-amzn-ErrorType,x-amzn-ErrorMessage,Date'

const MAX_AGE_SECONDS = 172_800

/** Answers a preflight (Fetch Standard, section 3.3) by allowing the headers that it asks for. */
export function preflight(request: Request): Response {
  return new Response(null, {
    status: 200,
    headers: {
      'access-control-allow-origin': allowOrigin,
      'access-control-allow-methods': 'GET,POST,OPTIONS',
      'access-control-allow-headers': request.headers.get('access-control-request-headers') ?? '*',
      'access-control-expose-headers': exposedHeaders,
      'access-control-max-age': String(MAX_AGE_SECONDS),
    },
  })
}
