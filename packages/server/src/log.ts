import { type Logger, pino } from 'pino'
import type { Config } from './config.ts'

/** A line waits so long for others, unless they are enough: a write wakes another thread and costs more than the line. */
const GATHERING_MS = 20
const GATHERED_BYTES = 16_000
/** What cannot be written, as on a full disk, is tried again so much later, and kept up to so much. */
const RETRY_MS = 1_000
const KEPT_BYTES = 16 * 1024 * 1024

/** One line an event, as JSON or as text for people; written in the background. */
export function createLog(config: Pick<Config, 'logLevel' | 'logFormat'>): Logger {
  const destination = config.logFormat === 'text' ? textDestination() : jsonDestination()
  return pino({ level: config.logLevel, base: null, timestamp: pino.stdTimeFunctions.isoTime }, destination)
}

/** Whatever still waits when the process exits is written then. */
function jsonDestination() {
  const output = pino.destination({ sync: false, minLength: GATHERED_BYTES, maxLength: KEPT_BYTES })
  const { flushSync } = output
  let unwrittenBytes = 0
  let timer: NodeJS.Timeout | undefined
  const flush = () => {
    timer = undefined
    output.flush()
  }
  output.on('write', (bytes: number) => {
    unwrittenBytes -= bytes
    output.flushSync = flushSync
  })
  output.on('drop', (line: string) => {
    unwrittenBytes -= Buffer.byteLength(line)
  })
  // Nobody's sign-in fails because its line cannot be written; and at the exit, it would be tried for ever.
  output.on('error', () => {
    output.flushSync = () => undefined
    timer ??= setTimeout(flush, RETRY_MS).unref()
  })
  // A flush during a write does nothing, and what came meanwhile would wait for the next line.
  output.on('drain', () => {
    if (unwrittenBytes > 0 && !timer) flush()
  })
  return {
    write: (line: string) => {
      unwrittenBytes += Buffer.byteLength(line)
      output.write(line)
      timer ??= setTimeout(flush, GATHERING_MS)
    },
  }
}

function textDestination() {
  return { write: (line: string) => process.stdout.write(`${toText(line)}\n`) }
}

function toText(line: string): string {
  const { level, time, msg, err, ...fields } = JSON.parse(line) as Record<string, unknown>
  const details = Object.entries(fields).map(
    ([name, value]) => `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`,
  )
  const stack = (err as { stack?: string } | undefined)?.stack
  const label = pino.levels.labels[Number(level)] ?? ''
  return [
    String(time).slice(11, 19),
    label.padEnd(5),
    msg,
    ...details,
    ...(stack ? [`\n${stack}`] : []),
  ].join(' ')
}
