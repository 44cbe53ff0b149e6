import { randomBytes } from 'node:crypto'
import { type Config, ConfigError } from '../config.ts'

/** `poolhouse keys generate` prints a new encryption key, 32 bytes in base64. Throws `ConfigError` on anything else. */
export async function run(_config: Config, args: string[]): Promise<number> {
  if (args.length !== 1 || args[0] !== 'generate') throw new ConfigError('Usage: poolhouse keys generate')
  process.stdout.write(`${randomBytes(32).toString('base64')}\n`)
  return 0
}
