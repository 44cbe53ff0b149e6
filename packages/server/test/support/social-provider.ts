import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A request that came. */
export interface SocialRequest {
  method: string
  path: string
  headers: IncomingHttpHeaders
  /** Of the query and of the form. */
  parameters: Record<string, string>
}

export interface SocialProvider {
  url: string
  /** What paths answer with: JSON, or a response. Others answer 404. */
  routes: Record<string, (request: SocialRequest) => unknown>
  requests: SocialRequest[]
  /** The last request for the path. */
  last(path: string): SocialRequest | undefined
  close(): Promise<void>
}

/** A server at this machine that answers with JSON, as the endpoints of Facebook, Amazon, Google and Apple do. */
export async function startSocialProvider(): Promise<SocialProvider> {
  const provider: SocialProvider = {
    url: '',
    routes: {},
    requests: [],
    last: (path) => provider.requests.findLast((request) => request.path === path),
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
  const server = createServer(async (incoming, outgoing) => {
    const request = await read(incoming)
    provider.requests.push(request)
    const found = provider.routes[request.path]?.(request) ?? new Response('{}', { status: 404 })
    const response = found instanceof Response ? found : Response.json(await found)
    outgoing.writeHead(response.status, { 'content-type': 'application/json' }).end(await response.text())
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  provider.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return provider
}

async function read(request: IncomingMessage): Promise<SocialRequest> {
  let text = ''
  for await (const chunk of request) text += String(chunk)
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost')
  const parameters = Object.fromEntries([...searchParams, ...new URLSearchParams(text)])
  return { method: request.method ?? '', path: pathname, headers: request.headers, parameters }
}
