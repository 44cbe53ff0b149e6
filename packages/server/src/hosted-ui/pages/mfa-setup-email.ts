import { errorBox, field, submitButton } from '../fields.ts'
import { form, links, pageLink } from '../forms.ts'
import { type Html, html } from '../html.ts'
import { renderPage } from '../layout.ts'
import type { PageError, View } from '../view.ts'

export interface MfaSetupEmailModel {
  state: string
  email?: string | undefined
  error?: PageError | undefined
}

/** MFA_SETUP with codes by e-mail. Posts `state`, `email` to `/challenge`. */
export function mfaSetupEmailPage(view: View, { state, email, error }: MfaSetupEmailModel): Html {
  const { common, mfaSetup, code } = view.messages
  const address = field(view, error, {
    name: 'email',
    label: common.email,
    type: 'email',
    autocomplete: 'email',
    value: email,
    first: true,
  })
  const content = html`<div class="stack">${address}${submitButton(mfaSetup.emailSubmit)}</div>`
  return renderPage(view, {
    title: mfaSetup.emailTitle,
    lead: mfaSetup.emailLead,
    content: html`${errorBox(view, error)}
${form(view, { path: '/challenge', fields: { state } }, content)}
${links(view, pageLink(view, '/login', code.startAgain))}`,
  })
}
