import { describe, expect, it } from 'vitest'
import { allPages, strictPolicy, testView } from '../../test/support/hosted-pages.ts'
import { assetResponse, assetUrl } from './assets.ts'
import { chooseFactorPage } from './pages/choose-factor.ts'
import { mfaSetupAppPage } from './pages/mfa-setup-app.ts'
import { oneTimeCodePage } from './pages/one-time-code.ts'
import { signInPage } from './pages/sign-in.ts'
import { signUpPage } from './pages/sign-up.ts'
import { defaultBrand, type View } from './view.ts'

const hostile = `"'></title></style></textarea><script>alert(1)</script><img src=x onerror=alert(1)>&amp;\${x}\``
const hostileView: View = testView({
  csrfToken: hostile,
  nonce: hostile,
  lang: hostile,
  query: `?state=${hostile}`,
  applicationName: hostile,
  brand: {
    ...defaultBrand,
    css: `</style><script>alert(1)</script>`,
    logo: { url: hostile, alt: hostile },
    backgroundImageUrl: hostile,
    faviconUrl: hostile,
    terms: [{ name: 'terms-of-use', url: `https://example.com/${hostile}` }],
  },
})
const harmlessView = testView({
  brand: {
    ...defaultBrand,
    css: ':root{}',
    logo: { url: '/a', alt: 'a' },
    backgroundImageUrl: '/b',
    faviconUrl: '/c',
    terms: [{ name: 'terms-of-use', url: 'https://example.com/' }],
  },
})

/** The tags of a document with the names of their attributes. Escaped text has no angle bracket or double quote. */
function tags(page: string): string[] {
  const withoutStyle = page.replace(/(<style[^>]*>).*?<\/style>/s, '$1')
  return (withoutStyle.match(/<[^>]*>/g) ?? []).map((tag) => tag.replaceAll(/="[^"]*"/g, ''))
}

/** The name of the field with the cursor. */
function focused(page: string): string | undefined {
  return /name="([^"]*)"[^>]* autofocus/.exec(page)?.[1]
}

