import { createHash } from 'node:crypto'
import {
  createLocalJWKSet,
  decodeProtectedHeader,
  type JSONWebKeySet,
  type JWTPayload,
  jwtVerify,
} from 'jose'
import { expect } from 'vitest'
import { addClient, basic, CALLBACK, createOAuthPool, get, postForm, type TokenReply } from './oauth.ts'
import { createUser, type Pool } from './pool.ts'
import { type Answer, type DatabaseKind, startTestServer, type TestServer } from './server.ts'
import { type UserAgent, userAgent } from './user-agent.ts'

export type Flow = 'code' | 'implicit'
export type Parameters = Record<string, string | undefined>

/** A certification plan of the OpenID Foundation, run against a server of its own as one of its relying parties. */
export type Plan = Awaited<ReturnType<typeof startPlan>>

/** Every standard claim that the user has, as the attribute is stored; the address is of the scope `profile` on Cognito. */
export const attributes = {
  profile: {
    name: 'Ada Lovelace',
    given_name: 'Ada',
    family_name: 'Lovelace',
    middle_name: 'King',
    nickname: 'ada',
    preferred_username: 'countess',
    profile: 'https://ada.example.com/',
    picture: 'https://ada.example.com/ada.png',
    website: 'https://ada.example.com/notes',
    gender: 'female',
    birthdate: '1815-12-10',
    zoneinfo: 'Europe/London',
    locale: 'en-GB',
    updated_at: '1790000000',
    address: 'St James’s Square, London',
  },
  email: { email: 'ada@example.com', email_verified: 'true' },
  phone: { phone_number: '+442071234567', phone_number_verified: 'true' },
} as const

/** What a module has in hand after its user signed in. */
export interface Session {
  tokens: Record<string, string>
  /** Of the ID token, which is verified. */
  claims: JWTPayload
}

/** Starts a server with one user and the clients of the plan, one of which asks. */
export async function startPlan(kind: DatabaseKind, flow: Flow) {
  const server = await startTestServer(kind)
  const pool = await createOAuthPool(server)
  const settings = { GenerateSecret: flow === 'code', AllowedOAuthFlows: [flow] }
  const client = await addClient(server, pool, settings)
  const second = await addClient(server, pool, settings)
  await createUser(server, pool, 'ada', { ...attributes.profile, ...attributes.email, ...attributes.phone })
  return { server, pool, flow, client, second, ...actionsOf({ server, pool, flow, client }) }
}

interface Party {
  server: TestServer
  pool: Pool
  flow: Flow
  client: Answer
}

function actionsOf(party: Party) {
  const { server, flow, client } = party
  const agent = () => userAgent(server, 'ada')
  const request = (parameters: Parameters = {}) => requestOf(party, parameters)
  const answerIn = (callback: URL) =>
    new URLSearchParams(flow === 'code' ? callback.search : callback.hash.slice(1))

  /** Sends the browser and reads what it brings back, which must have the state. */
  const authorize = async (parameters: Parameters = {}, by: UserAgent = agent()) => {
    const callback = await by.visit(`/oauth2/authorize?${request(parameters)}`)
    const answer = answerIn(callback)
    expect(`${callback.origin}${callback.pathname}`).toBe(CALLBACK)
    if (flow === 'implicit') expect(callback.search).toBe('')
    expect(answer.get('state')).toBe('a state')
    return answer
  }
  const exchange = (code: string, parameters: Parameters = {}, secret: string = client.ClientSecret) =>
    postForm(
      server,
      '/oauth2/token',
      { grant_type: 'authorization_code', code, redirect_uri: CALLBACK, ...parameters },
      basic(client.ClientId, secret),
    )
  const toSession = async (
    answer: URLSearchParams,
    nonce?: string,
    exchanged?: Parameters,
  ): Promise<Session> => {
    const tokens =
      flow === 'code'
        ? await successOf(exchange(answer.get('code') ?? '', exchanged))
        : Object.fromEntries(answer)
    return { tokens, claims: await verifyIdToken(party, tokens, nonce) }
  }

  return {
    agent,
    request,
    authorize,
    exchange,
    toSession,
    /** The whole flow. */
    signIn: async (parameters: Parameters = {}, by: UserAgent = agent()): Promise<Session> => {
      const nonce = 'nonce' in parameters ? parameters['nonce'] : 'a nonce'
      return toSession(await authorize(parameters, by), nonce)
    },
    userInfo: async ({ tokens, claims }: Session): Promise<Answer> => {
      const { status, headers, text } = await get(server, '/oauth2/userInfo', {
        authorization: `Bearer ${tokens['access_token']}`,
      })
      expect(status).toBe(200)
      expect(headers.get('content-type')).toMatch(/^application\/json/)
      const body = JSON.parse(text)
      expect(body.sub).toBe(claims.sub)
      return body
    },
    refresh: (refreshToken: string, { ClientId, ClientSecret }: Answer = client): Promise<TokenReply> =>
      postForm(
        server,
        '/oauth2/token',
        { grant_type: 'refresh_token', refresh_token: refreshToken },
        basic(ClientId, ClientSecret),
      ),
  }
}

/** The query of an authorization request; parameters that are undefined are left out. */
function requestOf({ flow, client }: Party, parameters: Parameters): URLSearchParams {
  const asked: Parameters = {
    response_type: flow === 'code' ? 'code' : 'token',
    client_id: client.ClientId,
    redirect_uri: CALLBACK,
    scope: 'openid',
    state: 'a state',
    nonce: 'a nonce',
    ...parameters,
  }
  const given = Object.entries(asked).filter((pair): pair is [string, string] => pair[1] !== undefined)
  return new URLSearchParams(given)
}

async function successOf(reply: Promise<TokenReply>): Promise<Record<string, string>> {
  const { status, headers, body } = await reply
  expect(status, JSON.stringify(body)).toBe(200)
  expect(headers.get('content-type')).toMatch(/^application\/json/)
  expect(headers.get('cache-control')).toContain('no-store')
  expect(body).toMatchObject({ token_type: 'Bearer', expires_in: 3600 })
  return body
}

/** As OpenID Connect Core 1.0, sections 3.1.3.7 and 3.2.2.11, have it. */
async function verifyIdToken(
  { server, pool, client }: Party,
  tokens: Record<string, string>,
  nonce: string | undefined,
): Promise<JWTPayload> {
  const { id_token: idToken = '', access_token: accessToken = '' } = tokens
  const issuer = `${server.services.publicUrl}/${pool.userPoolId}`
  const keys = (await (await fetch(`${issuer}/.well-known/jwks.json`)).json()) as JSONWebKeySet
  const { kid, alg } = decodeProtectedHeader(idToken)
  expect(keys.keys.map((key) => key.kid)).toContain(kid)
  expect(alg).toBe('RS256')
  const { payload } = await jwtVerify(idToken, createLocalJWKSet(keys), {
    issuer,
    audience: client.ClientId,
    currentDate: new Date(server.services.clock.now()),
    requiredClaims: ['iat', 'exp', 'sub', 'auth_time'],
  })
  expect(payload.sub).toMatch(/^[\x20-\x7e]{1,255}$/)
  expect(payload['nonce']).toBe(nonce)
  expect(payload).not.toHaveProperty('azp')
  const half = createHash('sha256').update(accessToken).digest().subarray(0, 16)
  expect(payload['at_hash']).toBe(half.toString('base64url'))
  return payload
}
