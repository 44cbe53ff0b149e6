/** The address of a path of this app, wherever a caller wanted to go: anything else becomes the fallback. */
export function returnAddress(wanted: string | null | undefined, baseUrl: URL, fallback: string): string {
  const start = new URL(fallback, baseUrl).href
  // Browsers take `//host` and `/\host` for other sites, and drop tabs and line feeds before they look.
  if (!wanted || !/^\/(?![/\\])[\x21-\x5B\x5D-\x7E]*$/.test(wanted) || !URL.canParse(wanted, baseUrl))
    return start
  const address = new URL(wanted, baseUrl)
  return address.origin === baseUrl.origin ? address.href : start
}
