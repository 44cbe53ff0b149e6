import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ServerProcess, startProcess } from '../test/support/process.ts'

/** Runs in the server's process, and fails as a disk may: the first time that these files are read, as sources or built. */
const failingOnce = `
  import { registerHooks } from 'node:module'
  const failing = new Set(['hosted-ui/routes.ts|dist/routes-[^/]+.js', 'companions/query.ts|dist/query-[^/]+.js'])
  registerHooks({
    load(url, context, next) {
      const found = [...failing].find((file) => new RegExp('/(' + file + ')$').test(url))
      if (found === undefined) return next(url, context)
      failing.delete(found)
      throw new Error('Not to be read')
    },
  })`

describe('a part of the server that could not be loaded', () => {
  let server: ServerProcess

  beforeAll(async () => {
    const NODE_OPTIONS = `--import=data:text/javascript,${encodeURIComponent(failingOnce)}`
    const env = { ...process.env, NODE_OPTIONS }
    server = await startProcess(['--no-demo', '--database-url=sqlite::memory:', '--log-level=error'], { env })
  })
  afterAll(() => server.stop())

  it.each([
    ['a page', () => fetch(`${server.url}/error?error=invalid_request`), 400],
    [
      'an operation of a companion',
      () =>
        fetch(server.url, {
          method: 'POST',
          body: new URLSearchParams({ Action: 'GetCallerIdentity', Version: '2011-06-15' }),
        }),
      200,
    ],
  ])('is loaded again with the next request for %s', async (_, ask, status) => {
    const failed = await ask()
    expect(failed.status).toBe(500)
    expect(await failed.json()).toEqual({ message: 'Internal server error' })
    expect((await ask()).status).toBe(status)
    expect((await ask()).status).toBe(status)
  })
})
