import { existsSync } from 'node:fs'
import { type Browser, type CDPSession, chromium, type Page } from 'playwright-core'

/** Where Linux distributions, macOS and Windows keep a Chromium or Chrome. */
const installed = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
]

/** A Chromium: Playwright's own, the machine's, else on Linux the one that npm brings. */
export async function launchBrowser(): Promise<Browser> {
  const executablePath = [chromium.executablePath(), ...installed].find((path) => existsSync(path))
  return chromium.launch({
    executablePath: executablePath ?? (await unpackedChromium()),
    args: ['--no-sandbox'],
  })
}

async function unpackedChromium(): Promise<string> {
  const { default: packed } = await import('@sparticuz/chromium')
  return packed.executablePath()
}

/** An authenticator that lives in the browser. */
export interface VirtualAuthenticator {
  /** Whether its user shows who they are from now on. */
  verifyUser(verifies: boolean): Promise<void>
  /** How many passkeys it holds. */
  count(): Promise<number>
}

/** Puts a platform authenticator into the page by the DevTools protocol's domain WebAuthn. */
export async function addAuthenticator(page: Page): Promise<VirtualAuthenticator> {
  const session: CDPSession = await page.context().newCDPSession(page)
  await session.send('WebAuthn.enable')
  const { authenticatorId } = await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
  return {
    verifyUser: async (isUserVerified) => {
      await session.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified })
    },
    count: async () =>
      (await session.send('WebAuthn.getCredentials', { authenticatorId })).credentials.length,
  }
}
