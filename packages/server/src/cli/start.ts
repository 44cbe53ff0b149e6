import { type RunningServer, startServer } from '../app.ts'
import type { Config } from '../config.ts'
import { ConfigError } from '../config.ts'
import { WrongEncryptionKeyError } from '../crypto/keyring.ts'
import { DatabaseInUseError } from '../storage/sqlite.ts'
import { ensureDemo } from './demo.ts'
import { startUpText } from './start-up-text.ts'

/** Runs the server until it is told to stop. */
export async function run(config: Config): Promise<number> {
  const server = await startOrExplain(config)
  const demo = await ensureDemo(server.services)
  process.stdout.write(startUpText(config, server, demo))
  await stopSignal()
  await server.stop()
  return 0
}

/** Turns what an operator can mend into one line. */
async function startOrExplain(config: Config): Promise<RunningServer> {
  try {
    return await startServer(config)
  } catch (error) {
    throw explain(config, error)
  }
}

function explain(config: Config, error: unknown): unknown {
  if (error instanceof WrongEncryptionKeyError || error instanceof DatabaseInUseError)
    return new ConfigError(error.message, { cause: error })
  const { code } = error as NodeJS.ErrnoException
  if (code === 'EADDRINUSE')
    return new ConfigError(`Port ${config.port} is in use; choose another one with --port`, { cause: error })
  if (code === 'EACCES') return new ConfigError((error as Error).message, { cause: error })
  return error
}

/** Resolves at the first Ctrl-C or SIGTERM; a second one ends the process at once. */
function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve())
  })
}
