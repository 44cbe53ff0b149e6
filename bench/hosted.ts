import { get, type IncomingMessage } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { type Bench, CONNECTIONS, generatorShare, type Target } from './context.ts'
import { ceilingRow, format, type Row } from './report.ts'
import { authorizationQuery } from './seeded-names.ts'
import { compare } from './sign-ins.ts'
import { median } from './statistics.ts'

/** The share of the machine's cryptography that must come through a walk of four requests. */
const WALK_TARGET = 0.6
const MAX_PAGE_KILOBYTES = 30

/** Sign-ins of browsers per second, pages per second, and what a sign-in page weighs. */
export async function measureHosted(bench: Bench, target: Target): Promise<Row[]> {
  const { clientId, usernames } = target.pool
  const walk = await compare(bench, target, {
    name: 'authorize-to-token walks',
    job: { kind: 'walk', clientId, usernames },
    work: { powers: 1, signatures: 2 },
    atLeast: WALK_TARGET,
  })
  return [walk, await measurePages(bench, target), await weighPage(target)]
}

async function measurePages({ generator, pace }: Bench, { server, pool }: Target): Promise<Row> {
  const job = { kind: 'page', path: loginPath(pool.clientId) } as const
  const load = { port: server.port, connections: CONNECTIONS, job, warmUpMs: 300, milliseconds: pace.loadMs }
  const results = []
  for (let round = 0; round < pace.rounds; round += 1) results.push(await generator.run(load))
  const perSecond = median(results.map((result) => result.perSecond))
  return { name: 'sign-in pages', measured: `${format(perSecond)}/s`, note: generatorShare(results) }
}

/** Headers and compressed bodies of the page and of all that it names. */
async function weighPage({ server, pool }: Target): Promise<Row> {
  const page = await download(server.port, loginPath(pool.clientId))
  const addresses = [...page.text.matchAll(/(?:src|href)="([^"#]+)"/g)].map(([, address = '']) => address)
  const loaded = addresses.filter((address) => address.startsWith('/assets/'))
  const foreign = addresses.filter((address) => /^(?:https?:)?\/\//.test(address))
  const assets = await Promise.all(loaded.map((address) => download(server.port, address)))
  const bytes = [page, ...assets].reduce((sum, { size }) => sum + size, 0)
  return ceilingRow({
    name: 'weight of the sign-in page',
    value: bytes / 1000,
    below: MAX_PAGE_KILOBYTES,
    unit: 'kB',
    note: `${loaded.length + 1} requests, ${foreign.length} to others`,
  })
}

function loginPath(clientId: string): string {
  return `/login?${authorizationQuery(clientId)}`
}

async function download(port: number, path: string): Promise<{ size: number; text: string }> {
  const headers = { host: 'localhost', 'accept-encoding': 'br, gzip' }
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    get({ port, host: '127.0.0.1', path, headers }, resolve).on('error', reject)
  })
  const body = await buffer(answer)
  if (answer.statusCode !== 200) throw new Error(`${path} answered ${answer.statusCode}`)
  return { size: answer.rawHeaders.join(': ').length + body.length, text: body.toString() }
}
