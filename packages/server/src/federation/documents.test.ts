import { afterEach, beforeEach, expect, it } from 'vitest'
import { federationContext, type TestContext } from '../../test/support/federation.ts'
import { type SocialProvider, startSocialProvider } from '../../test/support/social-provider.ts'
import * as documents from './documents.ts'

let server: SocialProvider
let context: TestContext

beforeEach(async () => {
  context = federationContext()
  server = await startSocialProvider()
  server.routes['/keys'] = () => ({ read: server.requests.length })
})
afterEach(async () => {
  context.close()
  await server.close()
})

function keys(query = ''): documents.Source {
  return { endpoint: 'jwks', url: `${server.url}/keys${query}` }
}

it('reads a document once for all who ask at once, and for an hour', async () => {
  const asked = [
    documents.find(context, keys()),
    documents.find(context, keys()),
    documents.findNewer(context, keys()),
  ]
  expect(await Promise.all(asked)).toEqual([{ read: 1 }, { read: 1 }, { read: 1 }])
  context.pass(3_599_000)
  expect(await documents.find(context, keys())).toEqual({ read: 1 })
  context.pass(1_000)
  expect(await documents.find(context, keys())).toEqual({ read: 2 })
})

it('reads anew when asked to, once a minute, and once for all who ask at once', async () => {
  await documents.find(context, keys())
  context.pass(59_000)
  expect(await documents.findNewer(context, keys())).toEqual({ read: 1 })
  context.pass(1_000)
  const asked = [documents.findNewer(context, keys()), documents.findNewer(context, keys())]
  expect(await Promise.all(asked)).toEqual([{ read: 2 }, { read: 2 }])
})

it('does not keep a failure', async () => {
  server.routes = {}
  await expect(documents.find(context, keys())).rejects.toThrow('IdP Error - 404 error getting jwks')
  server.routes['/keys'] = () => ({ read: 'again' })
  expect(await documents.find(context, keys())).toEqual({ read: 'again' })
})

it('keeps two hundred documents, and forgets the one that was read longest ago', async () => {
  for (let index = 0; index <= 200; index++) await documents.find(context, keys(`?${index}`))
  await documents.find(context, keys('?1'))
  expect(server.requests).toHaveLength(201)
  await documents.find(context, keys('?0'))
  expect(server.requests).toHaveLength(202)
})

it('shares nothing between servers', async () => {
  const other = federationContext()
  expect(await documents.find(context, keys())).toEqual({ read: 1 })
  expect(await documents.find(other, keys())).toEqual({ read: 2 })
  other.close()
})
