import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ExampleProgram, runExample } from '../support/example-program.ts'
import { type HostedClient, type HostedPage, hostedClient } from '../support/hosted.ts'
import { appCode } from '../support/mfa.ts'
import type { ServerProcess } from '../support/process.ts'
import { readGuide } from './guide-page.ts'
import { webAppFolder as cwd, type RunningWebApp, startWebApp } from './web-app.ts'

const SET_UP_TIMEOUT_MS = 120_000

const guide = readGuide('docs/hosted-sign-in.md')
const password = 'Correct-Horse-1'

/** Signs a new user up on the pages; resolves with what follows the code. */
async function signUpAt(
  { url }: ServerProcess,
  pages: HostedClient,
  { authorization, email }: { authorization: string; email: string },
): Promise<HostedPage> {
  await pages.get(authorization.replace('/oauth2/authorize', '/signup'))
  const username = email.split('@')[0] ?? ''
  const account = { username, 'requiredAttributes[email]': email }
  await pages.submit({ ...account, password, confirm_password: password })
  const messages = await fetch(`${url}/_poolhouse/messages?to=${email}`)
  const [message] = (await messages.json()) as { code: string }[]
  return pages.submit({ code: message?.code ?? '' })
}

describe('examples/web-app', () => {
  let running: RunningWebApp
  let server: ServerProcess
  let app: ExampleProgram

  beforeAll(async () => {
    running = await startWebApp(guide)
    ;({ server, app } = running)
  }, SET_UP_TIMEOUT_MS)
  afterAll(() => running?.stop())

  /** Resolves with the address that leads back to the application. */
  async function signUp(pages: HostedClient, authorization: string, email: string): Promise<string> {
    return (await signUpAt(server, pages, { authorization, email })).location ?? ''
  }

  it('is what its page shows', () => {
    const shown = guide.block('async function finishSignIn')
    expect(readFileSync(join(cwd, 'app.mjs'), 'utf8')).toContain(shown)
  })

  it('says in one line what is not there, and that its port is taken', async () => {
    const end = (env: Record<string, string>) => runExample('app.mjs', { cwd, env: { PORT: '0', ...env } })
    const ISSUER = `${server.url}/us-east-1_harbour`
    const nobody = `${server.url}/us-east-1_nobody`
    expect(await end({ ISSUER: nobody })).toEqual({
      exitCode: 1,
      output: `No pool at ${nobody}: run the block of "Setting up" first\n`,
    })
    const { port } = new URL(app.url)
    expect(await end({ ISSUER, PORT: port })).toEqual({
      exitCode: 1,
      output: `Port ${port} is taken: stop what listens there\n`,
    })
    // A port that nothing listens on.
    const away = 'http://localhost:2'
    expect(await end({ ISSUER: `${away}/us-east-1_harbour` })).toEqual({
      exitCode: 1,
      output: `No server at ${away}: run npm start\n`,
    })
  })

  it('signs a user in, keeps a session, and signs out of both', async () => {
    const browser = hostedClient(app)
    const pages = hostedClient(server)
    expect((await browser.get('/')).html).toContain('Sign in')
    const { location: authorization = '' } = await browser.get('/sign-in')
    const callback = await signUp(pages, authorization, 'ada@example.com')
    expect(await browser.get(callback)).toMatchObject({ status: 303, location: '/' })
    expect((await browser.get('/')).html).toContain('ada@example.com')
    expect((await pages.get(authorization)).location).toContain('code=')

    const { location: signOut = '' } = await browser.submit()
    expect((await pages.get(signOut)).location).toBe(`${app.url}/`)
    expect((await browser.get('/')).html).toContain('Sign in')
    expect((await pages.get(authorization)).location).toContain('/login')
  })

  it('takes no callback that this browser did not ask for', async () => {
    const { location = '' } = await hostedClient(app).get('/sign-in')
    const callback = await signUp(hostedClient(server), location, 'mallory@example.com')
    const victim = hostedClient(app)
    expect((await victim.get(callback)).status).toBe(400)
    await victim.get('/sign-in')
    expect((await victim.get(callback)).status).toBe(400)
    expect((await victim.get('/')).html).toContain('Sign in')
  })
})

describe('examples/web-app with a client secret, where everybody has a second factor', () => {
  let running: RunningWebApp

  beforeAll(async () => {
    running = await startWebApp(guide, "ClientName: 'harbour-office'")
  }, SET_UP_TIMEOUT_MS)
  afterAll(() => running?.stop())

  it('signs a user in who sets up an authenticator app', async () => {
    const { server, app } = running
    const browser = hostedClient(app)
    const pages = hostedClient(server)
    const { location: authorization = '' } = await browser.get('/sign-in')
    const setUp = await signUpAt(server, pages, { authorization, email: 'ada@example.com' })
    const [, secret = ''] = /secret=([A-Z2-7]+)/.exec(setUp.html) ?? []
    const { location: callback = '' } = await pages.submit({ code: appCode(secret, Date.now()) })
    await browser.get(callback)
    expect((await browser.get('/')).html).toContain('ada@example.com')
  })
})
