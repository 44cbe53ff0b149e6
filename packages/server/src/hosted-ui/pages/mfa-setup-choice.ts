import { errorBox } from '../fields.ts'
import { type Choice, choices, links, pageLink } from '../forms.ts'
import { type Html, html } from '../html.ts'
import { renderPage } from '../layout.ts'
import type { PageError, View } from '../view.ts'

export type MfaSetup = 'SOFTWARE_TOKEN_MFA' | 'EMAIL_OTP'

export interface MfaSetupChoiceModel {
  state: string
  factors: MfaSetup[]
  error?: PageError | undefined
}

/** MFA_SETUP with more than one way. Posts `state`, `answer` to `/challenge`. */
export function mfaSetupChoicePage(view: View, model: MfaSetupChoiceModel): Html {
  const { mfaSetup, code } = view.messages
  const target = { path: '/challenge', fields: { state: model.state } } as const
  const known: Record<MfaSetup, Omit<Choice, 'answer'>> = {
    SOFTWARE_TOKEN_MFA: { icon: 'app', text: mfaSetup.app, hint: mfaSetup.appHint },
    EMAIL_OTP: { icon: 'email', text: mfaSetup.email, hint: mfaSetup.emailHint },
  }
  return renderPage(view, {
    title: mfaSetup.choiceTitle,
    lead: mfaSetup.choiceLead,
    content: html`${errorBox(view, model.error)}
${choices(
  view,
  target,
  model.factors.map((factor) => ({ answer: factor, ...known[factor] })),
)}
${links(view, pageLink(view, '/login', code.startAgain))}`,
  })
}
