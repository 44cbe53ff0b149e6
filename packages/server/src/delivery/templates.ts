import type { UserPool } from '../storage/user-pools.ts'
import type { MessageTexts } from '../triggers/custom-message.ts'
import type { Channel } from './destination.ts'

export type TemplateName =
  | 'sign-up'
  | 'resend-code'
  | 'forgot-password'
  | 'verify-attribute'
  | 'update-attribute'
  | 'invitation'
  | 'authentication'

export interface TemplateValues {
  template: TemplateName
  channel: Channel
  username: string
  code: string
  link?: string
  /** A function's own words. */
  texts?: MessageTexts | undefined
}

export interface RenderedMessage {
  subject: string
  body: string
  /** Only where the message shows it. */
  link?: string
}

/**
 * Cognito's texts where the pool sets none: the verification and MFA texts are our best reading, the invitation's are
 * documented with the CDK's `UserInvitationConfig`, the link form's are those that the console shows.
 */
const defaults = {
  verificationSubject: 'Your verification code',
  verificationEmail: 'Your confirmation code is {####}.',
  verificationSms: 'Your confirmation code is {####}',
  linkSubject: 'Your verification link',
  linkEmail: 'Please click the link below to verify your email address. {##Verify Email##}',
  invitationSubject: 'Your temporary password',
  invitation: 'Your username is {username} and temporary password is {####}.',
  authenticationSubject: 'Your authentication code',
  authentication: 'Your authentication code is {####}. ',
}

interface Template {
  subject: string
  body: string
}

/** Puts the values into the pool's template. E-mail bodies are HTML, so values are escaped there; SMS are plain text. */
export function render(pool: UserPool, values: TemplateValues): RenderedMessage {
  const link = showsLink(pool, values.channel) ? values.link : undefined
  const { subject, body } = inOwnWords(chooseTemplate(pool, values, link !== undefined), values)
  return {
    subject: values.channel === 'email' ? oneLine(subject) : '',
    body: fill(body, values, link),
    ...(link !== undefined && { link }),
  }
}

/** What a function worded takes the place of the pool's words. */
function inOwnWords(template: Template, { channel, texts }: TemplateValues): Template {
  if (channel === 'sms') return { subject: '', body: texts?.smsMessage ?? template.body }
  return { subject: texts?.emailSubject ?? template.subject, body: texts?.emailMessage ?? template.body }
}

/** The address that confirms a sign-up when it is opened, on a configured base: no request's Host gets into mail. */
export function confirmationLink(
  base: string,
  values: { clientId: string; username: string; code: string },
): string {
  const query = new URLSearchParams({
    client_id: values.clientId,
    user_name: values.username,
    confirmation_code: values.code,
  })
  return `${base}/confirmUser?${query}`
}

/** Whether messages of this channel show the link in the place of the code. */
export function showsLink(pool: UserPool, channel: Channel): boolean {
  const { defaultEmailOption } = pool.settings.verificationMessageTemplate
  return channel === 'email' && defaultEmailOption === 'CONFIRM_WITH_LINK'
}

function chooseTemplate(pool: UserPool, { template, channel }: TemplateValues, asLink: boolean): Template {
  if (template === 'invitation') return channel === 'email' ? invitationEmail(pool) : invitationSms(pool)
  if (template === 'authentication') return authentication(pool, channel)
  if (channel === 'sms') return verificationSms(pool)
  return asLink ? verificationLink(pool) : verificationEmail(pool)
}

function invitationEmail({ settings }: UserPool): Template {
  const template = settings.adminCreateUserConfig.inviteMessageTemplate
  return {
    subject: template?.emailSubject ?? defaults.invitationSubject,
    body: template?.emailMessage ?? defaults.invitation,
  }
}

function invitationSms({ settings }: UserPool): Template {
  const template = settings.adminCreateUserConfig.inviteMessageTemplate
  return { subject: '', body: template?.sMSMessage ?? defaults.invitation }
}

function authentication({ settings }: UserPool, channel: Channel): Template {
  if (channel === 'sms')
    return { subject: '', body: settings.smsAuthenticationMessage ?? defaults.authentication }
  const own = settings.emailMfaConfiguration
  return {
    subject: own?.subject ?? defaults.authenticationSubject,
    body: own?.message ?? defaults.authentication.trimEnd(),
  }
}

function verificationSms({ settings }: UserPool): Template {
  const own = settings.verificationMessageTemplate.smsMessage ?? settings.smsVerificationMessage
  return { subject: '', body: own ?? defaults.verificationSms }
}

function verificationEmail({ settings }: UserPool): Template {
  const template = settings.verificationMessageTemplate
  const subject = template.emailSubject ?? settings.emailVerificationSubject
  const body = template.emailMessage ?? settings.emailVerificationMessage
  return { subject: subject ?? defaults.verificationSubject, body: body ?? defaults.verificationEmail }
}

function verificationLink({ settings }: UserPool): Template {
  const template = settings.verificationMessageTemplate
  return {
    subject: template.emailSubjectByLink ?? defaults.linkSubject,
    body: template.emailMessageByLink ?? defaults.linkEmail,
  }
}

/** `{####}`, `{username}` (invitations only) and `{##text of a link##}`, in one pass: no value is read as a template. */
const placeholders = /\{####\}|\{username\}|\{##([^{}]+?)##\}/g

function fill(template: string, values: TemplateValues, link: string | undefined): string {
  const put = values.channel === 'email' ? escapeHtml : (text: string) => text
  return template.replace(placeholders, (placeholder: string, linkText: string | undefined) => {
    if (placeholder === '{####}') return put(values.code)
    if (placeholder === '{username}')
      return values.template === 'invitation' ? put(values.username) : placeholder
    return link === undefined ? placeholder : `<a href="${escapeHtml(link)}">${linkText}</a>`
  })
}

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character)
}

/** A subject is one header: no line may begin within it. */
function oneLine(subject: string): string {
  return subject.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim()
}
