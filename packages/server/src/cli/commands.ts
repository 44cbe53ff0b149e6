import { nearest } from '../config/flags.ts'
import { type Config, ConfigError, readConfig } from '../config.ts'
import { readTokenOptions, type TokenOptions } from './token-options.ts'

/** What each command does, in the order of the help. */
export const commands = {
  start: 'Starts the server; the default.',
  migrate: 'Brings the tables of the database to the newest version.',
  'keys generate': 'Prints a new encryption key.',
  token: 'Signs a user in at a running server, and prints the ID token and its claims.',
  help: 'Shows this text; with --markdown the configuration page.',
} as const

/** A command line that was understood. */
export type CommandLine =
  | { command: 'start' | 'migrate' | 'keys'; config: Config; args: string[] }
  | { command: 'token'; options: TokenOptions }
  | { command: 'help'; markdown: boolean }
  | { command: 'version' }

/**
 * Reads the command line: the command and its arguments first (`start` where there is none), then flags.
 * Throws `ConfigError`.
 */
export function readCommandLine(argv: readonly string[], env: NodeJS.ProcessEnv): CommandLine {
  if (argv.some((word) => word === '-h' || word === '--help')) return { command: 'help', markdown: false }
  if (argv.some((word) => word === '-v' || word === '--version')) return { command: 'version' }
  const firstFlag = argv.findIndex((word) => word.startsWith('-'))
  const [command = 'start', ...args] = firstFlag < 0 ? argv : argv.slice(0, firstFlag)
  const flags = firstFlag < 0 ? [] : argv.slice(firstFlag)
  if (command === 'help') return readHelp(args, flags)
  if (command === 'token') return { command, options: readTokenOptions([...args, ...flags], env) }
  if (command !== 'start' && command !== 'migrate' && command !== 'keys') throw unknownCommand(command)
  if (command !== 'keys' && args.length > 0) throw new ConfigError(`${command} takes no arguments`)
  return { command, args, config: readConfig(flags, env, { serving: command === 'start' }) }
}

function readHelp(args: readonly string[], flags: readonly string[]): CommandLine {
  if (args.length > 0 || flags.some((flag) => flag !== '--markdown')) {
    throw new ConfigError('help takes no arguments but --markdown')
  }
  return { command: 'help', markdown: flags.length > 0 }
}

function unknownCommand(command: string): ConfigError {
  const known = ['start', 'migrate', 'keys', 'token', 'help']
  return new ConfigError(
    `Unknown command ${JSON.stringify(command.slice(0, 60))}; did you mean ${nearest(command, known)}?`,
  )
}
