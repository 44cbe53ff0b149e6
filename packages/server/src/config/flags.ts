import { ConfigError } from './error.ts'
import { suggest } from './nearest.ts'
import { listOptions, type Option } from './options.ts'
import { boolean } from './values.ts'

/**
 * Reads `--flag value`, `--flag=value`, `--switch` and `--no-switch` into texts by flag. Throws `ConfigError`; values
 * never appear in its message, because any of them may be a secret that slipped into the wrong place.
 */
export function readFlags(argv: readonly string[]): Map<string, string> {
  const flags = new Map<string, string>()
  const words = argv.values()
  for (const word of words) {
    const [name = '', ...rest] = word.split('=')
    const found = findOption(name)
    const value = rest.length > 0 ? rest.join('=') : found.impliedValue
    const { flag, repeatable } = found.option
    const former = flags.get(flag)
    if (former !== undefined && !repeatable) throw new ConfigError(`--${flag} is given twice`)
    if (found.negated && rest.length > 0) throw new ConfigError(`${name} takes no value`)
    const text = value ?? nextValue(flag, words)
    if (text === '') throw new ConfigError(`--${flag} needs a value`)
    flags.set(flag, former === undefined ? text : `${former},${text}`)
  }
  return flags
}

function nextValue(flag: string, words: ArrayIterator<string>): string {
  const next = words.next()
  if (next.done || next.value.startsWith('--')) throw new ConfigError(`--${flag} needs a value`)
  return next.value
}

interface FoundOption {
  option: Option
  /** The text of a switch that stands alone. */
  impliedValue?: string
  negated: boolean
}

function findOption(name: string): FoundOption {
  if (!name.startsWith('-')) {
    throw new ConfigError('Unexpected argument: the command comes first, and every option needs its flag')
  }
  for (const option of listOptions()) {
    const isSwitch = option.type === boolean
    if (name === `--${option.flag}`)
      return { option, negated: false, ...(isSwitch && { impliedValue: 'true' }) }
    if (isSwitch && name === `--no-${option.flag}`) return { option, negated: true, impliedValue: 'false' }
  }
  const shown = /^-[\w-]{1,60}$/.test(name) ? ` ${name}` : ''
  throw new ConfigError(`Unknown flag${shown}; ${suggest(name, flagNames(), 'poolhouse --help')}`)
}

function flagNames(): string[] {
  return listOptions().flatMap((option) =>
    option.type === boolean ? [`--${option.flag}`, `--no-${option.flag}`] : [`--${option.flag}`],
  )
}
