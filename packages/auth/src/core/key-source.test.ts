import { describe, expect, it } from 'vitest'
import { aws, recordedFetch } from '../../test/support/fixture.ts'
import { createSigner } from '../../test/support/signer.ts'
import { createKeySource, type KeySourceOptions } from './key-source.ts'

const [first, second] = aws.jwks.keys
const kid = first?.kid ?? ''
const otherKid = second?.kid ?? ''

function source(
  answer: () => Response | Promise<Response> = () => Response.json(aws.jwks),
  options: Partial<KeySourceOptions> = {},
) {
  const clock = { time: 1_000_000 }
  const { fetch, urls } = recordedFetch(answer)
  const keys = createKeySource({
    url: 'https://pool.example/.well-known/jwks.json',
    fetch,
    now: () => clock.time,
    timeoutMs: 3000,
    maximumBytes: 65_536,
    cooldownMs: 10_000,
    maximumAgeMs: 3_600_000,
    ...options,
  })
  return { keys, urls, clock }
}

const refused = (code: string) => expect.objectContaining({ code })

describe('a key source', () => {
  it('reads all keys once, however many ask at the same time', async () => {
    const { keys, urls } = source()
    await Promise.all([keys.find(kid), keys.find(otherKid), keys.prime()])
    expect(keys.cached(kid)).toBeDefined()
    expect(urls).toHaveLength(1)
  })

  it('looks once for an unknown key, and again only after the cooldown', async () => {
    const { keys, urls, clock } = source()
    await keys.prime()
    clock.time += 9999
    await expect(keys.find('unknown')).rejects.toEqual(refused('unknown-key'))
    expect(urls).toHaveLength(1)
    clock.time += 1
    await expect(Promise.all([keys.find('unknown'), keys.find('other')])).rejects.toEqual(
      refused('unknown-key'),
    )
    expect(urls).toHaveLength(2)
  })

  it('finds a key that came later', async () => {
    let published = [first]
    const { keys, clock } = source(() => Response.json({ keys: published }))
    await keys.prime()
    published = [first, second]
    clock.time += 10_000
    expect(await keys.find(otherKid)).toBeDefined()
  })

  it('forgets in the background what is published no more', async () => {
    let published = [first, second]
    const { keys, clock } = source(() => Response.json({ keys: published }))
    await keys.prime()
    published = [first]
    clock.time += 3_600_001
    expect(keys.cached(otherKid)).toBeDefined()
    await keys.prime()
    expect(keys.cached(otherKid)).toBeUndefined()
  })

  it('keeps its keys while the address does not answer', async () => {
    let up = true
    const { keys, urls, clock } = source(() =>
      up ? Response.json(aws.jwks) : new Response('', { status: 500 }),
    )
    await keys.prime()
    up = false
    clock.time += 24 * 3_600_000
    expect(keys.cached(kid)).toBeDefined()
    await keys.prime()
    expect(urls).toHaveLength(2)
    expect(keys.cached(kid)).toBeDefined()
    await expect(keys.find('unknown')).rejects.toEqual(refused('keys-unavailable'))
  })

  it('tries again soon after a failure', async () => {
    let up = false
    const { keys, urls, clock } = source(() => {
      if (!up) throw new TypeError('fetch failed')
      return Response.json(aws.jwks)
    })
    await expect(keys.find(kid)).rejects.toEqual(refused('keys-unavailable'))
    up = true
    clock.time += 999
    await expect(keys.find(kid)).rejects.toEqual(refused('keys-unavailable'))
    expect(urls).toHaveLength(1)
    clock.time += 1
    expect(await keys.find(kid)).toBeDefined()
  })

  it('does not wait for a fetch whose time is over', async () => {
    let hangs = true
    const never = new Promise<Response>(() => undefined)
    const { keys, urls, clock } = source(() => (hangs ? never : Response.json(aws.jwks)))
    void keys.prime()
    hangs = false
    clock.time += 10_000
    expect(await keys.find(kid)).toBeDefined()
    expect(urls).toHaveLength(2)
  })

  it('gives a fetch so much time', async () => {
    const { keys } = source(undefined, {
      timeoutMs: 5,
      fetch: (_input, init) =>
        new Promise((_resolve, reject) => {
          init?.signal?.addEventListener('abort', () => reject(init.signal?.reason))
        }),
    })
    await expect(keys.prime()).rejects.toMatchObject({
      code: 'keys-unavailable',
      cause: { name: 'TimeoutError' },
    })
  })

  it.each([
    ['an error', () => new Response('{}', { status: 404 })],
    ['a redirect', () => new Response(null, { status: 302, headers: { location: 'https://evil.example/' } })],
    ['no JSON', () => new Response('<html>')],
    ['no list', () => Response.json({ keys: {} })],
    ['no key', () => Response.json({ keys: [] })],
    ['too much', () => new Response(`${' '.repeat(65_537)}${JSON.stringify(aws.jwks)}`)],
  ])('takes %s for no keys', async (_, answer) => {
    await expect(source(answer).keys.prime()).rejects.toEqual(refused('keys-unavailable'))
  })

  it('reads as much as is allowed', async () => {
    const text = JSON.stringify(aws.jwks)
    await source(() => new Response(text.padEnd(65_536))).keys.prime()
  })

  const passedOver: [string, unknown][] = [
    ['keys for encryption', { ...first, kid: 'odd', use: 'enc' }],
    ['keys without a use', { ...first, kid: 'odd', use: undefined }],
    ['keys of another algorithm', { ...first, kid: 'odd', alg: 'RS512' }],
    ['elliptic curves', { kty: 'EC', crv: 'P-256', x: 'AA', y: 'AA', kid: 'odd', use: 'sig' }],
    ['secrets', { kty: 'oct', k: 'c2VjcmV0', kid: 'odd', use: 'sig', alg: 'HS256' }],
    ['short keys', createSigner('odd', 1024).jwk],
    ['broken keys', { ...first, kid: 'odd', n: `${first?.n}==` }],
    ['keys without an id', { ...first, kid: undefined }],
    ['null', null],
  ]

  it.each(passedOver)('passes over %s', async (_, key) => {
    const { keys } = source(() => Response.json({ keys: [key, second] }))
    expect(await keys.find(otherKid)).toBeDefined()
    expect(keys.cached('odd')).toBeUndefined()
  })

  it('takes a key without alg, which is for RS256 alone all the same', async () => {
    const { keys } = source(() => Response.json({ keys: [{ ...first, alg: undefined }] }))
    expect(await keys.find(kid)).toBeDefined()
  })
})
