import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { assetResponse } from '../../src/hosted-ui/assets.ts'
import type { Html } from '../../src/hosted-ui/html.ts'
import { en } from '../../src/hosted-ui/messages/en.ts'
import { addPasskeyPage } from '../../src/hosted-ui/pages/add-passkey.ts'
import { passkeyPage } from '../../src/hosted-ui/pages/passkey.ts'
import { addAuthenticator, launchBrowser, type VirtualAuthenticator } from '../support/browser.ts'
import { testView } from '../support/hosted-pages.ts'

const policy = "default-src 'none'; style-src 'self'; script-src 'self'; form-action 'self'; base-uri 'none'"
const challenge = Buffer.from('a challenge').toString('base64url')
const creationOptions = (excluded: { id: string; type: string }[] = []) =>
  JSON.stringify({
    challenge,
    rp: { id: 'localhost', name: 'Harbour' },
    user: { id: 'YWRh', name: 'ada', displayName: 'Ada' },
    pubKeyCredParams: [{ type: 'public-key', alg: -7 }],
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    excludeCredentials: excluded,
  })
const requestOptions = JSON.stringify({ challenge, rpId: 'localhost', userVerification: 'required' })

describe('the script of the pages with passkeys', () => {
  let site: Server
  let browser: Browser
  let page: Page
  let authenticator: VirtualAuthenticator
  let shown: Html
  let posted: URLSearchParams[]

  beforeAll(async () => {
    browser = await launchBrowser()
    site = createServer(async (request, response) => {
      if (request.method === 'POST')
        posted.push(new URLSearchParams(Buffer.concat(await request.toArray()).toString()))
      const asset = assetResponse(request.url ?? '')
      if (asset) {
        const body = new Uint8Array(await asset.arrayBuffer())
        return response.writeHead(200, Object.fromEntries(asset.headers)).end(body)
      }
      const body = request.method === 'POST' ? '<title>posted</title>' : shown.toString()
      const headers = { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy }
      return response.writeHead(200, headers).end(body)
    })
    await new Promise<void>((resolve) => site.listen(0, 'localhost', resolve))
  })
  afterAll(async () => {
    await browser?.close()
    site?.close()
  })

  beforeEach(async () => {
    posted = []
    page = await browser.newPage()
    authenticator = await addAuthenticator(page)
  })
  afterEach(() => page.close())

  async function open(next: Html): Promise<void> {
    shown = next
    await page.goto(`http://localhost:${(site.address() as AddressInfo).port}/`)
  }

  async function create(): Promise<{ id: string }> {
    await open(addPasskeyPage(testView(), { creationOptions: creationOptions() }))
    await page.getByRole('button', { name: en.addPasskey.submit }).click()
    await page.waitForFunction(() => document.title === 'posted')
    return JSON.parse(posted.at(-1)?.get('credential') ?? '')
  }

  it('creates a passkey and posts it with the token', async () => {
    expect(await create()).toMatchObject({ type: 'public-key', id: expect.any(String) })
    expect(posted[0]?.get('_csrf')).toBe('test-token')
    expect(await authenticator.count()).toBe(1)
  })

  it('signs in with a passkey and posts the answer with the state', async () => {
    const { id } = await create()
    await open(passkeyPage(testView(), { state: 'sealed', requestOptions }))
    await page.getByRole('button', { name: en.passkey.submit }).click()
    await page.waitForFunction(() => document.title === 'posted')
    expect(JSON.parse(posted[1]?.get('credential') ?? '')).toMatchObject({ id })
    expect(posted[1]?.get('state')).toBe('sealed')
  })

  it('asks at once where the page says so', async () => {
    await create()
    await open(passkeyPage(testView(), { state: 'sealed', requestOptions, startsAtOnce: true }))
    await page.waitForFunction(() => document.title === 'posted')
    expect(posted).toHaveLength(2)
  })

  it('does the same in a browser that knows no JSON of passkeys', async () => {
    await page.addInitScript(() => {
      const functions = ['parseCreationOptionsFromJSON', 'parseRequestOptionsFromJSON']
      for (const name of functions) Reflect.deleteProperty(PublicKeyCredential, name)
      Reflect.deleteProperty(PublicKeyCredential.prototype, 'toJSON')
    })
    const created = await create()
    const bytes = expect.stringMatching(/^[\w-]{20,}$/)
    expect(created).toMatchObject({
      ...{ type: 'public-key', rawId: created.id, authenticatorAttachment: 'platform' },
      response: { attestationObject: bytes, clientDataJSON: bytes, transports: ['internal'] },
    })
    await open(passkeyPage(testView(), { state: 'sealed', requestOptions, startsAtOnce: true }))
    await page.waitForFunction(() => document.title === 'posted')
    expect(JSON.parse(posted[1]?.get('credential') ?? '')).toMatchObject({
      id: created.id,
      response: { authenticatorData: bytes, signature: bytes, clientDataJSON: bytes, userHandle: 'YWRh' },
    })
    const excluded = creationOptions([{ id: created.id, type: 'public-key' }])
    await open(addPasskeyPage(testView(), { creationOptions: excluded }))
    await page.getByRole('button', { name: en.addPasskey.submit }).click()
    await page.getByRole('alert').getByText(en.addPasskey.alreadyRegistered).waitFor()
  })

  it('says when no passkey was used, and can be tried again', async () => {
    await create()
    await authenticator.verifyUser(false)
    await open(passkeyPage(testView(), { state: 'sealed', requestOptions }))
    const button = page.getByRole('button', { name: en.passkey.submit })
    await button.click()
    await page.getByRole('alert').getByText(en.passkey.failed).waitFor()
    await authenticator.verifyUser(true)
    await button.click()
    await page.waitForFunction(() => document.title === 'posted')
    expect(posted).toHaveLength(2)
  })

  it('says when the device has a passkey already', async () => {
    const { id } = await create()
    const excluded = creationOptions([{ id, type: 'public-key' }])
    await open(addPasskeyPage(testView(), { creationOptions: excluded }))
    await page.getByRole('button', { name: en.addPasskey.submit }).click()
    await page.getByRole('alert').getByText(en.addPasskey.alreadyRegistered).waitFor()
  })

  it('says when the browser knows no passkeys', async () => {
    await page.addInitScript(() => Reflect.deleteProperty(globalThis, 'PublicKeyCredential'))
    await open(passkeyPage(testView(), { state: 'sealed', requestOptions }))
    await page.getByRole('alert').getByText(en.passkey.unsupported).waitFor()
    expect(await page.getByRole('button', { name: en.passkey.submit }).isDisabled()).toBe(true)
  })
})
