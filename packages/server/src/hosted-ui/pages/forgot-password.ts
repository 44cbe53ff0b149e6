import { errorBox, field, submitButton } from '../fields.ts'
import { form, links, pageLink } from '../forms.ts'
import { type Html, html } from '../html.ts'
import { renderPage } from '../layout.ts'
import { type NameModel, usernameField } from '../usernames.ts'
import type { PageError, View } from '../view.ts'

export interface ForgotPasswordModel extends NameModel {
  error?: PageError | undefined
}

/** Posts `username` to `/forgotPassword`. */
export function forgotPasswordPage(view: View, model: ForgotPasswordModel): Html {
  const { common, forgotPassword } = view.messages
  const name = field(view, model.error, { ...usernameField(view.messages, model), first: true })
  const content = html`<div class="stack">${name}${submitButton(forgotPassword.submit)}</div>`
  return renderPage(view, {
    title: forgotPassword.title,
    lead: forgotPassword.lead,
    content: html`${errorBox(view, model.error)}
${form(view, { path: '/forgotPassword' }, content)}
${links(view, pageLink(view, '/login', common.backToSignIn))}`,
  })
}
