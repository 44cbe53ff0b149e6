import { codeField, describedBySuccess, errorBox, field, submitButton, successBox } from '../fields.ts'
import { form, knownUsername, linkButton, links, pageLink } from '../forms.ts'
import { type Html, html } from '../html.ts'
import { renderPage } from '../layout.ts'
import { type NewPassword, newPasswordFields } from '../passwords.ts'
import { asksForName, type NameModel, usernameField } from '../usernames.ts'
import type { PageError, View } from '../view.ts'

export interface ResetPasswordModel extends NameModel, NewPassword {
  /** What the form brings back. */
  state?: string | undefined
  /** Masked. */
  destination?: string | undefined
  resent?: boolean
  /** What was given as code before. */
  code?: string | undefined
  error?: PageError | undefined
}

/**
 * The code and the new password. Asks for the name too where it is not known. Posts `username`, `state`, `code`, `password`,
 * `confirm_password` to `/confirmforgotPassword`, and `username`, `resend` to `/forgotPassword` for another code.
 */
export function resetPasswordPage(view: View, model: ResetPasswordModel): Html {
  const { common, resetPassword, code } = view.messages
  const { username, state, destination } = model
  const known = asksForName(model) ? undefined : username
  const target = { path: '/confirmforgotPassword', fields: { username: known, state } } as const
  const resend = { path: '/forgotPassword', fields: { username, resend: 'true' } } as const
  return renderPage(view, {
    title: resetPassword.title,
    lead: destination === undefined ? resetPassword.leadUnknown : resetPassword.lead(destination),
    content: html`${errorBox(view, model.error)}${successBox(model.resent ? code.resent : undefined)}
${form(view, target, html`<div class="stack">${fields(view, model)}</div>`)}
${links(
  view,
  username === undefined ? undefined : linkButton(view, resend, code.resend),
  pageLink(view, '/login', common.backToSignIn),
)}`,
  })
}

function fields(view: View, model: ResetPasswordModel): Html {
  const { messages } = view
  const { username, error } = model
  const asksName = asksForName(model)
  const code = error?.field === 'code' ? undefined : model.code
  const name = asksName
    ? field(view, error, { ...usernameField(messages, model), first: true })
    : knownUsername(username)
  return html`${name}
${codeField(view, error, {
  first: !asksName,
  value: code,
  describedBy: describedBySuccess(model.resent),
})}
${newPasswordFields(view, error, { ...model, label: messages.common.newPassword })}
${submitButton(messages.resetPassword.submit)}`
}
