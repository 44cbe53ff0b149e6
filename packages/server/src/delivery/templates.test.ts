import { describe, expect, it } from 'vitest'
import { userPool } from '../../test/support/outbox.ts'
import type { UserPoolSettings } from '../storage/user-pools.ts'
import { confirmationLink, render, type TemplateValues } from './templates.ts'

const link = confirmationLink('https://auth.example.com', {
  clientId: 'abc',
  username: 'a&b c',
  code: '123456',
})
const values: TemplateValues = {
  template: 'sign-up',
  channel: 'email',
  username: 'jane',
  code: '123456',
  link,
}

function rendered(changes: Partial<TemplateValues>, settings: Partial<UserPoolSettings> = {}) {
  return render(userPool(settings), { ...values, ...changes })
}

const asLink = { defaultEmailOption: 'CONFIRM_WITH_LINK' } as const

describe('messages', () => {
  it.each<[string, Partial<TemplateValues>, string, string]>([
    ['a verification by e-mail', {}, 'Your verification code', 'Your confirmation code is 123456.'],
    ['a verification by SMS', { channel: 'sms' }, '', 'Your confirmation code is 123456'],
    [
      'an invitation by e-mail',
      { template: 'invitation' },
      'Your temporary password',
      'Your username is jane and temporary password is 123456.',
    ],
    [
      'an invitation by SMS',
      { template: 'invitation', channel: 'sms' },
      '',
      'Your username is jane and temporary password is 123456.',
    ],
    [
      'an SMS at sign-in',
      { template: 'authentication', channel: 'sms' },
      '',
      'Your authentication code is 123456. ',
    ],
    [
      'an e-mail at sign-in',
      { template: 'authentication' },
      'Your authentication code',
      'Your authentication code is 123456.',
    ],
  ])('have the default text of %s', (_, changes, subject, body) => {
    expect(rendered(changes)).toEqual({ subject, body })
  })

  it.each<[string, Partial<TemplateValues>, Partial<UserPoolSettings>, string]>([
    [
      'the template before the older settings',
      {},
      { verificationMessageTemplate: { emailMessage: 'new {####}' }, emailVerificationMessage: 'old {####}' },
      'new 123456',
    ],
    ['the older e-mail setting', {}, { emailVerificationMessage: 'old {####}' }, 'old 123456'],
    ['the older SMS setting', { channel: 'sms' }, { smsVerificationMessage: 'old {####}' }, 'old 123456'],
    [
      'the SMS template first',
      { channel: 'sms' },
      { verificationMessageTemplate: { smsMessage: 'new {####}' }, smsVerificationMessage: 'old {####}' },
      'new 123456',
    ],
    [
      'its own SMS at sign-in',
      { template: 'authentication', channel: 'sms' },
      { smsAuthenticationMessage: 'hi {####} {####}' },
      'hi 123456 123456',
    ],
    [
      'its own invitation by e-mail',
      { template: 'invitation' },
      invitation({ emailMessage: '<b>{username}</b> {####}' }),
      '<b>jane</b> 123456',
    ],
    [
      'its own invitation by SMS',
      { template: 'invitation', channel: 'sms' },
      invitation({ sMSMessage: '{username}:{####}' }),
      'jane:123456',
    ],
  ])('use %s', (_, changes, settings, body) => {
    expect(rendered(changes, settings).body).toBe(body)
  })

  it('escape what is put into an e-mail, not into an SMS', () => {
    const hostile = { template: 'invitation', username: '<a href="x">\'&', code: 'P<1&$&' } as const
    expect(rendered(hostile).body).toBe(
      'Your username is &lt;a href=&quot;x&quot;&gt;&#39;&amp; and temporary password is P&lt;1&amp;$&amp;.',
    )
    expect(rendered({ ...hostile, channel: 'sms' }).body).toBe(
      'Your username is <a href="x">\'& and temporary password is P<1&$&.',
    )
  })

  it('read no value as a template', () => {
    const { body } = rendered({ template: 'invitation', username: '{####}{username}{##x##}' })
    expect(body).toBe('Your username is {####}{username}{##x##} and temporary password is 123456.')
  })

  it('put the user name into invitations only', () => {
    expect(rendered({}, { emailVerificationMessage: '{username} {####}' }).body).toBe('{username} 123456')
  })

  it('keep a subject on one line', () => {
    const settings = { emailVerificationSubject: 'Hello\r\nBcc: victim@example.com\u2028\0' }
    expect(rendered({}, settings).subject).toBe('Hello Bcc: victim@example.com')
  })
})

describe('messages with a link', () => {
  const href =
    'https://auth.example.com/confirmUser?client_id=abc&amp;user_name=a%26b+c&amp;confirmation_code=123456'

  it('have the default text and go to the confirmation page', () => {
    expect(rendered({}, { verificationMessageTemplate: asLink })).toEqual({
      subject: 'Your verification link',
      body: `Please click the link below to verify your email address. <a href="${href}">Verify Email</a>`,
      link: href.replaceAll('&amp;', '&'),
    })
  })

  it('have the text of the pool, also twice', () => {
    const template = { ...asLink, emailMessageByLink: '{##A##} or {##B c##}', emailSubjectByLink: 'S' }
    const { subject, body } = rendered({}, { verificationMessageTemplate: template })
    expect(subject).toBe('S')
    expect(body).toBe(`<a href="${href}">A</a> or <a href="${href}">B c</a>`)
  })

  it('are codes where the flow has no link, where the pool wants codes, and by SMS', () => {
    const { link: _, ...withoutLink } = values
    const settings = { verificationMessageTemplate: asLink }
    const code = 'Your confirmation code is 123456'
    expect(render(userPool(settings), withoutLink).body).toBe(`${code}.`)
    expect(rendered({}, {})).not.toHaveProperty('link')
    expect(rendered({ channel: 'sms' }, settings)).toEqual({ subject: '', body: code })
  })
})

function invitation(inviteMessageTemplate: { sMSMessage?: string; emailMessage?: string }) {
  return { adminCreateUserConfig: { allowAdminCreateUserOnly: false, inviteMessageTemplate } }
}
