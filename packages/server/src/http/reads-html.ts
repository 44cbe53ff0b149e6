/** Whether a browser asks, which names HTML among what it reads; programs mostly read whatever comes. */
export function readsHtml(request: Request): boolean {
  return /\btext\/html\b/i.test(request.headers.get('accept') ?? '')
}
