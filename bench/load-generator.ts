// A process of its own: makes the requests that it is told to, and answers how many there were and how long they took.
import { createHash, createHmac, getDiffieHellman, hkdfSync } from 'node:crypto'
import { type Connection, encodePageRequest, encodeRequest, openConnection } from './connection.ts'
import type { Job, Load, LoadResult } from './load.ts'
import { authorizationQuery, PASSWORD, REDIRECT_URI } from './seeded-names.ts'

const prime = BigInt(`0x${getDiffieHellman('modp15').getPrime('hex')}`)
const multiplier = toBigInt(hash(padHex(prime), padHex(2n)))

/** One thing that a connection does; `round` counts up. */
type Step = (connection: Connection, round: number) => Promise<void>

process.on('message', (load: Load) => {
  run(load).then(
    (result) => process.send?.(result),
    (error: unknown) => process.send?.({ failure: String(error) }),
  )
})

async function run(load: Load): Promise<LoadResult> {
  const step = toStep(load.job)
  const connections = await Promise.all(
    Array.from({ length: load.connections }, () => openConnection(load.port)),
  )
  const start = performance.now() + load.warmUpMs
  const end = start + load.milliseconds
  const latenciesMs: number[] = []
  const processorTime = measureProcessorTime(load)
  const work = async (connection: Connection, index: number) => {
    // Starting points far apart, so that no two connections ask for the same user at the same time.
    for (let round = index * 7919; ; round += 1) {
      const begun = performance.now()
      if (begun >= end) return
      await step(connection, round)
      const done = performance.now()
      if (begun >= start && done <= end) latenciesMs.push(done - begun)
    }
  }
  await Promise.all(connections.map(work))
  for (const connection of connections) connection.close()
  const generatorCores = (await processorTime) / (load.milliseconds * 1000)
  return { perSecond: (latenciesMs.length * 1000) / load.milliseconds, latenciesMs, generatorCores }
}

/** Microseconds of processor time between the end of the warm-up and the end of the load. */
function measureProcessorTime({ warmUpMs, milliseconds }: Load): Promise<number> {
  return new Promise((resolve) => {
    setTimeout(() => {
      const before = process.cpuUsage()
      setTimeout(() => {
        const { user, system } = process.cpuUsage(before)
        resolve(user + system)
      }, milliseconds)
    }, warmUpMs)
  })
}

function toStep(job: Job): Step {
  if (job.kind === 'srp') return srpStep(job)
  if (job.kind === 'walk') return walkStep(job)
  if (job.kind === 'page') return pageStep(job)
  const requests = job.bodies.map((body) => encodeRequest(job.operation, body))
  return async (connection, round) => {
    await connection.post(pick(requests, round))
  }
}

function pageStep({ path }: Extract<Job, { kind: 'page' }>): Step {
  const request = encodePageRequest(path)
  return async (connection) => {
    await connection.post(request)
  }
}

/** What a browser and the application do; the guard against forged forms is any text that cookie and form share. */
function walkStep({ clientId, usernames }: Extract<Job, { kind: 'walk' }>): Step {
  const query = authorizationQuery(clientId)
  const authorize = encodePageRequest(`/oauth2/authorize?${query}`)
  const page = encodePageRequest(`/login?${query}`)
  return async (connection, round) => {
    await expectStatus(connection, authorize, 302)
    const { head } = await expectStatus(connection, page, 200)
    const [, token = ''] = /XSRF-TOKEN=([^;]+)/.exec(head) ?? []
    const form = { _csrf: token, username: pick(usernames, round), password: PASSWORD }
    const submit = encodePageRequest(`/login?${query}`, { cookie: `XSRF-TOKEN=${token}`, form })
    const answer = await expectStatus(connection, submit, 302)
    const [, code = ''] = /[?&]code=([\w-]+)/.exec(answer.head) ?? []
    const grant = { grant_type: 'authorization_code', client_id: clientId, redirect_uri: REDIRECT_URI, code }
    await expectStatus(connection, encodePageRequest('/oauth2/token', { form: grant }), 200)
  }
}

