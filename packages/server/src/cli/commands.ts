import { suggest } from '../config/nearest.ts'
import { type Config, ConfigError, readConfig } from '../config.ts'
import { readTokenOptions, type TokenOptions } from './token-options.ts'

/** What each command does, in the order of the help. */
export const commands = {
  start: 'Starts the server; the default.',
  migrate: 'Brings the tables of the database to the newest version.',
  'keys generate': 'Prints a new encryption key.',
  token: 'Signs a user in at a running server, and prints the ID token and its claims.',
  help: 'Shows this text, or that of a command; with --markdown the configuration page.',
} as const

/** What begins a command line. */
export const commandWords = ['start', 'migrate', 'keys', 'token', 'help'] as const
export type CommandWord = (typeof commandWords)[number]

/** A command line that was understood. */
export type CommandLine =
  | { command: 'start' | 'migrate' | 'keys'; config: Config; args: string[] }
  | { command: 'token'; options: TokenOptions }
  | { command: 'help'; markdown: boolean; about?: CommandWord }
  | { command: 'version' }

/**
 * Reads the command line: the command and its arguments first (`start` where there is none), then flags.
 * Throws `ConfigError`.
 */
export function readCommandLine(argv: readonly string[], env: NodeJS.ProcessEnv): CommandLine {
  if (argv.some((word) => word === '-h' || word === '--help')) return helpAbout(argv[0])
  if (argv.some((word) => word === '-v' || word === '--version')) return { command: 'version' }
  const firstFlag = argv.findIndex((word) => word.startsWith('-'))
  const [command = 'start', ...args] = firstFlag < 0 ? argv : argv.slice(0, firstFlag)
  const flags = firstFlag < 0 ? [] : argv.slice(firstFlag)
  if (command === 'help') return readHelp(args, flags)
  if (command === 'token') return { command, options: readTokenOptions([...args, ...flags], env) }
  if (command !== 'start' && command !== 'migrate' && command !== 'keys') throw unknownCommand(command)
  if (command !== 'keys' && args.length > 0) throw new ConfigError(noArguments(command))
  return { command, args, config: readConfig(flags, env, { serving: command === 'start' }) }
}

/** npm keeps the flags that do not follow a `--` of its own, and passes their values on. */
function noArguments(command: string): string {
  const statement = `${command} takes no arguments`
  return command === 'start'
    ? `${statement}; flags come after -- of npm: npm start -- --port 4200`
    : statement
}

function readHelp(args: readonly string[], flags: readonly string[]): CommandLine {
  const [about, ...others] = args
  const isPage = flags.length > 0
  if (others.length > 0 || (isPage && about !== undefined) || flags.some((flag) => flag !== '--markdown')) {
    throw new ConfigError('help takes a command or --markdown')
  }
  if (about !== undefined && !isCommand(about)) throw unknownCommand(about)
  return isPage ? { command: 'help', markdown: true } : helpAbout(about)
}

function helpAbout(word: string | undefined): CommandLine {
  const about = word !== undefined && isCommand(word) && word
  return { command: 'help', markdown: false, ...(about && { about }) }
}

function isCommand(word: string): word is CommandWord {
  return commandWords.some((each) => each === word)
}

function unknownCommand(command: string): ConfigError {
  const shown = JSON.stringify(command.slice(0, 60))
  return new ConfigError(`Unknown command ${shown}; ${suggest(command, commandWords, 'poolhouse --help')}`)
}
