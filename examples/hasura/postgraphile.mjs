import { createServer } from 'node:http'
import { createRemoteJWKSet, jwtVerify } from 'jose'
import pg from 'pg'
import { postgraphile } from 'postgraphile'

const { DATABASE_URL, JWT_ISSUER: issuer, JWT_AUDIENCE: audience, PORT = '8080' } = process.env
if (!DATABASE_URL || !issuer || !audience) throw new Error('Set DATABASE_URL, JWT_ISSUER and JWT_AUDIENCE')

const keys = createRemoteJWKSet(new URL(`${issuer}/.well-known/jwks.json`))
const anonymous = { role: 'app_anonymous', 'claims.user_id': '' }
const settings = new WeakMap()

/** What PostgreSQL is told about the caller. Rejects where there is a token that is not good, or for another role. */
async function identify({ headers }) {
  if (headers.authorization === undefined) return anonymous
  const [, token = ''] = /^Bearer (\S+)$/.exec(headers.authorization) ?? []
  const options = { issuer, audience, algorithms: ['RS256'], requiredClaims: ['exp', 'sub', 'aud'] }
  const { payload } = await jwtVerify(token, keys, options)
  if (payload.token_use !== 'id') throw new Error('This is no ID token')
  const claims = JSON.parse(payload['https://hasura.io/jwt/claims'])
  const role = headers['x-hasura-role'] ?? claims['x-hasura-default-role']
  if (role !== 'user' || !claims['x-hasura-allowed-roles'].includes(role)) throw new Error('Not this role')
  return { role: 'app_user', 'claims.user_id': claims['x-hasura-user-id'] }
}

const pool = new pg.Pool({ connectionString: DATABASE_URL })
const graphql = postgraphile(pool, 'public', {
  graphqlRoute: '/graphql',
  ignoreRBAC: false,
  disableQueryLog: true,
  pgSettings: (request) => settings.get(request),
})

const server = createServer(async (request, response) => {
  try {
    settings.set(request, await identify(request))
  } catch (error) {
    console.error('Refused:', error.message)
    const body = { errors: [{ message: 'The token is not valid here' }] }
    response.writeHead(401, { 'content-type': 'application/json' }).end(JSON.stringify(body))
    return
  }
  graphql(request, response)
})
server.on('error', ({ message }) => {
  console.error(message)
  process.exit(1)
})
server.listen(Number(PORT), '127.0.0.1', () => {
  console.log(`GraphQL at http://localhost:${server.address().port}/graphql`)
})
