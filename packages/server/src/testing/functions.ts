import { fileURLToPath } from 'node:url'
import type { Config } from '../config.ts'
import type { Services } from '../services.ts'
import { AnswerError, FunctionError, TimeoutError, type TriggerInvoker } from '../triggers/invoker.ts'
import { readOverrides } from '../triggers/overrides.ts'
import type { PoolhouseOptions, TriggerHandler } from './options.ts'

/** What a function of the test is called among the targets of triggers. */
const PREFIX = 'test:'

type Triggers = NonNullable<PoolhouseOptions['triggers']>

/** Lets the server call these files and functions for all pools. Throws UnusableFileError for a file that is not there. */
export function useTriggers(services: Services, triggers: Triggers): void {
  const handlers = new Map<string, TriggerHandler>()
  const overrides = new Map(services.triggerOverrides)
  for (const [key, value] of Object.entries(triggers)) {
    const [trigger = '', version] = key.split('@')
    if (typeof value === 'function') {
      handlers.set(PREFIX + key, value)
      overrides.set(` ${trigger}`, { target: PREFIX + key, version })
    } else {
      const mapping = { trigger, version, target: pathOf(value) } as Config['triggers'][number]
      const { dataDir } = services.config
      for (const [name, override] of readOverrides({ triggers: [mapping], dataDir }))
        overrides.set(name, override)
    }
  }
  services.triggerOverrides = overrides
  services.invoke = withHandlers(services, handlers)
}

/** A URL of a file may be one of another realm, in which Jest runs tests. */
function pathOf(file: string | URL): string {
  return typeof file === 'string' ? file : fileURLToPath(file.href)
}

function withHandlers(
  { invoke, config }: Services,
  handlers: ReadonlyMap<string, TriggerHandler>,
): TriggerInvoker {
  return async (target, event, call = {}) => {
    const handler = handlers.get(target)
    if (handler) return runHandler(handler, event, call.timeoutMs ?? config.triggerTimeoutSeconds * 1000)
    if (!invoke) throw new TypeError('A server without an invoker was started')
    return invoke(target, event, call)
  }
}

/** As the runtime of Lambda would: nothing but JSON goes in and comes out. */
async function runHandler(handler: TriggerHandler, event: unknown, timeoutMs: number): Promise<unknown> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new TimeoutError()), timeoutMs)
  })
  try {
    return copyJson(await Promise.race([run(handler, event), late]))
  } finally {
    clearTimeout(timer)
  }
}

async function run(handler: TriggerHandler, event: unknown): Promise<unknown> {
  try {
    return await handler(copyJson(event))
  } catch (cause) {
    const { name, message } = describe(cause)
    throw new FunctionError(message, { errorType: name, cause })
  }
}

/** An error of another realm is no `instanceof Error` here. */
function describe(thrown: unknown): { name: string; message: string } {
  if (typeof thrown !== 'object' || thrown === null) return { name: 'Error', message: String(thrown) }
  const { name, message } = thrown as Partial<Error>
  return { name: String(name ?? 'Error'), message: String(message ?? '') }
}

function copyJson(value: unknown): unknown {
  try {
    return JSON.parse(JSON.stringify(value) ?? 'null')
  } catch (cause) {
    throw Object.assign(new AnswerError('Unrecognizable lambda output'), { cause })
  }
}
