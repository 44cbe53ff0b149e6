/** An address with one `@`, without spaces, controls, or characters that mean something in a mail header. */
const emailFormat = /^[^\s\p{C}@()<>[\]\\,;:"]+@[\p{L}\p{M}\p{N}](?:[\p{L}\p{M}\p{N}.-]*[\p{L}\p{M}\p{N}])?$/u

/** E.164: a plus sign and at most fifteen digits. */
const phoneNumberFormat = /^\+[0-9]{1,15}$/

const numberFormat = /^[+-]?[0-9]+(?:\.[0-9]+)?$/
const dateTimeFormat =
  /^[0-9]{4}-[0-9]{2}-[0-9]{2}(?:T[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,9})?)?(?:Z|[+-][0-9]{2}:?[0-9]{2})?)?$/

/** Whether the text is an e-mail address that a message can be sent to. */
export function isEmail(text: string): boolean {
  return emailFormat.test(text) && !text.includes('..')
}

/** Whether the text is a telephone number in the form of E.164. */
export function isPhoneNumber(text: string): boolean {
  return phoneNumberFormat.test(text)
}

/** Whether the text is a decimal number. */
export function isNumber(text: string): boolean {
  return numberFormat.test(text)
}

/** Whether the text is `true` or `false` in any case; Cognito keeps it as it was given. */
export function isBoolean(text: string): boolean {
  return /^(?:true|false)$/i.test(text)
}

/** Whether the text is a date of ISO 8601, with or without a time, or epoch milliseconds. */
export function isDateTime(text: string): boolean {
  return /^[0-9]{1,15}$/.test(text) || (dateTimeFormat.test(text) && !Number.isNaN(Date.parse(text)))
}

/** Whether both databases can store the text: PostgreSQL knows no NUL, and half a surrogate pair is no character. */
export function isStorable(text: string): boolean {
  return !text.includes('\u0000') && text.isWellFormed()
}
