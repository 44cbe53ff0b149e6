import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import express from 'express'
import fastify from 'fastify'
import { Hono } from 'hono'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as forExpress from '../src/express.ts'
import * as forFastify from '../src/fastify.ts'
import * as forHono from '../src/hono.ts'
import { createVerifier } from '../src/index.ts'
import { during } from './support/fixture.ts'
import { accessClaims, clientId, createSigner, issuer } from './support/signer.ts'

interface Answer {
  status: number
  challenge: string | null
  body: unknown
}
interface App {
  get(path: string, authorization?: string): Promise<Answer>
  close(): Promise<void>
}
type Attributes = { company_id: string }

const signer = createSigner('key one')
let up = true
const fetch = async () => (up ? Response.json({ keys: [signer.jwk] }) : new Response('', { status: 500 }))
const makeVerifier = () =>
  createVerifier<Attributes>({ issuer, clientId, tokenUse: 'access' }, { fetch, now: during })
const realm = 'the "shop"'

async function read(response: Response): Promise<Answer> {
  const { status, headers } = response
  const body: unknown = await response.json()
  return { status, challenge: headers.get('www-authenticate'), body }
}

async function expressApp(): Promise<App> {
  const { authenticate, requireGroup, requireScope, userOf } = forExpress
  const app = express()
  app.use(authenticate(makeVerifier(), { realm }))
  app.get('/me', (request, response) => {
    response.json({ username: userOf<Attributes>(request).username, same: request.auth?.sub })
  })
  app.get('/crew', requireGroup('crew'), (_request, response) => {
    response.json({})
  })
  app.get('/captains', requireGroup({ anyOf: ['captains', 'owners'] }), (_request, response) => {
    response.json({})
  })
  app.get('/write', requireScope({ allOf: ['shop/read', 'shop/write'] }), (_request, response) => {
    response.json({})
  })
  const server = app.listen(0)
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    get: async (path, authorization) => {
      const headers = authorization === undefined ? {} : { authorization }
      return read(await globalThis.fetch(`http://127.0.0.1:${port}${path}`, { headers }))
    },
    close: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

async function fastifyApp(): Promise<App> {
  const { auth, requireGroup, requireScope, userOf } = forFastify
  const app = fastify()
  await app.register(auth, { verifier: makeVerifier(), realm })
  app.get('/open', { config: { auth: false } }, async (request) => ({ user: request.auth }))
  app.get('/me', async (request) => ({
    username: userOf<Attributes>(request).username,
    same: request.auth?.sub,
  }))
  app.get('/crew', { onRequest: requireGroup('crew') }, async () => ({}))
  app.get('/captains', { onRequest: [requireGroup({ anyOf: ['captains', 'owners'] })] }, async () => ({}))
  app.get('/write', { onRequest: requireScope({ allOf: ['shop/read', 'shop/write'] }) }, async () => ({}))
  return {
    get: async (path, authorization) => {
      const headers = authorization === undefined ? {} : { authorization }
      const { statusCode, headers: answered, body } = await app.inject({ path, headers })
      const challenge = String(answered['www-authenticate'] ?? '') || null
      return { status: statusCode, challenge, body: JSON.parse(body) }
    },
    close: () => app.close(),
  }
}

async function honoApp(): Promise<App> {
  const { authenticate, requireGroup, requireScope, userOf } = forHono
  const app = new Hono<forHono.AuthEnvironment<Attributes>>()
  app.use(authenticate(makeVerifier(), { realm }))
  app.get('/me', (context) => {
    const company: string | undefined = userOf(context).custom.company_id
    return context.json({ username: userOf(context).username, same: context.var.auth.sub, company })
  })
  app.get('/crew', requireGroup('crew'), (context) => context.json({}))
  app.get('/captains', requireGroup({ anyOf: ['captains', 'owners'] }), (context) => context.json({}))
  app.get('/write', requireScope({ allOf: ['shop/read', 'shop/write'] }), (context) => context.json({}))
  return {
    get: async (path, authorization) =>
      read(await app.request(path, { headers: authorization === undefined ? {} : { authorization } })),
    close: async () => undefined,
  }
}

const quoted = 'realm="the ?shop?"'

describe.each([
  ['Express', expressApp],
  ['Fastify', fastifyApp],
  ['Hono', honoApp],
])('an API with %s', (_, start) => {
  let app: App
  beforeAll(async () => {
    app = await start()
  })
  afterAll(() => app.close())
  const good = `Bearer ${signer.token(accessClaims())}`

  it('knows the user of a good token, however the scheme is written', async () => {
    for (const authorization of [good, good.replace('Bearer', 'bearer'), good.replace(' ', '  ')]) {
      const { status, body } = await app.get('/me', authorization)
      expect(status).toBe(200)
      expect(body).toMatchObject({ username: 'ada', same: accessClaims()['sub'] })
    }
  })

  it.each([undefined, '', 'Basic YTpi', 'Bearer', 'Bearer '])(
    'asks %j for a token',
    async (authorization) => {
      const { status, challenge, body } = await app.get('/me', authorization)
      expect(status).toBe(401)
      expect(challenge).toBe(`Bearer ${quoted}`)
      expect(body).toMatchObject({ error: 'missing_token' })
    },
  )

  it('says that a token is not valid', async () => {
    const expired = `Bearer ${signer.token(accessClaims({ exp: 1 }))}`
    const { status, challenge, body } = await app.get('/me', expired)
    expect(status).toBe(401)
    expect(challenge).toBe(
      `Bearer ${quoted}, error="invalid_token", error_description="The token has expired"`,
    )
    expect(body).toEqual({ error: 'invalid_token', error_description: 'The token has expired' })
  })

  it.each(['Bearer a b', 'Bearer a,b', 'Bearer "'])('finds no token in %j', async (authorization) => {
    const { status, challenge } = await app.get('/me', authorization)
    expect(status).toBe(401)
    expect(challenge).toContain('error="invalid_token"')
  })

  it('takes no token from the address', async () => {
    const { status } = await app.get(`/me?access_token=${signer.token(accessClaims())}`)
    expect(status).toBe(401)
  })

  it('lets members of a group in', async () => {
    expect(await app.get('/crew', good)).toMatchObject({ status: 200 })
    expect(await app.get('/captains', good)).toMatchObject({
      status: 403,
      challenge:
        'Bearer error="insufficient_scope", error_description="The user must be in one of captains, owners"',
    })
  })

  it('names the scopes that are missing', async () => {
    const { status, challenge, body } = await app.get('/write', good)
    expect(status).toBe(403)
    expect(challenge).toContain('error="insufficient_scope"')
    expect(challenge).toContain('scope="shop/read shop/write"')
    expect(body).toMatchObject({ error: 'insufficient_scope' })
    const writer = signer.token(accessClaims({ scope: 'shop/write shop/read' }))
    expect(await app.get('/write', `Bearer ${writer}`)).toMatchObject({ status: 200 })
  })

  it('blames nobody for keys that cannot be read', async () => {
    up = false
    const other = await start()
    try {
      const { status, challenge, body } = await other.get('/me', good)
      expect(status).toBe(503)
      expect(challenge).toBeNull()
      expect(body).toMatchObject({ error: 'temporarily_unavailable' })
    } finally {
      up = true
      await other.close()
    }
  })
})

it('lets Fastify open a route to everybody', async () => {
  const app = await fastifyApp()
  expect(await app.get('/open')).toMatchObject({ status: 200, body: { user: null } })
  await app.close()
})

it('keeps everybody out where authenticate was forgotten', async () => {
  const app = new Hono()
  app.get('/crew', forHono.requireGroup('crew'), (context) => context.json({}))
  expect((await app.request('/crew')).status).toBe(401)
})

it('leaves errors that are not about tokens to the framework', async () => {
  const broken = { ...makeVerifier(), verify: () => Promise.reject(new RangeError('a bug')) }
  const app = new Hono()
  app.use(forHono.authenticate(broken))
  app.onError((error, context) => context.text(error.message, 500))
  const response = await app.request('/', { headers: { authorization: 'Bearer a' } })
  expect(await response.text()).toBe('a bug')

  const server = express()
  server.use(forExpress.authenticate(broken))
  server.use(((error, _request, response, _next) => {
    response.status(500).send(String(error))
  }) satisfies express.ErrorRequestHandler)
  const listening = server.listen(0)
  await once(listening, 'listening')
  const { port } = listening.address() as AddressInfo
  const answer = await globalThis.fetch(`http://127.0.0.1:${port}/`, {
    headers: { authorization: 'Bearer a' },
  })
  expect([answer.status, await answer.text()]).toEqual([500, 'RangeError: a bug'])
  listening.closeAllConnections()
  listening.close()
})
