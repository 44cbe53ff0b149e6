import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { decodeEntities, type HostedClient, hostedClient } from '../support/hosted.ts'
import { readGuide } from './guide-page.ts'
import { type RunningWebApp, startWebApp } from './web-app.ts'

const SET_UP_TIMEOUT_MS = 120_000

describe('the example of docs/identity-providers.md', () => {
  let running: RunningWebApp

  beforeAll(async () => {
    running = await startWebApp(readGuide('docs/identity-providers.md'))
  }, SET_UP_TIMEOUT_MS)
  afterAll(() => running?.stop())

  /** What the page tells of the user whom the provider signed in. */
  async function expectUser(): Promise<void> {
    const { call } = running.server
    const pool = { UserPoolId: 'us-east-1_harbour' }
    const { Users: staff } = await call('ListUsers', { UserPoolId: 'us-east-1_staff' })
    const userId = staff[0].Attributes.find(({ Name }: { Name: string }) => Name === 'sub').Value
    const Username = `Staff_${userId}`
    expect((await call('ListUsers', pool)).Users).toMatchObject([
      { Username, UserStatus: 'EXTERNAL_PROVIDER' },
    ])
    expect((await call('AdminListGroupsForUser', { ...pool, Username })).Groups).toMatchObject([
      { GroupName: 'us-east-1_harbour_Staff' },
    ])
  }

  /** Follows redirects of the pages; resolves with the page, or with the address of the application. */
  async function follow(pages: HostedClient, address: string): Promise<string | undefined> {
    const { location } = await pages.get(address)
    if (location === undefined || location.startsWith(running.app.url)) return location
    return follow(pages, location)
  }

  it('signs its user in at the other pool, and back in without a page', async () => {
    const { server, app } = running
    const browser = hostedClient(app)
    const pages = hostedClient(server)
    const toButton = async () => {
      const { location: authorization = '' } = await browser.get('/sign-in')
      const { location: login = '' } = await pages.get(authorization)
      const { html } = await pages.get(login)
      expect(html).toContain('Continue with Staff')
      return decodeEntities(/href="([^"]*identity_provider=Staff[^"]*)"/.exec(html)?.[1] ?? '')
    }

    expect(await follow(pages, await toButton())).toBeUndefined()
    const { location: back = '' } = await pages.submit({ username: 'grace', password: 'Correct-Horse-1' })
    await browser.get((await follow(pages, back)) ?? '')
    expect((await browser.get('/')).html).toContain('grace@example.com')
    await expectUser()

    const { location: signOut = '' } = await browser.submit()
    expect(await follow(pages, signOut)).toBe(`${app.url}/`)
    await browser.get((await follow(pages, await toButton())) ?? '')
    expect((await browser.get('/')).html).toContain('grace@example.com')
  })
})
