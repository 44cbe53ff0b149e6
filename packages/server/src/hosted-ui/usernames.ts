import type { Field } from './fields.ts'
import type { Messages } from './messages.ts'
import type { PageError } from './view.ts'

/** What people may sign in with, which is what the field is called. */
export type UsernameKind =
  | 'username'
  | 'email'
  | 'phoneNumber'
  | 'emailOrPhoneNumber'
  | 'usernameOrEmail'
  | 'usernameOrPhoneNumber'
  | 'usernameEmailOrPhoneNumber'

/** What a page knows about the visitor's name. */
export interface NameModel {
  usernameKind: UsernameKind
  /** Remembered, hinted at, or sent before. */
  username?: string | undefined
}

/** Whether a page for a code asks for the name too: nobody has said it yet, or it is what was wrong. */
export function asksForName({ username, error }: NameModel & { error?: PageError | undefined }): boolean {
  return username === undefined || error?.field === 'username'
}

/**
 * The field for the name. It is a text field where people sign in, since a user's id may stand there in every pool; a new
 * name is of the kind that the pool wants.
 */
export function usernameField(
  messages: Messages,
  { usernameKind: kind, username }: NameModel,
  isNew = false,
): Field {
  const type = kind === 'email' ? 'email' : kind === 'phoneNumber' ? 'tel' : undefined
  return {
    name: 'username',
    label: messages.common[kind],
    autocomplete: 'username',
    value: username,
    ...(isNew && type && { type }),
    ...(isNew && kind === 'phoneNumber' && { hint: messages.attributeHints.phone_number }),
    attributes: {
      inputmode: type,
      autocapitalize: 'none',
      autocorrect: 'off',
      spellcheck: 'false',
      maxlength: '128',
    },
  }
}
