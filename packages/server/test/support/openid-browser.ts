/**
 * Follows redirects as a browser with cookies until one leaves the provider, and sends the form wherever a page shows up on
 * the way. Resolves with the address outside.
 */
export async function followUntilBack(
  start: string,
  origin: string,
  form: Record<string, string>,
): Promise<URL> {
  const cookies = new Map<string, string>()
  let url = new URL(start)
  let body: URLSearchParams | undefined
  while (url.origin === origin) {
    const response = await fetch(url, {
      redirect: 'manual',
      headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
      ...(body && { method: 'POST', body }),
    })
    keep(cookies, response)
    const location = response.headers.get('location')
    if (!location && (body || !response.ok))
      throw new Error(`The provider answered ${response.status}: ${await response.text()}`)
    body = location ? undefined : new URLSearchParams(form)
    if (location) url = new URL(location, url)
  }
  return url
}

function keep(cookies: Map<string, string>, response: Response): void {
  for (const cookie of response.headers.getSetCookie()) {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? []
    if (value === '') cookies.delete(name)
    else cookies.set(name, value)
  }
}
