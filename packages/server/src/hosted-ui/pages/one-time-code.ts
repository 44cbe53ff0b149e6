import { codeField, describedBySuccess, errorBox, submitButton, successBox } from '../fields.ts'
import { type FormTarget, form, linkButton, links, pageLink } from '../forms.ts'
import { type Html, html } from '../html.ts'
import { type IconName, icon } from '../icons.ts'
import { renderPage } from '../layout.ts'
import type { PageError, View } from '../view.ts'

export interface OneTimeCodeModel {
  state: string
  /** As the user wrote it. */
  username: string
  kind: 'app' | 'email' | 'sms'
  /** Masked. */
  destination?: string | undefined
  /** Asks for another code. */
  resend?: FormTarget | undefined
  resent?: boolean
  /** Goes back to the choice of ways. */
  anotherWay?: FormTarget | undefined
  error?: PageError | undefined
}

/** SOFTWARE_TOKEN_MFA, EMAIL_OTP, SMS_OTP and SMS_MFA. Posts `state`, `code` to `/challenge`. */
export function oneTimeCodePage(view: View, model: OneTimeCodeModel): Html {
  const { code, common } = view.messages
  const { title, lead, sign } = heading(view, model)
  const fields = codeField(view, model.error, { first: true, describedBy: describedBySuccess(model.resent) })
  const target = { path: '/challenge', fields: { state: model.state } } as const
  return renderPage(view, {
    title,
    lead: html`${lead}<br>${common.signingInAs(model.username)}`,
    sign: html`<div class="sign">${icon(sign)}</div>`,
    content: html`${errorBox(view, model.error)}${successBox(model.resent ? code.resent : undefined)}
${form(view, target, html`<div class="stack">${fields}${submitButton(code.submit)}</div>`)}
${links(
  view,
  model.resend && html`<div>${code.noCode} ${linkButton(view, model.resend, code.resend)}</div>`,
  model.anotherWay && linkButton(view, model.anotherWay, code.anotherWay),
  startAgain(view, model),
)}`,
  })
}

/** Where no other code can be asked for, a new sign-in sends one. */
function startAgain(view: View, { kind, resend }: OneTimeCodeModel): Html {
  const { code } = view.messages
  const link = pageLink(view, '/login', code.startAgain)
  return kind === 'app' || resend ? link : html`<div>${code.noCode} ${link}</div>`
}

function heading(
  { messages: { code } }: View,
  { kind, destination }: OneTimeCodeModel,
): { title: string; lead: string; sign: IconName } {
  if (kind === 'app') return { title: code.appTitle, lead: code.appLead, sign: 'app' }
  if (kind === 'email') {
    const lead = destination === undefined ? code.emailLeadUnknown : code.emailLead(destination)
    return { title: code.emailTitle, lead, sign: 'email' }
  }
  const lead = destination === undefined ? code.smsLeadUnknown : code.smsLead(destination)
  return { title: code.smsTitle, lead, sign: 'sms' }
}
