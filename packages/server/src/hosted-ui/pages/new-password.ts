import { type AskedAttributes, attributeFields } from '../attribute-fields.ts'
import { errorBox, submitButton } from '../fields.ts'
import { form, knownUsername, links, pageLink } from '../forms.ts'
import { type Html, html } from '../html.ts'
import { renderPage } from '../layout.ts'
import { type NewPassword, newPasswordFields } from '../passwords.ts'
import type { PageError, View } from '../view.ts'

export interface NewPasswordModel extends NewPassword, AskedAttributes {
  state: string
  username?: string | undefined
  error?: PageError | undefined
}

/**
 * NEW_PASSWORD_REQUIRED, with the required attributes that the user lacks. Posts `state`, `password`, `confirm_password`
 * and `requiredAttributes[…]` to `/challenge`.
 */
export function newPasswordPage(view: View, model: NewPasswordModel): Html {
  const { common, newPassword, code } = view.messages
  const { error } = model
  const attributes = attributeFields(view, error, model)
  const content = html`<div class="stack">${knownUsername(model.username)}
${newPasswordFields(view, error, { ...model, label: common.newPassword, first: true })}
${attributes.length > 0 && html`<p>${newPassword.attributes}</p>`}
${attributes}
${submitButton(newPassword.submit)}</div>`
  return renderPage(view, {
    title: newPassword.title,
    lead: newPassword.lead,
    content: html`${errorBox(view, error)}
${form(view, { path: '/challenge', fields: { state: model.state } }, content)}
${links(view, pageLink(view, '/login', code.startAgain))}`,
  })
}
