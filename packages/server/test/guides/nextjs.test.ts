import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cp, mkdir, readFile } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isShown, root } from '../docs/markdown.ts'
import { isRunnable, prepareFolder, runBlock } from '../docs/run-block.ts'
import { launchBrowser } from '../support/browser.ts'
import { runExample } from '../support/example-program.ts'
import { installGuest } from '../support/guest.ts'
import { type ServerProcess, startProcess, temporaryFolder } from '../support/process.ts'
import { readGuide } from './guide-page.ts'

const BUILD_TIMEOUT_MS = 180_000
/** What @poolhouse/auth allows clocks to differ by is 5 s: a token that ended 2 s ago is taken, and has ended. */
const PAST_SECONDS = 302
const artefacts = join(root, 'test-artefacts/nextjs')
const run = promisify(execFile)

const guest = await installGuest('nextjs')
const guide = readGuide('docs/guides/nextjs.md')

describe.runIf(guest)('docs/guides/nextjs.md', () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>
  let app: { path: string; remove(): Promise<void> }
  let server: ServerProcess
  let next: NextServer
  let browser: Browser
  let context: BrowserContext
  let page: Page
  let origin: string
  let settings: string

  beforeAll(async () => {
    if (!guest) return
    folder = await temporaryFolder()
    await prepareFolder(folder.path)
    await mkdir(join(folder.path, 'examples/nextjs'), { recursive: true })
    await cp(join(root, 'examples/nextjs/setup.mjs'), join(folder.path, 'examples/nextjs/setup.mjs'))
    ;[server, app, browser] = await Promise.all([
      startProcess(['--log-level=error', '--test-clock'], { cwd: folder.path }),
      guest.copyWhole(),
      launchBrowser(),
    ])
    const port = await freePort()
    origin = `http://localhost:${port}`
    settings = await followSetup()
    await cp(join(folder.path, 'examples/nextjs/.env.local'), join(app.path, '.env.local'))
    await run(process.execPath, [
      join(root, 'packages/auth/scripts/build.ts'),
      join(app.path, 'node_modules/@poolhouse/auth'),
    ])
    await build(app.path)
    next = await startNext(app.path, port)
  }, BUILD_TIMEOUT_MS)
  afterAll(async () => {
    await browser?.close()
    await next?.stop()
    await server?.stop()
    await Promise.all([app?.remove(), folder?.remove()])
  })

  /** Runs the block of the page, and returns the settings. Fails where it prints something else than the page shows. */
  async function followSetup(): Promise<string> {
    const terminal = { folder: folder.path, url: server.url }
    const [block] = guide.blocks.filter(isRunnable)
    if (!block) throw new Error('The page has no block to run')
    const variables = { ...block, code: `export APP_URL=${origin} POOLHOUSE_URL=${server.url}\n` }
    await runBlock(variables, terminal)
    const outcome = await runBlock(block, terminal)
    const output = outcome.output.replaceAll(origin, 'http://localhost:3000')
    expect(output, outcome.errors).toSatisfy((text: string) => isShown(text, block.output ?? ''))
    return readFile(join(folder.path, 'examples/nextjs/.env.local'), 'utf8')
  }

  /** Lets the server live at another time than the application. */
  async function turn(advanceSeconds: number): Promise<void> {
    const body = JSON.stringify({ advanceSeconds })
    await fetch(`${server.url}/_poolhouse/clock`, { method: 'POST', body })
  }

  const look = (name: string) => page.screenshot({ path: join(artefacts, `${name}.png`) })

  async function submitPassword(): Promise<void> {
    await page.locator('input[name="username"]').fill('demo')
    await page.locator('input[name="password"]').fill('Poolhouse-1')
    await page.locator('input[name="password"]').press('Enter')
  }

  async function claim(name: string): Promise<string | null> {
    return page
      .locator('dt', { hasText: new RegExp(`^${name}$`) })
      .locator('+ dd')
      .textContent()
  }

  /** Those of the application: cookies know no ports, and the sign-in pages have their own. */
  async function sessionCookies() {
    const cookies = await context.cookies(origin)
    return cookies.filter(({ name }) => name.startsWith('poolhouse-session.'))
  }

  async function newVisitor(): Promise<void> {
    await context?.close()
    context = await browser.newContext()
    context.setDefaultTimeout(30_000)
    page = await context.newPage()
  }

  it('shows files of the example only, besides what its reader runs', () => {
    const [call, ...others] = guide.strangers(['js', 'ts', 'tsx'])
    expect(call).toContain('api.example.com')
    expect(others).toEqual([])
  })

  it('keeps its settings, and says why, where no server is', async () => {
    const env = { POOLHOUSE_URL: `http://localhost:${await freePort()}` }
    expect(await runExample('examples/nextjs/setup.mjs', { cwd: folder.path, env })).toEqual({
      exitCode: 1,
      output: `No server at ${env.POOLHOUSE_URL}: run npm start\n`,
    })
    expect(await readFile(join(folder.path, 'examples/nextjs/.env.local'), 'utf8')).toBe(settings)
  })

  it('lets a visitor sign in, stay and sign out', async () => {
    await newVisitor()
    const texts: Promise<string>[] = []
    page.on('response', (response) => {
      if (response.url().startsWith(origin) && response.status() === 200)
        texts.push(response.text().catch(() => ''))
    })

    await page.goto(`${origin}/account?tab=1`)
    expect(page.url()).toMatch(`${server.url}/login?`)
    await look('1-sign-in')
    await submitPassword()
    await page.waitForURL(`${origin}/account?tab=1`)
    expect(await claim('cognito:username')).toBe('demo')
    expect(await claim('email')).toBe('demo@example.com')
    expect(await claim('iss')).toBe(`${server.url}/us-east-1_poolhouse`)
    await look('2-account')

    const cookies = await sessionCookies()
    expect(cookies.length).toBeGreaterThan(0)
    for (const cookie of cookies)
      expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Lax', path: '/', domain: 'localhost' })
    expect(await page.evaluate(() => document.cookie)).toBe('')
    expect(await page.evaluate(() => localStorage.length + sessionStorage.length)).toBe(0)
    const seen = [await page.content(), ...(await Promise.all(texts))].join('\n')
    const secrets = [...settings.matchAll(/SECRET=(.+)/g)].map(([, secret = '']) => secret)
    expect(secrets).toHaveLength(2)
    for (const secret of [...secrets, 'eyJ']) expect(seen.includes(secret), secret.slice(0, 4)).toBe(false)

    const response = await page.request.post(`${origin}/api/auth/refresh`)
    expect(response.status()).toBe(204)
    await page.getByRole('button', { name: 'Sign out' }).click()
    await page.waitForURL(`${origin}/`)
    expect(await page.textContent('p')).toBe('You are not signed in.')
    expect(await sessionCookies()).toEqual([])
    await look('3-signed-out')
    await page.goto(`${origin}/account`)
    expect(page.url(), 'the session of the sign-in pages has ended too').toMatch(`${server.url}/login?`)
  })

  it('renews tokens that have ended', async () => {
    await newVisitor()
    await page.goto(origin)
    await turn(-PAST_SECONDS)
    await page.getByRole('link', { name: 'Sign in' }).click()
    await submitPassword()
    await page.waitForURL(`${origin}/`)
    expect(await page.textContent('p'), 'the tokens have ended').toBe('You are not signed in.')
    await turn(PAST_SECONDS)

    const [ended] = await sessionCookies()
    await page.getByRole('link', { name: 'Your account' }).click()
    await page.waitForURL(`${origin}/account`)
    expect(await claim('cognito:username')).toBe('demo')
    expect(Number(await claim('exp')) * 1000).toBeGreaterThan(Date.now() + 200_000)
    const [renewed] = await sessionCookies()
    expect(renewed?.value).not.toBe(ended?.value)
    await look('4-renewed')

    await page.goto(origin)
    expect(await page.textContent('p')).toBe('You are signed in as demo.')
  })

  it('ends the session when the refresh token is revoked', async () => {
    await newVisitor()
    await page.goto(origin)
    await turn(-PAST_SECONDS)
    await page.goto(`${origin}/api/auth/login`)
    await submitPassword()
    await page.waitForURL(`${origin}/`)
    await server.call('AdminUserGlobalSignOut', { UserPoolId: 'us-east-1_poolhouse', Username: 'demo' })
    await turn(PAST_SECONDS)
    await page.goto(`${origin}/account`)
    expect(page.url()).toMatch(`${server.url}/`)
    expect(await sessionCookies()).toEqual([])
  })

  it.each([
    'https://evil.example/',
    '//evil.example/',
    '/\\evil.example/',
    '/\t/evil.example/',
    'javascript:alert(1)',
    'account',
  ])('comes back to its own start where returnTo is %j', async (returnTo) => {
    await newVisitor()
    await page.goto(`${origin}/api/auth/login?${new URLSearchParams({ returnTo })}`)
    await submitPassword()
    await page.waitForURL(`${origin}/`)
    expect(await page.textContent('p')).toBe('You are signed in as demo.')
  })

  it('answers scripts and other sites plainly', async () => {
    const status = async (path: string, init: RequestInit = {}) =>
      (await fetch(`${origin}${path}`, { redirect: 'manual', ...init })).status
    const elsewhere = { method: 'POST', headers: { origin: 'https://evil.example' } }
    expect(await status('/account')).toBe(401)
    expect(await status('/account', { headers: { accept: 'text/html' } })).toBe(303)
    expect(await status('/account', { headers: { cookie: 'poolhouse-session.0=forged' } })).toBe(401)
    expect(await status('/api/auth/logout', elsewhere)).toBe(403)
    expect(await status('/api/auth/refresh', { method: 'POST' })).toBe(401)
    expect(await status('/api/auth/callback?code=any&state=any')).toBe(400)
    expect(await status('/api/auth/nothing')).toBe(404)
  })
})