async function expectStatus(connection: Connection, request: Buffer, status: number) {
  const answer = await connection.send(request)
  if (answer.status !== status) throw new Error(`${answer.status} instead of ${status}: ${answer.body}`)
  return answer
}

function pick<Item>(items: readonly Item[], round: number): Item {
  const item = items[round % items.length]
  if (item === undefined) throw new Error('There is nothing to send.')
  return item
}

/**
 * SRP sign-ins that cost the server all its work and this side next to none. A client computes
 * S = (B - k·g^x)^(a + u·x), the server S = (A·v^u)^b. The users were given x = 0, so v = 1; with a = 3, so A = 8, the
 * client's S is (B - k)^3, two multiplications. The server cannot know and raises to the same exponents of 256 bits:
 * OpenSSL's time depends on the modulus and the exponent, not on the base. So no processor time needs to be counted out.
 */
function srpStep({ userPoolId, clientId, usernames }: Extract<Job, { kind: 'srp' }>): Step {
  const poolName = userPoolId.split('_')[1] ?? ''
  const publicA = 8n
  const begins = usernames.map((USERNAME) =>
    encodeRequest('InitiateAuth', {
      ClientId: clientId,
      AuthFlow: 'USER_SRP_AUTH',
      AuthParameters: { USERNAME, SRP_A: publicA.toString(16) },
    }),
  )
  return async (connection, round) => {
    const { ChallengeParameters: asked } = JSON.parse(await connection.post(pick(begins, round)))
    const ChallengeResponses = answerSrp(poolName, publicA, asked as Record<string, string>)
    const body = { ClientId: clientId, ChallengeName: 'PASSWORD_VERIFIER', ChallengeResponses }
    await connection.post(encodeRequest('RespondToAuthChallenge', body))
  }
}

function answerSrp(poolName: string, publicA: bigint, asked: Record<string, string>): Record<string, string> {
  const publicB = BigInt(`0x${asked['SRP_B']}`)
  const base = (((publicB - multiplier) % prime) + prime) % prime
  const shared = (((base * base) % prime) * base) % prime
  const u = toBigInt(hash(padHex(publicA), padHex(publicB)))
  const key = Buffer.from(hkdfSync('sha256', padHex(shared), padHex(u), 'Caldera Derived Key', 16))
  const username = asked['USER_ID_FOR_SRP'] ?? ''
  const block = asked['SECRET_BLOCK'] ?? ''
  const timestamp = formatTime(new Date())
  const signature = createHmac('sha256', key)
    .update(`${poolName}${username}`)
    .update(Buffer.from(block, 'base64'))
    .update(timestamp)
    .digest('base64')
  return {
    USERNAME: username,
    PASSWORD_CLAIM_SECRET_BLOCK: block,
    TIMESTAMP: timestamp,
    PASSWORD_CLAIM_SIGNATURE: signature,
  }
}

function padHex(value: bigint): Buffer {
  const hex = value.toString(16)
  const even = hex.length % 2 === 0 ? hex : `0${hex}`
  return Buffer.from(/^[89a-f]/.test(even) ? `00${even}` : even, 'hex')
}

function hash(...parts: Buffer[]): Buffer {
  const state = createHash('sha256')
  for (const part of parts) state.update(part)
  return state.digest()
}

function toBigInt(bytes: Buffer): bigint {
  return BigInt(`0x${bytes.toString('hex')}`)
}

/** `Sat Nov 7 09:05:01 UTC 2026`: the day is not padded. */
function formatTime(time: Date): string {
  const [weekday, day, month, year, clock] = time.toUTCString().replace(',', '').split(' ')
  return `${weekday} ${month} ${Number(day)} ${clock} UTC ${year}`
}
