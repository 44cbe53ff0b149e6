import { brokenRules } from '../core/passwords.ts'
import type { ApiError } from '../errors.ts'
import type { PasswordPolicy } from '../storage/user-pools.ts'
import { attributeFieldName, attributeLabel } from './attribute-fields.ts'
import { FieldError } from './form-fields.ts'
import type { Messages } from './messages.ts'
import type { PasswordRequirement } from './passwords.ts'
import type { PageError, View } from './view.ts'

type TextName = Exclude<keyof Messages['errors'], 'attributeRequired' | 'attributeInvalid'>

/** Texts that are closer than that of the class: by the class and a part of its message, tried in order. */
const byMessage: [name: string, part: RegExp, text: TextName][] = [
  ['NotAuthorizedException', /^Password attempts exceeded/, 'passwordAttemptsExceeded'],
  ['NotAuthorizedException', /^Code attempts exceeded/, 'codeAttemptsExceeded'],
  ['NotAuthorizedException', /^User is disabled/, 'userDisabled'],
  ['NotAuthorizedException', /^Temporary password has expired/, 'temporaryPasswordExpired'],
  ['NotAuthorizedException', /^Invalid session|Access Token/, 'sessionExpired'],
  ['NotAuthorizedException', /^Contact administrator|cannot be reset/, 'resetByAdministrator'],
  ['NotAuthorizedException', /cannot be confirmed/, 'alreadyConfirmed'],
  ['NotAuthorizedException', /^SignUp is not permitted/, 'signUpNotPermitted'],
  ['NotAuthorizedException', /unauthorized attribute|^Cannot modify/, 'attributeNotWritable'],
  ['ExpiredCodeException', /software token/, 'softwareTokenUsed'],
  ['LimitExceededException', /passkeys/, 'tooManyPasskeys'],
  ['InvalidParameterException', /already confirmed/, 'alreadyConfirmed'],
  ['InvalidParameterException', /no registered\/verified email/, 'noRecoveryAddress'],
  ['InvalidParameterException', /should be either an email or/, 'usernameMustBeEmailOrPhoneNumber'],
  ['InvalidParameterException', /cannot be of email format/, 'usernameMustNotBeEmail'],
  ['InvalidParameterException', /cannot be of phone number/, 'usernameMustNotBePhoneNumber'],
  ['InvalidParameterException', /Invalid email address|^Username should be an email/, 'invalidEmail'],
  ['InvalidParameterException', /Invalid phone number|^Username should be a phone/, 'invalidPhoneNumber'],
  ['InvalidParameterException', /^Invalid credential/i, 'passkeyNotAccepted'],
  ['InvalidLambdaResponseException', /^/, 'UnexpectedLambdaException'],
  ['WebAuthnClientMismatchException', /^/, 'passkeyNotAccepted'],
  ['WebAuthnConfigurationMissingException', /^/, 'WebAuthnNotEnabledException'],
]

/** The words for a broken rule in Cognito's message, and our text. */
const requirements: [part: RegExp, text: TextName][] = [
  [/not long enough/, 'passwordTooShort'],
  [/uppercase characters/, 'passwordNeedsUppercase'],
  [/lowercase characters/, 'passwordNeedsLowercase'],
  [/numeric characters/, 'passwordNeedsNumber'],
  [/symbol characters/, 'passwordNeedsSymbol'],
]

/** What Cognito says of attributes: `… schema: name: …` at a sign-up, `user.name: …` at a change, or that one is missing. */
const attributeParts = [
  /(?:schema: |user\.)(?!user\.)(?<name>[\w:-]+): (?<missing>The attribute is required)?/,
  /^Invalid attributes given, (?<name>[\w:-]+) is (?<missing>missing)/,
]

/**
 * What to tell a visitor about an exception of the API: by its class, closer where its text tells more, and in general
 * where nobody expected it.
 */
export function errorText(messages: Messages, error: ApiError): string {
  const { errors } = messages
  const closer = byMessage.find(([name, part]) => error.name === name && part.test(error.message))
  if (closer) return errors[closer[2]]
  if (error.name === 'UserLambdaValidationException') return triggerText(error) ?? errors[error.name]
  if (error.name === 'InvalidParameterException') return attributeText(messages, error) ?? errors[error.name]
  const requirement = requirements.find(([part]) => part.test(error.message))
  if (error.name === 'InvalidPasswordException' && requirement) return errors[requirement[1]]
  return isTextName(messages, error.name) ? errors[error.name] : errors.general
}

/** The text with the field that it is about, where the exception tells one. */
export function toPageError({ messages }: View, error: ApiError): PageError {
  const isOfForm = error instanceof FieldError
  const text = isOfForm ? fieldText(messages, error) : errorText(messages, error)
  const field = isOfForm ? error.field : findField(error)
  return { text, ...(field !== undefined && !unseen.includes(field) && { field }) }
}

/** Fields that no cursor can stand in. */
const unseen = ['answer', 'credential']

function fieldText({ common, errors, passkey }: Messages, { field, text }: FieldError): string {
  if (text === 'noScript') return passkey.noScript
  if (text !== 'required') return errors[text]
  return field === 'code' || field === 'password' ? errors.attributeRequired(common[field]) : errors.required
}

/** The rules of the policy that the new password breaks, where an exception of the API is about them: it names the first. */
export function brokenRequirements(
  error: ApiError,
  { policy, password }: { policy: PasswordPolicy; password: string | null },
): PasswordRequirement[] {
  if (error.name === 'PasswordHistoryPolicyViolationException') return ['history']
  return error.name === 'InvalidPasswordException' ? brokenRules(policy, password ?? '') : []
}

/** What a trigger of the pool's owner says is meant for the visitor. */
function triggerText({ message }: ApiError): string | undefined {
  const text = / failed with error (.+)$/s.exec(message)?.[1]?.trim()
  return text === '' ? undefined : text
}

function attributeText(messages: Messages, { message }: ApiError): string | undefined {
  const { name, missing } = findAttribute(message)
  if (name === undefined) return undefined
  const label = attributeLabel(messages, name)
  return missing === undefined
    ? messages.errors.attributeInvalid(label)
    : messages.errors.attributeRequired(label)
}

function findAttribute(message: string): Record<string, string | undefined> {
  return attributeParts.map((part) => part.exec(message)?.groups).find((groups) => groups) ?? {}
}

/** Texts of classes only: an exception cannot be called `general`. */
function isTextName({ errors }: Messages, name: string): name is TextName & `${string}Exception` {
  return name.endsWith('Exception') && Object.hasOwn(errors, name)
}

const fieldsByName = new Map([
  ['CodeMismatchException', 'code'],
  ['EnableSoftwareTokenMFAException', 'code'],
  ['ExpiredCodeException', 'code'],
  ['InvalidPasswordException', 'password'],
  ['PasswordHistoryPolicyViolationException', 'password'],
  ['UserNotFoundException', 'username'],
  ['UsernameExistsException', 'username'],
])

function findField({ name, message }: ApiError): string | undefined {
  if (name !== 'InvalidParameterException') return fieldsByName.get(name)
  if (/^Username (?:should|cannot) be/.test(message)) return 'username'
  const attribute = findAttribute(message)['name'] ?? misshapenAddress(message)
  return attribute === undefined ? undefined : attributeFieldName(attribute)
}

function misshapenAddress(message: string): string | undefined {
  const [, kind] = /^Invalid (email address|phone number) format/.exec(message) ?? []
  return kind && (kind === 'email address' ? 'email' : 'phone_number')
}
