import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { appCode, SES, SMS, setFactors, timeOf } from '../support/mfa.ts'
import { createUser, PASSWORD } from '../support/pool.ts'
import { readQrCode } from '../support/read-qr-code.ts'
import { PHONE } from '../support/walk.ts'
import { createWorld, type World } from '../support/walk-world.ts'

const EMAIL = 'ada@example.com'
const PHONE_NUMBER = '+14155550123'
const contacts = {
  email: EMAIL,
  email_verified: 'true',
  phone_number: PHONE_NUMBER,
  phone_number_verified: 'true',
}

describe('the walks of users with more than a password', () => {
  let world: World
  beforeAll(async () => {
    world = await createWorld()
  })
  afterAll(() => world?.end())

  it('set up an app by its QR code on a phone, and sign in by its codes', async () => {
    const { server, callback } = world
    const pool = await world.addPool('app')
    await setFactors(server, pool, 'ON', ['SOFTWARE_TOKEN_MFA'])
    await createUser(server, pool, 'ada')
    const walk = await world.walk('authenticator-app', pool, { viewport: PHONE })
    const { page } = walk
    await page.goto(pool.url())
    await walk.submit({ username: 'ada', password: PASSWORD })
    await walk.look('set-up')
    const link = (await page.getAttribute('a[href^="otpauth:"]', 'href')) ?? ''
    expect(await scan(page)).toBe(link)
    const secret = new URL(link).searchParams.get('secret') ?? ''
    await page.click('summary')
    await walk.look('set-up-without-camera')
    expect((await page.textContent('.secret'))?.replaceAll(' ', '')).toBe(secret)
    await walk.submit({ code: '000000' })
    await walk.look('set-up-refused')
    await walk.submit({ code: appCode(secret, timeOf(server)) })
    await page.waitForURL(`${callback}?code=*`)

    await page.goto(pool.url('/login', { prompt: 'login' }))
    await walk.submit({ username: 'ada', password: PASSWORD })
    await walk.look('code')
    await walk.submit({ code: appCode(secret, timeOf(server), 1) })
    await page.waitForURL(`${callback}?code=*`)
    await walk.end()
  })

  it('sign in by a text message', async () => {
    const { server, callback } = world
    const pool = await world.addPool('sms', { pool: { SmsConfiguration: SMS } })
    await setFactors(server, pool, 'ON', ['SMS_MFA'])
    await createUser(server, pool, 'ada', contacts)
    const walk = await world.walk('text-message', pool)
    await walk.page.goto(pool.url())
    await walk.submit({ username: 'ada', password: PASSWORD })
    await walk.look('code')
    await walk.submit({ code: await server.codeFor(PHONE_NUMBER) })
    await walk.page.waitForURL(`${callback}?code=*`)
    await walk.end()
  })

  it('choose between their second factors', async () => {
    const { server, callback } = world
    const pool = await world.addPool('choice', {
      pool: { SmsConfiguration: SMS, EmailConfiguration: SES },
    })
    await setFactors(server, pool, 'OPTIONAL', ['SMS_MFA', 'EMAIL_OTP'])
    await createUser(server, pool, 'ada', contacts)
    await server.call('AdminSetUserMFAPreference', {
      UserPoolId: pool.userPoolId,
      Username: 'ada',
      SMSMfaSettings: { Enabled: true },
      EmailMfaSettings: { Enabled: true },
    })
    const walk = await world.walk('second-factors', pool)
    await walk.page.goto(pool.url())
    await walk.submit({ username: 'ada', password: PASSWORD })
    await walk.look('choice')
    await walk.follow('Email')
    await walk.look('code')
    await walk.submit({ code: await server.codeFor(EMAIL) })
    await walk.page.waitForURL(`${callback}?code=*`)
    await walk.end()
  })

  it('choose what to set up where they have none', async () => {
    const { server } = world
    const pool = await world.addPool('set-up', { pool: { EmailConfiguration: SES } })
    await setFactors(server, pool, 'ON', ['SOFTWARE_TOKEN_MFA', 'EMAIL_OTP'])
    await createUser(server, pool, 'ada')
    const walk = await world.walk('set-up-choice', pool)
    await walk.page.goto(pool.url())
    await walk.submit({ username: 'ada', password: PASSWORD })
    await walk.look('choice')
    await walk.follow('Email')
    await walk.look('address')
    await walk.submit({ email: EMAIL })
    await walk.look('code')
    await walk.submit({ code: await server.codeFor(EMAIL) })
    await walk.page.waitForURL(`${world.callback}?code=*`)
    await walk.end()
  })

  it('sign in by a code alone', async () => {
    const { server, callback } = world
    const pool = await world.addPool('email-code', {
      pool: {
        EmailConfiguration: SES,
        Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'EMAIL_OTP'] } },
      },
    })
    await createUser(server, pool, 'ada', contacts)
    const walk = await world.walk('email-code', pool)
    await walk.page.goto(pool.url())
    await walk.look('name')
    await walk.submit({ username: 'ada' })
    await walk.look('ways')
    await walk.follow('Email me a code')
    await walk.look('code')
    await walk.follow('Send a new code')
    await walk.look('resent')
    await walk.submit({ code: await server.codeFor(EMAIL) })
    await walk.page.waitForURL(`${callback}?code=*`)
    await walk.end()
  })
})

/** What a camera reads of the page: each square of the code by the colour in its middle. */
async function scan(page: Page): Promise<string> {
  const image = (await page.locator('.qr-code svg').screenshot()).toString('base64')
  const modules = await page.evaluate(readSquares, image)
  return readQrCode(modules)
}

/** Runs in the browser. */
async function readSquares(png: string): Promise<boolean[][]> {
  const bytes = Uint8Array.from(atob(png), (letter) => letter.charCodeAt(0))
  const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }))
  const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d')
  if (!context) throw new Error('there is no canvas')
  context.drawImage(bitmap, 0, 0)
  const svg = document.querySelector<SVGSVGElement>('.qr-code svg')
  const squares = svg?.viewBox.baseVal.width ?? 0
  const quiet = 4
  const middle = (place: number, size: number) => Math.floor(((quiet + place + 0.5) * size) / squares)
  const places = Array.from({ length: squares - 2 * quiet }, (_, place) => place)
  return places.map((y) =>
    places.map((x) => {
      const [red = 0] = context.getImageData(middle(x, bitmap.width), middle(y, bitmap.height), 1, 1).data
      return red < 128
    }),
  )
}
