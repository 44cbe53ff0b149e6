import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A web site of a test at a free port of this machine. */
export interface Site {
  /** `http://localhost:<port>` */
  origin: string
  close(): void
}

/** Serves a site; the listener is told the origin. */
export async function serveSite(listener: (origin: string) => RequestListener): Promise<Site> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const origin = `http://localhost:${(server.address() as AddressInfo).port}`
  server.on('request', listener(origin))
  return {
    origin,
    close: () => {
      server.close()
      server.closeAllConnections()
    },
  }
}

/** A page of an application: says who it is, and that its address was reached. */
export function appPage(title: string, content = ''): string {
  return `<!doctype html><html lang="en"><meta name="viewport" content="width=device-width"><link rel="icon" href="data:,"><title>${title}</title><main><h1>${title}</h1>${content}</main></html>`
}

/** A page whose button posts these fields to another site. */
export function formPage(action: string, fields: Iterable<[string, string]>): string {
  const inputs = [...fields].map(([name, value]) => `<input type="hidden" name="${name}" value="${value}">`)
  const form = `<form method="post" action="${action}">${inputs.join('')}<button>Continue</button></form>`
  return appPage('Provider', form)
}
