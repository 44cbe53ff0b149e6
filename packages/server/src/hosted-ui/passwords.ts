import type { PasswordRule } from '../core/passwords.ts'
import type { PasswordPolicy } from '../storage/user-pools.ts'
import { field } from './fields.ts'
import { type Html, html } from './html.ts'
import type { Messages } from './messages.ts'
import type { PageError, View } from './view.ts'

/** A rule of a password policy. */
export type PasswordRequirement = PasswordRule | 'history'

/** What a form for a new password needs to know. */
export interface NewPassword {
  policy: PasswordPolicy
  /** The rules that the password just sent breaks (`brokenRequirements` of error-text.ts). */
  broken?: PasswordRequirement[] | undefined
}

const requirementsId = 'password-requirements'

/** A new password, what it needs, and once more the password. `first` puts the cursor there. */
export function newPasswordFields(
  view: View,
  error: PageError | undefined,
  { policy, broken = [], label, first = false }: NewPassword & { label: string; first?: boolean },
): Html {
  const { common } = view.messages
  const attributes = { minlength: String(policy.minimumLength), passwordrules: passwordRules(policy) }
  const password = { name: 'password', label, type: 'password', autocomplete: 'new-password' } as const
  const repeated = { ...password, name: 'confirm_password', label: common.confirmPassword }
  return html`<div class="stack close">
${field(view, error, { ...password, first, attributes, describedBy: requirementsId, repeatsError: !first })}
${requirements(view.messages, policy, broken)}
</div>
${field(view, error, { ...repeated, repeatsError: true })}`
}

/** Earlier passwords are looked at last: whether a password that breaks another rule is one of them nobody knows. */
function requirements(messages: Messages, policy: PasswordPolicy, broken: PasswordRequirement[]): Html {
  const missing = html` <span class="visually-hidden">(${messages.requirements.unmet})</span>`
  const items = describePolicy(messages, policy).map(({ name, text }) => {
    if (broken.includes(name))
      return html`<li class="passwordCheck-notValid-customizable">${text}${missing}</li>`
    return broken.length === 0 || name === 'history'
      ? html`<li>${text}</li>`
      : html`<li class="passwordCheck-valid-customizable">${text}</li>`
  })
  return html`<div class="requirements" id="${requirementsId}"><p>${messages.requirements.heading}</p><ul>${items}</ul></div>`
}

/** The rules of the policy, in words. */
function describePolicy({ requirements }: Messages, policy: PasswordPolicy) {
  const history = policy.passwordHistorySize ?? 0
  const all: { name: PasswordRequirement; text: string; asked: boolean }[] = [
    { name: 'minimumLength', text: requirements.minimumLength(policy.minimumLength), asked: true },
    { name: 'uppercase', text: requirements.uppercase, asked: policy.requireUppercase },
    { name: 'lowercase', text: requirements.lowercase, asked: policy.requireLowercase },
    { name: 'number', text: requirements.number, asked: policy.requireNumbers },
    { name: 'symbol', text: requirements.symbol, asked: policy.requireSymbols },
    { name: 'history', text: requirements.history(history), asked: history > 0 },
  ]
  return all.filter(({ asked }) => asked)
}

/** For password generators (https://developer.apple.com/password-rules/). */
function passwordRules(policy: PasswordPolicy): string {
  const rules = [
    `minlength: ${policy.minimumLength}`,
    policy.requireLowercase && 'required: lower',
    policy.requireUppercase && 'required: upper',
    policy.requireNumbers && 'required: digit',
    policy.requireSymbols && 'required: [-!#$%&*+.:=?@^_]',
  ]
  return `${rules.filter((rule) => rule !== false).join('; ')};`
}
