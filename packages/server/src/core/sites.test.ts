import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { databases, startTestServer, type TestServer } from '../../test/support/server.ts'
import { createTestPool } from '../../test/support/user-pool.ts'
import type { Services } from '../services.ts'
import * as domains from '../storage/domains.ts'
import * as userPools from '../storage/user-pools.ts'
import { findRelyingPartyId } from './relying-party.ts'
import { endpointBase, findSite, siteUrl } from './sites.ts'

const base = { kind: 'base' }
const custom = {
  CustomDomainConfig: { CertificateArn: 'arn:aws:acm:us-east-1:000000000000:certificate/abc' },
}

/** A pool with one domain of each kind that is named. */
async function createPool(server: TestServer, { prefix, name }: { prefix?: string; name?: string }) {
  const { id, call } = await createTestPool(server)
  if (prefix) await call('CreateUserPoolDomain', { Domain: prefix })
  if (name) await call('CreateUserPoolDomain', { Domain: name, ...custom })
  const pool = await userPools.find(server.services.db, id)
  if (!pool) throw new Error('The pool is missing')
  return pool
}

const find = ({ services }: TestServer, host: string) => findSite(services, host)
const urlOf = async ({ services }: TestServer, name: string) => {
  const domain = await domains.find(services.db, name)
  const pool = domain && (await userPools.find(services.db, domain.userPoolId))
  return pool && siteUrl(services, { domain, pool })
}

describe.each(databases)('sites on %s', (kind) => {
  describe('below the default suffix', () => {
    let server: TestServer

    beforeAll(async () => {
      server = await startTestServer(kind)
      await createPool(server, { prefix: 'shop', name: 'login.example.com' })
      await createPool(server, { prefix: 'plain' })
    })
    afterAll(() => server.stop())

    it.each([
      ['shop.auth.us-east-1.localhost', 'shop'],
      ['shop.auth.us-east-1.localhost:4100', 'shop'],
      ['SHOP.Auth.US-east-1.LOCALHOST.:4100', 'shop'],
      ['login.example.com', 'login.example.com'],
      ['Login.Example.Com.:443', 'login.example.com'],
    ])('finds the domain of %s', async (host, domain) => {
      const found = await find(server, host)
      expect(found).toMatchObject({ kind: 'domain', domain: { domain } })
      expect(found.kind === 'domain' && found.pool.id === found.domain.userPoolId).toBe(true)
    })

    it.each([
      ['a free prefix', 'nobody.auth.us-east-1.localhost'],
      ['another region', 'shop.auth.eu-west-1.localhost'],
      ['two labels', 'www.shop.auth.us-east-1.localhost'],
      ['the name of a custom domain', 'login.example.com.auth.us-east-1.localhost'],
    ])('knows no domain under %s', async (_, host) => {
      expect(await find(server, `${host}:4100`)).toEqual({ kind: 'unknown-domain', host })
    })

    it.each([
      'example.com',
      'shop',
      'shop.localhost',
      'shop.example.com',
      'auth.us-east-1.localhost',
      'xauth.us-east-1.localhost',
      'login.example.com.evil.test',
      'my_service:4100',
    ])('takes %s for the server', async (host) => {
      expect(await find(server, host)).toEqual(base)
    })

    it.each([
      ['localhost', 'localhost:4100'],
      ['an IPv4 address', '127.0.0.1:4100'],
      ['an IPv6 address', '[::1]:4100'],
      ['the public host', 'ID.example.com:8443'],
      ['nothing', ''],
      ['a user before it', 'user@shop.auth.us-east-1.localhost'],
      ['a path after it', 'shop.auth.us-east-1.localhost/x'],
      ['two names', 'shop.auth.us-east-1.localhost, evil.test'],
      ['an empty label', 'shop..auth.us-east-1.localhost'],
      ['too long a name', `${'a.'.repeat(127)}localhost`],
    ])('asks no database for %s', async (_, host) => {
      const services = new Proxy(server.services, {
        get: (target, name) => {
          if (name === 'db') throw new Error('The database was asked')
          if (name === 'publicUrl') return 'https://id.example.com'
          return target[name as keyof Services]
        },
      })
      expect(await findSite(services, host)).toEqual(base)
    })

    it('has an answer to whatever is sent', async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.webAuthority()),
          async (host) => {
            expect(['base', 'unknown-domain']).toContain((await find(server, host)).kind)
          },
        ),
      )
    })

    it('names the origin of a domain, at the port of the public address', async () => {
      const { port } = new URL(server.services.publicUrl)
      expect(await urlOf(server, 'shop')).toBe(`http://shop.auth.us-east-1.localhost:${port}`)
      expect(await urlOf(server, 'login.example.com')).toBe(`http://login.example.com:${port}`)
    })

    it('tells programs the custom domain, and no name that only browsers know', async () => {
      const { services } = server
      const both = await createPool(server, { prefix: 'both', name: 'both.example.com' })
      expect(await endpointBase(services, both)).toBe(await urlOf(server, 'both.example.com'))
      expect(await findRelyingPartyId(services, both)).toBe('both.example.com')
      const one = await createPool(server, { prefix: 'one' })
      expect(await endpointBase(services, one)).toBe(services.publicUrl)
      expect(await findRelyingPartyId(services, one)).toBe('one.auth.us-east-1.localhost')
      const none = await createPool(server, {})
      expect(await endpointBase(services, none)).toBe(services.publicUrl)
      expect(await findRelyingPartyId(services, none)).toBeUndefined()
    })
  })

  describe('below a suffix of its own, behind a proxy', () => {
    let server: TestServer

    beforeAll(async () => {
      const flags = ['--domain-suffix=auth.example.com', '--public-url=https://auth.example.com:8443']
      server = await startTestServer(kind, flags)
      await createPool(server, { prefix: 'shop' })
      await createPool(server, { name: 'own.auth.example.com' })
    })
    afterAll(() => server.stop())

    it('finds prefix domains there, and custom ones wherever they are', async () => {
      const shop = { kind: 'domain', domain: { domain: 'shop' } }
      expect(await find(server, 'shop.auth.example.com')).toMatchObject(shop)
      const own = { kind: 'domain', domain: { domain: 'own.auth.example.com' } }
      expect(await find(server, 'own.auth.example.com')).toMatchObject(own)
      const host = 'nobody.auth.example.com'
      expect(await find(server, host)).toEqual({ kind: 'unknown-domain', host })
    })

    it('takes the suffix itself and what is not below it for the server', async () => {
      for (const host of ['auth.example.com', 'shopauth.example.com', 'shop.auth.us-east-1.localhost'])
        expect(await find(server, host), host).toEqual(base)
    })

    it('tells programs and passkeys the name below it', async () => {
      const pool = await createPool(server, { prefix: 'told' })
      expect(await endpointBase(server.services, pool)).toBe('https://told.auth.example.com:8443')
      expect(await findRelyingPartyId(server.services, pool)).toBe('told.auth.example.com')
    })
  })
})
