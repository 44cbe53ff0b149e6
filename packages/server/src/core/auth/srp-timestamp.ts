import { InvalidParameterException } from '../../errors.ts'

const days = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const format = /^[A-Z][a-z]{2} ([A-Z][a-z]{2}) (\d{1,2}) (\d{2}):(\d{2}):(\d{2}) (?:UTC|GMT) (\d{4})$/

/** The TIMESTAMP of an SRP proof. Throws InvalidParameterException when it can't be read as one. */
export function requireTimestamp(text: string): string {
  if (parse(text) !== undefined) return text
  throw new InvalidParameterException('TIMESTAMP format should be EEE MMM d HH:mm:ss z yyyy in english.')
}

/** Cognito signs the time as it writes it itself, so a padded day or a wrong weekday proves nothing. */
export function isCanonicalTimestamp(text: string): boolean {
  const time = parse(text)
  return time !== undefined && canonical(new Date(time)) === text
}

function parse(text: string): number | undefined {
  const match = format.exec(text)
  if (!match) return undefined
  const month = months.indexOf(match[1] ?? '')
  const [day = 0, hour = 0, minute = 0, second = 0, year = 0] = match.slice(2).map(Number)
  if (month < 0 || day < 1 || day > 31 || hour > 23 || minute > 59 || second > 60) return undefined
  return Date.UTC(year, month, day, hour, minute, second)
}

function canonical(date: Date): string {
  const time = date.toISOString().slice(11, 19)
  return `${days[date.getUTCDay()]} ${months[date.getUTCMonth()]} ${date.getUTCDate()} ${time} UTC ${date.getUTCFullYear()}`
}