describe('every page', () => {
  const hostilePages = allPages(hostileView, { name: hostile, error: hostile })
  const harmlessPages = allPages(harmlessView, { name: 'ada', error: 'No.' })
  const pages = Object.entries(allPages(testView(), { name: 'ada', error: 'No.' }))

  it.each(Object.keys(hostilePages))('keeps its structure whatever it is told: %s', (name) => {
    expect(tags(`${hostilePages[name]}`)).toEqual(tags(`${harmlessPages[name]}`))
  })

  it.each(Object.keys(hostilePages))('lets the style of a brand not end its element: %s', (name) => {
    const [, css] = /<style[^>]*>(.*?)<\/style>/s.exec(`${hostilePages[name]}`) ?? []
    expect(css).toBe('<\\/style><script>alert(1)<\\/script>')
  })

  it.each(pages)('is a document with one heading and one main landmark: %s', (_, page) => {
    const text = page.toString()
    expect(text).toMatch(/^<!doctype html>\n<html lang="en" class="dynamic">/)
    expect(text.match(/<h1>/g)).toHaveLength(1)
    expect(text.match(/<main[ >]/g)).toHaveLength(1)
    expect(text.match(/ autofocus/g)?.length ?? 0).toBeLessThanOrEqual(1)
  })

  it.each(pages)('has no script or style of its own, and posts with the token: %s', (_, page) => {
    const text = page.toString()
    expect(text).not.toMatch(/<script>| style="| on\w+="/)
    const forms = text.split('<form').slice(1)
    for (const form of forms) {
      if (form.startsWith(' method="get" action="/_poolhouse/messages"')) {
        expect(form).not.toContain('test-token')
        continue
      }
      expect(form).toContain('<input type="hidden" name="_csrf" value="test-token">')
      expect(form).toMatch(/^ method="post" action="\/\w+(\/add)?\?client_id=abc&amp;redirect_uri=/)
    }
  })

  it('loads the script on pages with passkeys alone', () => {
    const withScript = pages.filter(([, page]) => page.includes('<script')).map(([name]) => name)
    expect(withScript).toEqual(['passkey', 'passkey-error', 'add-passkey'])
  })

  it('never writes a password back', () => {
    for (const [, page] of pages) expect(page.toString()).not.toMatch(/type="password"[^>]* value=/)
  })
})

describe('the sign-in page', () => {
  it('is less than 30 kB with all that it loads', async () => {
    const page = signInPage(testView(), { usernameKind: 'email', forgotPassword: true, signUp: true })
    const css = await assetResponse(assetUrl('pages.css'), 'gzip')?.arrayBuffer()
    expect(page.length + (css?.byteLength ?? Number.NaN)).toBeLessThan(30_000)
  })

  it('puts the cursor where something is to be typed', () => {
    const fresh = `${signInPage(testView(), { usernameKind: 'email' })}`
    const known = `${signInPage(testView(), { usernameKind: 'email', username: 'ada' })}`
    expect(focused(fresh)).toBe('username')
    expect(focused(known)).toBe('password')
  })

  it('ties an error to the field that it is about', () => {
    const error = { text: 'No.', field: 'username' }
    const page = `${signInPage(testView(), { usernameKind: 'email', username: 'ada', error })}`
    expect(focused(page)).toBe('username')
    expect(page).toContain('role="alert" id="problem"')
    expect(page).toMatch(/name="username"[^>]* aria-describedby="problem" aria-invalid="true"/)
  })

  it('offers an account and a new password only where there is a way to one', () => {
    const page = `${signInPage(testView(), { usernameKind: 'email' })}`
    expect(page).not.toContain('/signup')
    expect(page).not.toContain('/forgotPassword')
  })

  it('has no form where only other providers sign in', () => {
    const providers = [{ kind: 'oidc', name: 'Staff', url: '/to-staff' }] as const
    const page = `${signInPage(testView(), { usernameKind: 'email', localUsers: false, providers: [...providers] })}`
    expect(page).not.toContain('<form')
    expect(page).toContain('href="/to-staff"')
  })

  it('leads to terms on the web alone', () => {
    const terms = [{ name: 'terms-of-use', url: 'javascript:alert(1)' } as const]
    const view = testView({ brand: { ...defaultBrand, terms: [...terms] } })
    expect(`${signInPage(view, { usernameKind: 'email' })}`).not.toContain('javascript:')
  })
})

describe('the page to set up an authenticator app', () => {
  const model = { state: 's', qrCode: '<svg></svg>', secret: 'ABCD', otpauthUrl: 'otpauth://totp/a' }

  it('begins with the instructions, and puts the cursor into the code after a wrong one', () => {
    expect(focused(`${mfaSetupAppPage(testView(), model)}`)).toBeUndefined()
    const error = { text: 'No.', field: 'code' }
    expect(focused(`${mfaSetupAppPage(testView(), { ...model, error })}`)).toBe('code')
  })
})

describe('the choice of the first factor', () => {
  it('offers a passkey before codes', () => {
    const page = `${chooseFactorPage(testView(), { state: 's', factors: ['EMAIL_OTP', 'WEB_AUTHN', 'SMS_OTP'] })}`
    expect(page.match(/value="[A-Z]+_[A-Z]+"/g)).toEqual([
      'value="WEB_AUTHN"',
      'value="EMAIL_OTP"',
      'value="SMS_OTP"',
    ])
  })
})

describe('the page for a code', () => {
  const page = (kind: 'app' | 'sms') =>
    `${oneTimeCodePage(testView(), { state: 's', username: 'ada', kind })}`

  it('says how to get another one where it is sent', () => {
    expect(page('sms')).toMatch(/No code\? <a[^>]*>Start again/)
    expect(page('app')).not.toContain('No code?')
  })
})

describe('the sign-up page', () => {
  const page = (attributes: Parameters<typeof signUpPage>[1]['attributes']) =>
    `${signUpPage(testView(), { usernameKind: 'username', policy: strictPolicy, attributes })}`

  it.each([
    ['email', 'type="email"', 'autocomplete="email"'],
    ['phone_number', 'type="tel"', 'autocomplete="tel"'],
    ['birthdate', 'type="date"', 'autocomplete="bday"'],
    ['website', 'type="url"', 'autocomplete="url"'],
    ['given_name', 'type="text"', 'autocomplete="given-name"'],
    ['updated_at', 'type="number"', 'min="0"'],
    ['address', '<textarea', 'autocomplete="street-address"'],
  ])('asks for %s with %s %s', (name, type, more) => {
    const field = page([{ name, attributeDataType: 'String' }]).split(`<label`)[2] ?? ''
    expect(field).toContain(`name="requiredAttributes[${name}]"`)
    expect(field).toContain(type)
    expect(field).toContain(more)
  })

  it('asks for custom attributes by their type and limits', () => {
    const numberAttributeConstraints = { minValue: '18', maxValue: '99' }
    const stringAttributeConstraints = { minLength: '2', maxLength: '9' }
    const written = page([
      { name: 'custom:age', attributeDataType: 'Number', numberAttributeConstraints },
      { name: 'custom:team', attributeDataType: 'String', stringAttributeConstraints },
      { name: 'custom:news', attributeDataType: 'Boolean' },
    ])
    expect(written).toMatch(/<input type="number"[^>]* min="18" max="99"/)
    expect(written).toMatch(/name="requiredAttributes\[custom:team\]"[^>]* minlength="2" maxlength="9"/)
    expect(written).toContain('<option value="true">Yes</option>')
  })

  it('lists what the policy asks for and nothing else', () => {
    const policy = { ...strictPolicy, minimumLength: 12, requireSymbols: false }
    const written = `${signUpPage(testView(), { usernameKind: 'email', policy, attributes: [] })}`
    expect(written).toContain('At least 12 characters')
    expect(written).toContain('An uppercase letter')
    expect(written).not.toContain('A symbol')
    expect(written).not.toContain('To differ')
    expect(written).toContain('minlength="12"')
  })
})
