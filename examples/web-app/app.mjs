/** Signs its users in through the hosted pages: code flow with PKCE and state, then a session of its own, in memory. */
import { randomBytes } from 'node:crypto'
import { createServer } from 'node:http'
import * as oidc from 'openid-client'

const { ISSUER = 'http://localhost:4100/us-east-1_harbour', CLIENT_ID = 'harbourweb' } = process.env
const { CLIENT_SECRET } = process.env
const authentication = CLIENT_SECRET ? oidc.ClientSecretBasic(CLIENT_SECRET) : oidc.None()
const port = Number(process.env.PORT ?? 3000)
const options = ISSUER.startsWith('http://localhost:') ? { execute: [oidc.allowInsecureRequests] } : {}
const config = await oidc
  .discovery(new URL(ISSUER), CLIENT_ID, undefined, authentication, options)
  .catch(explain)

const sessions = new Map()
const gets = { '/': home, '/sign-in': startSignIn, '/callback': finishSignIn }
const posts = { '/sign-out': signOut }

const server = createServer(async (request, response) => {
  const url = new URL(request.url, origin())
  const answer = (request.method === 'POST' ? posts : gets)[url.pathname]
  try {
    if (answer) await answer(request, response, url)
    else show(response, 404, 'There is no such page.')
  } catch (error) {
    console.error(error)
    show(response, 400, 'That did not work. <a href="/sign-in">Try again</a>')
  }
})
server.on('error', explain)
server.listen(port, '127.0.0.1', () => console.log(`The application is at ${origin()}`))

/** Ends the program with one line where something is not there yet, or is there already. */
function explain(error) {
  const reasons = {
    ECONNREFUSED: `No server at ${new URL(ISSUER).origin}: run npm start`,
    OAUTH_RESPONSE_IS_NOT_CONFORM: `No pool at ${ISSUER}: run the block of "Setting up" first`,
    EADDRINUSE: `Port ${port} is taken: stop what listens there`,
  }
  const reason = reasons[error.cause?.code] ?? reasons[error.code]
  if (!reason) throw error
  console.error(reason)
  process.exit(1)
}

function home(request, response) {
  const user = sessions.get(cookieOf(request, 'session'))?.claims
  if (!user || user.exp * 1000 < Date.now()) return show(response, 200, '<a href="/sign-in">Sign in</a>')
  show(
    response,
    200,
    `${escapeHtml(user.email)} <form method="post" action="/sign-out"><button>Sign out</button></form>`,
  )
}

async function startSignIn(_, response) {
  const [state, verifier] = [oidc.randomState(), oidc.randomPKCECodeVerifier()]
  const url = oidc.buildAuthorizationUrl(config, {
    redirect_uri: `${origin()}/callback`,
    scope: 'openid email',
    state,
    code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
  })
  redirect(response, url.href, [cookie('sign-in', `${state}.${verifier}`, 600)])
}

/** Checks the state, exchanges the code for tokens, and checks the ID token. */
async function finishSignIn(request, response, url) {
  const [expectedState, pkceCodeVerifier] = cookieOf(request, 'sign-in').split('.')
  if (!expectedState) throw new Error('No sign-in began in this browser.')
  const checks = { expectedState, pkceCodeVerifier, idTokenExpected: true }
  const tokens = await oidc.authorizationCodeGrant(config, url, checks)
  const id = randomBytes(32).toString('base64url')
  sessions.set(id, { claims: tokens.claims(), refreshToken: tokens.refresh_token })
  redirect(response, '/', [cookie('sign-in', '', 0), cookie('session', id, tokens.expires_in)])
}

/** Ends the session here, its refresh token, and the sign-in of the pages. */
async function signOut(request, response) {
  const id = cookieOf(request, 'session')
  const { refreshToken } = sessions.get(id) ?? {}
  sessions.delete(id)
  if (refreshToken) await oidc.tokenRevocation(config, refreshToken)
  const url = oidc.buildEndSessionUrl(config, { logout_uri: `${origin()}/` })
  redirect(response, url.href, [cookie('session', '', 0)])
}

const origin = () => `http://localhost:${server.address().port}`
const cookie = (name, value, seconds) =>
  `${name}=${value}; HttpOnly; SameSite=Lax; Path=/; Max-Age=${seconds}`
const cookieOf = ({ headers }, name) => headers.cookie?.match(`(?:^|; )${name}=([^;]*)`)?.[1] ?? ''
const redirect = (response, location, cookies) =>
  response.writeHead(303, { location, 'set-cookie': cookies }).end()
const show = (response, status, html) =>
  response.writeHead(status, { 'content-type': 'text/html; charset=utf-8' }).end(`<!doctype html>${html}`)
const escapeHtml = (text) => text.replaceAll(/[&<>"']/g, (letter) => `&#${letter.charCodeAt()};`)
