import type { CompiledQuery } from 'kysely'

/** What operators set: every request reads of it, and few ever write. */
const settingsTables: ReadonlySet<string> = new Set([
  'user_pools',
  'app_clients',
  'domains',
  'ui_customizations',
  'login_brandings',
  'terms',
  'identity_providers',
  'resource_servers',
])

/** Counts the changes of settings. */
export interface SettingsWrites {
  version(): number
  /** Is told of every statement but reads. */
  note(query: CompiledQuery): void
  /** Is told in the moment in which what was written can be read. */
  settle(): void
}

export function createSettingsWrites(): SettingsWrites {
  let version = 0
  let isChanged = false
  return {
    version: () => version,
    note: (query) => {
      isChanged ||= mayWriteSettings(query)
    },
    settle: () => {
      if (isChanged) version += 1
      isChanged = false
    },
  }
}

/** Also where it cannot be told: a statement that is written as text, or one that changes the schema. */
function mayWriteSettings({ query }: CompiledQuery): boolean {
  const { into, table, from } = query as { into?: unknown; table?: unknown; from?: unknown }
  const name = tableNameOf(into ?? table ?? from)
  return name === undefined || settingsTables.has(name)
}

/** The name of the table in a node of Kysely's; undefined where it is nothing but a table. */
function tableNameOf(node: unknown): string | undefined {
  const { kind, table, froms } = (node ?? {}) as { kind?: string; table?: unknown; froms?: unknown[] }
  if (kind === 'FromNode') return tableNameOf(froms?.[0])
  if (kind !== 'TableNode') return undefined
  return (table as { identifier?: { name?: string } }).identifier?.name
}