interface NextServer {
  stop(): Promise<void>
}

/** With nothing of this machine's settings but what programs need. */
const environment = {
  PATH: process.env.PATH,
  HOME: process.env['HOME'],
  SystemRoot: process.env['SystemRoot'],
  NODE_ENV: 'production' as const,
  NEXT_TELEMETRY_DISABLED: '1',
}

async function build(cwd: string): Promise<void> {
  const { stdout } = await run(process.execPath, [program(cwd), 'build'], { cwd, env: environment })
  expect(stdout).toContain('/api/auth/[action]')
}

/** What `npm start` starts, for this machine alone. */
async function startNext(cwd: string, port: number): Promise<NextServer> {
  const args = [program(cwd), 'start', '--hostname', 'localhost', '--port', String(port)]
  const child = spawn(process.execPath, args, { cwd, env: environment, stdio: ['ignore', 'pipe', 'pipe'] })
  const exited = once(child, 'exit')
  const output: string[] = []
  await new Promise<void>((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => {
        output.push(chunk.toString())
        if (output.join('').includes('Ready in')) resolve()
      })
    child.once('exit', () => reject(new Error(`Next.js ended: ${output.join('')}`)))
  })
  const stop = async () => {
    child.kill()
    await exited
  }
  return { stop }
}

function program(folder: string): string {
  return join(folder, 'node_modules/next/dist/bin/next')
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0)
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  await once(server.close(), 'close')
  return port
}
