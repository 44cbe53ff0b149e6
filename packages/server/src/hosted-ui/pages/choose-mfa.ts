import { errorBox } from '../fields.ts'
import { type Choice, choices, links, pageLink } from '../forms.ts'
import { type Html, html } from '../html.ts'
import { renderPage } from '../layout.ts'
import type { PageError, View } from '../view.ts'

export type MfaFactor = 'SOFTWARE_TOKEN_MFA' | 'EMAIL_OTP' | 'SMS_MFA'

export interface ChooseMfaModel {
  state: string
  factors: MfaFactor[]
  error?: PageError | undefined
}

/** SELECT_MFA_TYPE. Posts `state`, `answer` to `/challenge`. */
export function chooseMfaPage(view: View, model: ChooseMfaModel): Html {
  const { chooseMfa, code } = view.messages
  const target = { path: '/challenge', fields: { state: model.state } } as const
  const known: Record<MfaFactor, Omit<Choice, 'answer'>> = {
    SOFTWARE_TOKEN_MFA: { icon: 'app', text: chooseMfa.app, hint: chooseMfa.appHint },
    EMAIL_OTP: { icon: 'email', text: chooseMfa.email },
    SMS_MFA: { icon: 'sms', text: chooseMfa.sms },
  }
  return renderPage(view, {
    title: chooseMfa.title,
    lead: chooseMfa.lead,
    content: html`${errorBox(view, model.error)}
${choices(
  view,
  target,
  model.factors.map((factor) => ({ answer: factor, ...known[factor] })),
)}
${links(view, pageLink(view, '/login', code.startAgain))}`,
  })
}
