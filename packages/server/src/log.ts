import { type Logger, pino } from 'pino'
import type { Config } from './config.ts'

/** One line an event, as JSON or as text for people; written in the background. */
export function createLog(config: Pick<Config, 'logLevel' | 'logFormat'>): Logger {
  const destination = config.logFormat === 'text' ? textDestination() : pino.destination({ sync: false })
  return pino({ level: config.logLevel, base: null, timestamp: pino.stdTimeFunctions.isoTime }, destination)
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
