import { describedBySuccess, errorBox, field, submitButton, successBox } from '../fields.ts'
import { divider, form, links, pageLink } from '../forms.ts'
import { type Html, html } from '../html.ts'
import { renderPage } from '../layout.ts'
import { type ProviderLink, providerButtons } from '../provider-buttons.ts'
import { registrationNotice } from '../registration-notice.ts'
import { type NameModel, usernameField } from '../usernames.ts'
import type { PageError, View } from '../view.ts'

export interface SignInModel extends NameModel {
  /** Only the name, then `Next`: how the user signs in is asked on the next page. */
  passwordless?: boolean
  /** False where the users of this app client come from other providers alone. */
  localUsers?: boolean
  providers?: ProviderLink[]
  /** Whether the providers stand above the form. */
  providersFirst?: boolean
  /** Whether there is a way to get a new password. */
  forgotPassword?: boolean
  /** Whether visitors may create an account. */
  signUp?: boolean
  /** Something that went well before, such as a changed password. */
  success?: string | undefined
  error?: PageError | undefined
}

/** The first page: by password, by what the next page asks for, or with another provider. Posts `username`, `password`. */
export function signInPage(view: View, model: SignInModel): Html {
  const { messages, applicationName } = view
  return renderPage(view, {
    title: messages.signIn.title,
    ...(applicationName !== undefined && { lead: messages.common.toContinueTo(applicationName) }),
    content: html`${errorBox(view, model.error)}${successBox(model.success)}${registrationNotice(view)}${ways(view, model)}${signUpLink(view, model)}`,
  })
}

function ways(view: View, model: SignInModel): Html {
  const { providers = [], localUsers = true, providersFirst = false } = model
  const buttons = providers.length > 0 && providerButtons(view, providers)
  if (!localUsers) return html`${buttons}`
  const local = form(view, { path: '/login' }, html`<div class="stack">${localFields(view, model)}</div>`)
  if (!buttons) return local
  return providersFirst ? html`${buttons}${divider(view)}${local}` : html`${local}${divider(view)}${buttons}`
}

function localFields(view: View, model: SignInModel): Html {
  const { messages } = view
  const { passwordless = false, username = '', error } = model
  const name = field(view, error, {
    ...usernameField(messages, model),
    id: 'signInFormUsername',
    ...firstField(passwordless || username === '', model),
  })
  if (passwordless) return html`${name}${submitButton(messages.common.next)}`
  return html`${name}
${passwordField(view, model, username !== '')}
${signInButton(view)}`
}

/** Tests in browsers know the classic page by this element and by the ids of the fields, managed login by its button. */
function signInButton({ brand, messages }: View): Html {
  const text = messages.signIn.submit
  if (!brand.isClassic) return submitButton(text)
  return html`<input type="submit" class="button submitButton-customizable" name="signInSubmitButton" value="${text}">`
}

function passwordField(view: View, model: SignInModel, first: boolean): Html {
  const { error, forgotPassword } = model
  const { common, signIn } = view.messages
  return field(view, error, {
    name: 'password',
    id: 'signInFormPassword',
    label: common.password,
    type: 'password',
    autocomplete: 'current-password',
    ...firstField(first, model),
    ...(forgotPassword && { beside: pageLink(view, '/forgotPassword', signIn.forgotPassword) }),
  })
}

/** The first field to be filled in has the cursor, and tells what went well before. */
function firstField(first: boolean, { success }: SignInModel) {
  return { first, describedBy: describedBySuccess(first && success) }
}

function signUpLink(view: View, { signUp, localUsers = true }: SignInModel): Html | undefined {
  if (!signUp || !localUsers) return undefined
  const { noAccount, signUp: text } = view.messages.signIn
  return links(view, html`<p>${noAccount} ${pageLink(view, '/signup', text)}</p>`)
}
