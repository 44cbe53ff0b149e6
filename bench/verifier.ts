import { createVerifier } from '@poolhouse/auth'
import { CognitoJwtVerifier } from 'aws-jwt-verify'
import type { Jwks } from 'aws-jwt-verify/jwk'
import { createLocalJWKSet, exportJWK, generateKeyPair, type JSONWebKeySet, jwtVerify, SignJWT } from 'jose'
import type { Pace } from './context.ts'
import { format, type Row, ratioRow } from './report.ts'
import { median } from './statistics.ts'

/** Ours against the faster of the others. */
const TARGET = 1
/** Verified together, as the requests of a busy API are. */
const BATCH = 32

const userPoolId = 'eu-west-1_Benchmark'
const issuer = `https://cognito-idp.eu-west-1.amazonaws.com/${userPoolId}`
const clientId = '1example23456789'

/** Verifies so many tokens. */
type Verify = (count: number) => Promise<void>
type Contenders = Record<string, Verify>

/** Access tokens verified in a second of processor time, by `@poolhouse/auth` and by the others in turns. */
export async function measureVerifier(pace: Pace): Promise<Row[]> {
  const { token, jwks } = await makeToken()
  const ours = createVerifier(
    { userPoolId, clientId, tokenUse: 'access' },
    { fetch: async () => Response.json(jwks) },
  )
  await ours.prime()
  const aws = CognitoJwtVerifier.create({ userPoolId, clientId, tokenUse: 'access' })
  aws.cacheJwks(jwks as unknown as Jwks)
  const keys = createLocalJWKSet(jwks)
  return [
    await compare(pace, 'tokens verified', {
      '@poolhouse/auth': together(() => ours.verify(token)),
      'aws-jwt-verify': together(() => aws.verify(token)),
      jose: together(() => jwtVerify(token, keys, { issuer })),
    }),
    await compare(pace, 'tokens verified at once', {
      '@poolhouse/auth': oneByOne(() => ours.verifySync(token)),
      'aws-jwt-verify': oneByOne(() => aws.verifySync(token)),
    }),
  ]
}

async function compare(pace: Pace, name: string, contenders: Contenders): Promise<Row> {
  const rates: Record<string, number[]> = {}
  for (const verify of Object.values(contenders)) await rateOf(verify, pace.limitMs / 4) // warms up
  for (let round = 0; round < pace.rounds; round++)
    for (const [each, verify] of Object.entries(contenders))
      rates[each] = [...(rates[each] ?? []), await rateOf(verify, pace.limitMs)]
  const [[, own = 0] = [], ...others] = Object.entries(rates).map(
    ([each, values]) => [each, median(values)] as const,
  )
  const [faster = '', best = 1] = others.toSorted(([, one], [, other]) => other - one)[0] ?? []
  return ratioRow({
    name,
    measured: `${format(own)}/s`,
    limit: `${format(best)}/s (${faster})`,
    ratio: own / best,
    atLeast: TARGET,
    note: others.map(([each, rate]) => `${each} ${format(rate)}/s`).join(', '),
  })
}

/** By processor time of all threads, so that other work on the machine counts less. */
async function rateOf(verify: Verify, milliseconds: number): Promise<number> {
  const begun = performance.now()
  const before = process.cpuUsage()
  let count = 0
  while (performance.now() - begun < milliseconds) {
    await verify(BATCH)
    count += BATCH
  }
  const { user, system } = process.cpuUsage(before)
  return (count * 1_000_000) / (user + system)
}

function together(verify: () => Promise<unknown>): Verify {
  return async (count) => {
    await Promise.all(Array.from({ length: count }, verify))
  }
}

function oneByOne(verify: () => unknown): Verify {
  return async (count) => {
    for (let index = 0; index < count; index++) verify()
  }
}

/** An access token as the hosted pages give it, and the keys of its pool. */
async function makeToken(): Promise<{ token: string; jwks: JSONWebKeySet }> {
  const { publicKey, privateKey } = await generateKeyPair('RS256', { extractable: true })
  const header = { kid: 'a key of the benchmark', alg: 'RS256' }
  const now = Math.floor(Date.now() / 1000)
  const claims = {
    sub: '34c84488-e0e1-70ae-d2ee-991ad1a898c8',
    'cognito:groups': ['admin', 'crew'],
    iss: issuer,
    version: 2,
    client_id: clientId,
    origin_jti: '8f0d7c1e-64a5-4e47-9d9d-6d4ce37a7f2b',
    event_id: '64f513be-32db-42b0-b78e-b02127b4f463',
    token_use: 'access',
    scope: 'openid profile shop/read shop/write',
    auth_time: now,
    exp: now + 3600,
    iat: now,
    jti: 'aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee',
    username: 'ada',
  }
  const token = await new SignJWT(claims).setProtectedHeader(header).sign(privateKey)
  return { token, jwks: { keys: [{ ...(await exportJWK(publicKey)), ...header, use: 'sig' }] } }
}
