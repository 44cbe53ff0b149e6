import type { Handler } from '../../src/next.ts'

/** A browser that keeps the cookies of one app, which is called without a server. */
export function appBrowser(origin: string) {
  const cookies = new Map<string, string>()
  const request = (path: string, init: RequestInit = {}) => {
    const headers = new Headers(init.headers)
    if (cookies.size > 0) headers.set('cookie', Array.from(cookies, (pair) => pair.join('=')).join('; '))
    return new Request(new URL(path, origin), { ...init, headers })
  }
  const keep = (response: Response) => {
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      if (/; Max-Age=0$/.test(line)) cookies.delete(name)
      else cookies.set(name, value)
    }
  }
  return {
    request,
    keep,
    all: () => Array.from(cookies, ([name, value]) => ({ name, value })),
    set: (name: string, value: string) => cookies.set(name, value),
    send: async (handler: Handler, path: string, init?: RequestInit) => {
      const response = await handler(request(path, init))
      keep(response)
      return response
    },
  }
}
