import { type HostedClient, hostedClient } from './hosted.ts'
import { PASSWORD } from './pool.ts'
import type { TestServer } from './server.ts'

/** A user before a browser, on the way from an application to the pages and back. */
export interface UserAgent {
  browser: HostedClient
  /** Opens the address and signs in where a page asks. Resolves with where the application gets the browser back. */
  visit(address: string | URL): Promise<URL>
  /** Whether the last visit met a page that asks for the password. */
  wasAsked(): boolean
}

/** Opens a browser of this user, with no cookies. */
export function userAgent({ url, services }: TestServer, username: string): UserAgent {
  const browser = hostedClient({ url })
  let asked = false
  return {
    browser,
    wasAsked: () => asked,
    visit: async (address) => {
      asked = false
      let { location } = await browser.get(withoutOrigin(address))
      while (location?.startsWith('/')) {
        const page = await browser.get(location)
        asked ||= page.location === undefined
        location = page.location ?? (await browser.submit({ username, password: PASSWORD })).location
      }
      if (location === undefined) throw new Error(`No way back to the application from ${address}`)
      return new URL(location)
    },
  }

  function withoutOrigin(address: string | URL): string {
    const { origin, pathname, search } = new URL(address, services.publicUrl)
    if (origin !== services.publicUrl) throw new Error(`${address} is not at ${services.publicUrl}`)
    return `${pathname}${search}`
  }
}
