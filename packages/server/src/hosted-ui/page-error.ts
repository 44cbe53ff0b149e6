import type { ApiError } from '../errors.ts'
import { errorText } from './error-text.ts'
import { MissingFieldError, PasswordsDifferError } from './form-fields.ts'
import type { PageError, View } from './view.ts'

/** The field that an exception is about, where its class tells. */
const fields: Readonly<Record<string, string>> = {
  CodeMismatchException: 'code',
  ExpiredCodeException: 'code',
  EnableSoftwareTokenMFAException: 'code',
  InvalidPasswordException: 'password',
  PasswordHistoryPolicyViolationException: 'password',
  UsernameExistsException: 'username',
}

/** What went wrong, to be shown above the form that was refused. */
export function toPageError({ messages }: View, error: ApiError): PageError {
  const { errors } = messages
  if (error instanceof MissingFieldError) return { text: errors.required, field: error.field }
  if (error instanceof PasswordsDifferError) return { text: errors.passwordsDiffer, field: error.field }
  const field = fields[error.name]
  return { text: errorText(messages, error), ...(field !== undefined && { field }) }
}
