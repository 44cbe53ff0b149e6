import type { Browser } from 'playwright-core'
import { launchBrowser } from './browser.ts'
import { createOAuthPool } from './oauth.ts'
import type { Pool } from './pool.ts'
import { startTestServer, type TestServer } from './server.ts'
import { appPage, type Site, serveSite } from './site.ts'
import { beginWalk, type Walk, type WalkOptions } from './walk.ts'

/** A server, an application that waits at its callback, and a browser. */
export interface World {
  server: TestServer
  browser: Browser
  app: Site
  /** The application's callback address. */
  callback: string
  /** A user pool with a domain of this prefix and one client for the code flow. */
  addPool(prefix: string, settings?: WorldPoolSettings): Promise<WorldPool>
  /** Begins a walk on the pages of the pool. */
  walk(name: string, pool: WorldPool, options?: Partial<WalkOptions>): Promise<Walk>
  end(): Promise<void>
}

export interface WorldPoolSettings {
  pool?: Record<string, unknown>
  client?: Record<string, unknown>
  domain?: Record<string, unknown>
}

export interface WorldPool extends Pool {
  issuer: string
  /** The origin of the pool's pages. */
  domain: string
  /** A page of the sign-in for the application. */
  url(path?: string, parameters?: Record<string, string>): string
}

/** Starts all that a walk needs. */
export async function createWorld(): Promise<World> {
  const [server, browser, app] = await Promise.all([
    startTestServer('sqlite'),
    launchBrowser(),
    serveSite(() => (_, response) => {
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(appPage('Welcome'))
    }),
  ])
  const callback = `${app.origin}/callback`
  return {
    server,
    browser,
    app,
    callback,
    addPool: (prefix, settings = {}) => addPool(server, callback, prefix, settings),
    walk: (name, { domain }, { origins = [], ...options } = {}) =>
      beginWalk(browser, name, { origins: [domain, app.origin, ...origins], ...options }),
    end: async () => {
      await browser.close()
      app.close()
      await server.stop()
    },
  }
}

async function addPool(
  server: TestServer,
  callback: string,
  prefix: string,
  settings: WorldPoolSettings,
): Promise<WorldPool> {
  const client = { CallbackURLs: [callback], ClientName: 'Harbour', ...settings.client }
  const pool = await createOAuthPool(server, client, { PoolName: 'Harbour', ...settings.pool })
  await server.call('CreateUserPoolDomain', {
    UserPoolId: pool.userPoolId,
    Domain: prefix,
    ...settings.domain,
  })
  const domain = `http://${prefix}.auth.us-east-1.localhost:${new URL(server.url).port}`
  const url = (path = '/login', parameters: Record<string, string> = {}) => {
    const query = { client_id: pool.clientId, response_type: 'code', redirect_uri: callback }
    return `${domain}${path}?${new URLSearchParams({ ...query, ...parameters })}`
  }
  return { ...pool, issuer: `${server.services.publicUrl}/${pool.userPoolId}`, domain, url }
}
