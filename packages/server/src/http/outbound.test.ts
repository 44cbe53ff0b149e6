import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { createOutbound } from './outbound.ts'
import { isPublicAddress } from './private-addresses.ts'

const closers: (() => void)[] = []

afterEach(closeAll)

function closeAll(): void {
  for (const close of closers.splice(0)) close()
}

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, '127.0.0.1')
  closers.push(() => {
    server.closeAllConnections()
    server.close()
  })
  await once(server, 'listening')
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

function outbound(privateAddresses: boolean) {
  const created = createOutbound({ privateAddresses })
  closers.push(() => created.close())
  return created
}

const post = { method: 'POST', timeoutMs: 5_000, maxResponseBytes: 100 }

describe('a request to another server', () => {
  it('sends method, headers and body, and reads the answer', async () => {
    const url = await serve(async (request, response) => {
      let text = ''
      for await (const chunk of request) text += String(chunk)
      response.writeHead(201, { 'x-seen': `${request.method} ${request.headers['x-name']}` }).end(text)
    })
    const answer = await outbound(true).send({ ...post, url, headers: { 'x-name': 'one' }, body: 'körper' })
    expect(answer).toMatchObject({ status: 201, headers: { 'x-seen': 'POST one' }, truncated: false })
    expect(Buffer.from(answer.body).toString()).toBe('körper')
  })

  it.each([
    [100, false],
    [101, true],
  ])('reads a body of %i bytes, cut: %s', async (length, truncated) => {
    const url = await serve((_, response) => void response.end('x'.repeat(length)))
    const answer = await outbound(true).send({ ...post, url })
    expect(answer.body.byteLength).toBe(100)
    expect(answer.truncated).toBe(truncated)
  })

  it('does not wait for the end of an endless body', async () => {
    const url = await serve((_, response) => {
      const write = () => {
        while (response.write('x'.repeat(10_000)));
      }
      response.on('drain', write)
      write()
    })
    expect(await outbound(true).send({ ...post, url })).toMatchObject({ status: 200, truncated: true })
  })

  it('does not follow a redirect', async () => {
    const paths: (string | undefined)[] = []
    const url = await serve((request, response) => {
      paths.push(request.url)
      response.writeHead(307, { location: '/elsewhere' }).end()
    })
    expect(await outbound(true).send({ ...post, url: `${url}/here` })).toMatchObject({ status: 307 })
    expect(paths).toEqual(['/here'])
  })

  const silent: RequestListener = () => undefined
  const slow: RequestListener = (_, response) => void response.write('x')

  it.each([
    ['headers', silent],
    ['the end of the body', slow],
  ])('gives up when the time is over before %s', async (_, listener) => {
    const url = await serve(listener)
    const sending = outbound(true).send({ ...post, url, timeoutMs: 50 })
    await expect(sending).rejects.toMatchObject({ name: 'OutboundError', reason: 'timeout' })
  })

  it('tells that nobody listens, and nothing of path and query', async () => {
    const url = await serve(silent)
    closeAll()
    const sending = outbound(true).send({ ...post, url: `${url}/secret?token=1` })
    await expect(sending).rejects.toMatchObject({
      reason: 'connection',
      message: `No connection to ${new URL(url).host}: ECONNREFUSED`,
    })
  })
})

describe('an address that the operator did not configure', () => {
  it.each([
    '127.0.0.1',
    'localhost',
    '[::1]',
    '[::ffff:127.0.0.1]',
    '2130706433',
    '0x7f.1',
    '169.254.169.254',
  ])('is not reached as %s', async (host) => {
    const reached: unknown[] = []
    const url = await serve((request, response) => {
      reached.push(request.url)
      response.end()
    })
    const sending = outbound(false).send({ ...post, url: `http://${host}:${new URL(url).port}/` })
    await expect(sending).rejects.toMatchObject({ name: 'OutboundError', reason: 'address' })
    expect(reached).toEqual([])
  })

  it.each([
    ['9.255.255.255', true],
    ['10.0.0.0', false],
    ['10.255.255.255', false],
    ['11.0.0.0', true],
    ['100.63.255.255', true],
    ['100.64.0.0', false],
    ['172.15.255.255', true],
    ['172.16.0.0', false],
    ['172.31.255.255', false],
    ['172.32.0.0', true],
    ['192.168.0.1', false],
    ['169.254.169.254', false],
    ['0.0.0.0', false],
    ['224.0.0.1', false],
    ['255.255.255.255', false],
    ['8.8.8.8', true],
    ['2606:4700::1111', true],
    ['::1', false],
    ['::', false],
    ['::ffff:8.8.8.8', false],
    ['64:ff9b::a00:1', false],
    ['2002:a00:1::', false],
    ['fc00::1', false],
    ['fe80::1', false],
    ['ff02::1', false],
    ['2001:db8::1', false],
    ['example.com', false],
  ])('%s is public: %s', (address, expected) => {
    expect(isPublicAddress(address)).toBe(expected)
  })
})
