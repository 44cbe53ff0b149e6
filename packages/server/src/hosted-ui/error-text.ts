import type { ApiError } from '../errors.ts'
import { attributeLabel } from './attribute-fields.ts'
import type { Messages } from './messages.ts'
import type { PasswordRequirement } from './passwords.ts'

/** Texts by the class of the exception and by a part of its message, tried in order. */
const byMessage: [
  name: string,
  part: RegExp,
  text: (messages: Messages, match: RegExpExecArray) => string,
][] = [
  ['NotAuthorizedException', /^Password attempts exceeded/, ({ errors }) => errors.passwordAttemptsExceeded],
  ['NotAuthorizedException', /^Code attempts exceeded/, ({ errors }) => errors.codeAttemptsExceeded],
  ['NotAuthorizedException', /^User is disabled/, ({ errors }) => errors.userDisabled],
  [
    'NotAuthorizedException',
    /^Temporary password has expired/,
    ({ errors }) => errors.temporaryPasswordExpired,
  ],
  ['NotAuthorizedException', /session/i, ({ errors }) => errors.sessionExpired],
  ['NotAuthorizedException', /Access Token/, ({ errors }) => errors.sessionExpired],
  ['NotAuthorizedException', /^Contact administrator/, ({ errors }) => errors.resetByAdministrator],
  ['NotAuthorizedException', /^User password cannot be reset/, ({ errors }) => errors.resetByAdministrator],
  ['NotAuthorizedException', /cannot be confirmed/, ({ errors }) => errors.alreadyConfirmed],
  ['NotAuthorizedException', /^SignUp is not permitted/, ({ errors }) => errors.signUpNotPermitted],
  [
    'NotAuthorizedException',
    /unauthorized attribute|Cannot modify/,
    ({ errors }) => errors.attributeNotWritable,
  ],
  ['ExpiredCodeException', /software token/, ({ errors }) => errors.softwareTokenUsed],
  ['LimitExceededException', /passkeys/, ({ errors }) => errors.tooManyPasskeys],
  ['InvalidParameterException', /already confirmed/, ({ errors }) => errors.alreadyConfirmed],
  ['InvalidParameterException', /no registered\/verified email/, ({ errors }) => errors.noRecoveryAddress],
  [
    'InvalidParameterException',
    /should be either an email or/,
    ({ errors }) => errors.usernameMustBeEmailOrPhoneNumber,
  ],
  ['InvalidParameterException', /^Username should be an email/, ({ errors }) => errors.usernameMustBeEmail],
  [
    'InvalidParameterException',
    /^Username should be a phone/,
    ({ errors }) => errors.usernameMustBePhoneNumber,
  ],
  ['InvalidParameterException', /cannot be of email format/, ({ errors }) => errors.usernameMustNotBeEmail],
  [
    'InvalidParameterException',
    /cannot be of phone number/,
    ({ errors }) => errors.usernameMustNotBePhoneNumber,
  ],
  ['InvalidParameterException', /^Invalid email address/, ({ errors }) => errors.invalidEmail],
  ['InvalidParameterException', /^Invalid phone number/, ({ errors }) => errors.invalidPhoneNumber],
  ['InvalidParameterException', /^Invalid credential/i, ({ errors }) => errors.passkeyNotAccepted],
  [
    'InvalidParameterException',
    /([\w:.-]+): The attribute is required/,
    (messages, match) => messages.errors.attributeRequired(attributeLabel(messages, attributeName(match))),
  ],
  [
    'InvalidParameterException',
    /(?:schema: |^user\.)([\w:-]+): /,
    (messages, match) => messages.errors.attributeInvalid(attributeLabel(messages, attributeName(match))),
  ],
  // What a trigger of the pool's owner says is meant for the visitor.
  ['UserLambdaValidationException', /failed with error (.+)$/s, (_, match) => (match[1] ?? '').trim()],
]

const requirements: [PasswordRequirement, RegExp, keyof Messages['errors'] & `password${string}`][] = [
  ['minimumLength', /not long enough/, 'passwordTooShort'],
  ['uppercase', /uppercase characters/, 'passwordNeedsUppercase'],
  ['lowercase', /lowercase characters/, 'passwordNeedsLowercase'],
  ['number', /numeric characters/, 'passwordNeedsNumber'],
  ['symbol', /symbol characters/, 'passwordNeedsSymbol'],
]

/**
 * What to tell a visitor about an exception of the API: by its class, closer where its text tells more, and in general
 * where nobody expected it.
 */
export function errorText(messages: Messages, error: ApiError): string {
  for (const [name, part, text] of byMessage) {
    const match = error.name === name && part.exec(error.message)
    if (match) return text(messages, match)
  }
  const requirement = requirements.find(([name]) => name === brokenRequirement(error))
  if (requirement && error.name === 'InvalidPasswordException') return String(messages.errors[requirement[2]])
  const text = Object.hasOwn(messages.errors, error.name)
    ? messages.errors[error.name as keyof Messages['errors']]
    : messages.errors.general
  return typeof text === 'string' ? text : messages.errors.general
}

/** The rule of the password policy that an exception of the API is about. */
export function brokenRequirement(error: ApiError): PasswordRequirement | undefined {
  if (error.name === 'PasswordHistoryPolicyViolationException') return 'history'
  if (error.name !== 'InvalidPasswordException') return undefined
  return requirements.find(([, part]) => part.test(error.message))?.[0]
}

/** `user.name` and `name` are one. */
function attributeName([, name = '']: RegExpExecArray): string {
  return name.replace(/^user\./, '')
}
