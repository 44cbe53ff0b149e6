import { fileURLToPath } from 'node:url'
import { mappableTriggers } from '../../src/config/triggers.ts'
import type { RecordedCall } from '../../src/triggers/calls.ts'
import type { TriggerEvent } from './functions.ts'
import type { TestServer } from './server.ts'

/** A call as the operator is shown it. */
export type ShownCall = Omit<RecordedCall, 'startedAt' | 'event'> & { startedAt: string; event: TriggerEvent }

/** The calls of functions, oldest first. */
export async function triggerCalls(
  { url }: Pick<TestServer, 'url'>,
  filter: Record<string, string> = {},
): Promise<ShownCall[]> {
  const query = new URLSearchParams({ limit: '500', ...filter })
  const response = await fetch(`${url}/_poolhouse/trigger-calls?${query}`)
  return ((await response.json()) as ShownCall[]).reverse()
}

/** A fixture as the function of these triggers, of all that take one but those that send where none are named. */
export function mapped(
  fixture: string,
  triggers: readonly string[] = mappableTriggers.filter((name) => !name.endsWith('Sender')),
): string[] {
  const file = fileURLToPath(new URL(`../fixtures/functions/${fixture}`, import.meta.url))
  return triggers.map((trigger) => `--trigger=${trigger}=${file}`)
}
