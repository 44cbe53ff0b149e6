import { type AskedAttributes, attributeFields } from '../attribute-fields.ts'
import { errorBox, field, submitButton } from '../fields.ts'
import { form, links, pageLink } from '../forms.ts'
import { type Html, html } from '../html.ts'
import { renderPage } from '../layout.ts'
import { type NewPassword, newPasswordFields } from '../passwords.ts'
import { registrationNotice } from '../registration-notice.ts'
import { type NameModel, usernameField } from '../usernames.ts'
import type { PageError, View } from '../view.ts'

export interface SignUpModel extends NameModel, NewPassword, AskedAttributes {
  /** No password is asked for, where the pool lets users live without one. */
  passwordless?: boolean
  error?: PageError | undefined
}

/** Posts `username`, `password`, `confirm_password` and `requiredAttributes[…]` to `/signup`. */
export function signUpPage(view: View, model: SignUpModel): Html {
  const { messages, applicationName } = view
  const { signUp, common } = messages
  return renderPage(view, {
    title: signUp.title,
    ...(applicationName !== undefined && { lead: common.toContinueTo(applicationName) }),
    content: html`${errorBox(view, model.error)}${registrationNotice(view)}
${form(view, { path: '/signup' }, html`<div class="stack">${fields(view, model)}</div>`)}
${links(view, html`<p>${signUp.haveAccount} ${pageLink(view, '/login', signUp.signIn)}</p>`)}`,
  })
}

function fields(view: View, model: SignUpModel): Html {
  const { messages, brand } = view
  const { error } = model
  // A new account has no earlier passwords.
  const policy = { ...model.policy, passwordHistorySize: 0 }
  const password = { ...model, policy, label: messages.common.password }
  return html`${field(view, error, { ...usernameField(messages, model, true), first: true })}
${attributeFields(view, error, model)}
${!model.passwordless && newPasswordFields(view, error, password)}
${brand.terms.length > 0 && html`<p class="hint legalText-customizable">${messages.terms.notice}</p>`}
${submitButton(messages.signUp.submit)}`
}
