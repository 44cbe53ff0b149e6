import { type Config, ConfigError } from '../config.ts'
import { WrongEncryptionKeyError } from '../crypto/keyring.ts'
import { DatabaseInUseError } from '../storage/sqlite.ts'
import { UnusableFileError } from '../triggers/overrides.ts'
import { databaseName } from './start-up-text.ts'

/** Errors whose message says what to do. */
const mendable = [WrongEncryptionKeyError, UnusableFileError]

/** Turns what an operator can mend into a `ConfigError` of one line that says what to do; all else stays as it is. */
export function explain(config: Config, error: unknown): unknown {
  if (error instanceof ConfigError) return error
  if (error instanceof DatabaseInUseError)
    return new ConfigError(`${error.message}; stop it, or choose another --data-dir and --port`, {
      cause: error,
    })
  if (mendable.some((kind) => error instanceof kind) && error instanceof Error)
    return new ConfigError(error.message, { cause: error })
  const line = causesOf(error)
    .map((cause) => lineFor(config, cause))
    .find((text) => text !== undefined)
  return line === undefined ? error : new ConfigError(line.replace(/\s+/g, ' '), { cause: error })
}

/** The error and what caused it, the outermost first. */
function causesOf(error: unknown): Error[] {
  return error instanceof Error ? [error, ...causesOf(error.cause)] : []
}

/** What errors of Node, of SQLite and of PostgreSQL have in common. */
type SystemError = NodeJS.ErrnoException & { errcode?: number }

function lineFor(config: Config, error: SystemError): string | undefined {
  const { code = '', errcode, message } = error
  if (code === 'EADDRINUSE') return `Port ${config.port} is in use; choose another one with --port`
  if (code === 'EADDRNOTAVAIL') return `${config.host} is no address of this machine; choose one with --host`
  if (['EACCES', 'EPERM', 'EROFS', 'EISDIR'].includes(code)) return message
  if (code === 'ENOSPC' || code === 'EDQUOT') return `The disk is full (${message}); free some space`
  const advice =
    code === 'ERR_SQLITE_ERROR' ? sqliteAdvice.get(Number(errcode) & 0xff) : postgresAdvice(error)
  return advice && `The database cannot be used (${databaseName(config)}: ${message}); ${advice}`
}

/** By primary result code (https://www.sqlite.org/rescode.html). */
const sqliteAdvice = new Map([
  [5, 'end the program that holds it'],
  [8, 'let this user write the file and its folder'],
  [10, 'look whether its disk is full or fails'],
  [11, 'restore it from a backup'],
  [13, 'free some space on its disk'],
  [14, 'make its folder and let this user write there, or choose another file with --database-url'],
  [26, 'choose another file with --database-url, or restore it from a backup'],
])

/** Those of Node's sockets, and those of https://www.postgresql.org/docs/current/errcodes-appendix.html. */
const postgresAdviceByCode = new Map([
  ...['ENOTFOUND', 'EAI_AGAIN'].map((code) => [code, 'correct the host in --database-url'] as const),
  ...['ECONNREFUSED', 'ECONNRESET', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH', 'ENOENT', 'EPIPE'].map(
    (code) => [code, 'start it, or correct the host and port in --database-url'] as const,
  ),
  ...['28P01', '28000'].map((code) => [code, 'correct the user and password in --database-url'] as const),
  ['3D000', 'create the database, or correct its name in --database-url'],
  ['42501', 'grant the user its schema'],
  ['53100', 'free some space on its disk'],
  ['53300', 'let it take more connections, or lower --database-pool-size'],
  ['57P03', 'try again when it has started'],
  ['25006', 'let it be written, or name its primary in --database-url'],
])

/** The driver gives no code to what it says itself of a connection. */
const connectionLost = /^(?:Connection terminated|timeout exceeded|timeout expired)/

function postgresAdvice({ code = '', message }: SystemError): string | undefined {
  if (connectionLost.test(message)) return postgresAdviceByCode.get('ETIMEDOUT')
  return postgresAdviceByCode.get(code)
}
