import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { authorizationQuery, hostedClient } from '../../test/support/hosted.ts'
import { createOAuthPool } from '../../test/support/oauth.ts'
import { createUser, PASSWORD, type Pool } from '../../test/support/pool.ts'
import { type ServerProcess, startProcess, temporaryFolder } from '../../test/support/process.ts'

const NEW_PASSWORD = 'Brand-New-Horse-2'

/** On SQLite in a file, which shows what was written only once it is durable. */
describe('a form that comes twice at the same time', () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>
  let server: ServerProcess
  let pool: Pool

  beforeAll(async () => {
    folder = await temporaryFolder()
    server = await startProcess(['--no-demo', '--log-level=error', `--data-dir=${folder.path}`])
    pool = await createOAuthPool(server, {}, { AutoVerifiedAttributes: ['email'] })
  })
  afterAll(async () => {
    await server.stop()
    await folder.remove()
  })

  async function browserAt(path: string) {
    const browser = hostedClient(server)
    await browser.get(`${path}${authorizationQuery(pool.clientId)}`)
    return browser
  }

  it('makes one account and asks for its code', async () => {
    const sendTwice = async (username: string) => {
      const browser = await browserAt('/signup')
      const chosen = { password: PASSWORD, confirm_password: PASSWORD }
      const form = { username, ...chosen, 'requiredAttributes[email]': `${username}@example.com` }
      return Promise.all([browser.submit(form), browser.submit(form)])
    }
    const shown = (await Promise.all(['a', 'b', 'c', 'd', 'e', 'f'].map(sendTwice))).flat()
    for (const page of shown)
      expect(page).toMatchObject({ status: 200, html: expect.stringContaining('name="code"') })
  })

  it('says that the password is changed', async () => {
    const sendTwice = async (username: string) => {
      const email = `${username}@example.com`
      await createUser(server, pool, username, { email, email_verified: 'true' })
      const browser = await browserAt('/forgotPassword')
      await browser.submit({ username })
      const chosen = { password: NEW_PASSWORD, confirm_password: NEW_PASSWORD }
      const form = { ...chosen, code: await server.codeFor(email) }
      return Promise.all([browser.submit(form), browser.submit(form)])
    }
    const shown = (await Promise.all(['m', 'n', 'o', 'p', 'q', 'r'].map(sendTwice))).flat()
    const done = { status: 200, html: expect.stringContaining('Your password has been changed.') }
    for (const page of shown) expect(page).toMatchObject(done)
  })
})
