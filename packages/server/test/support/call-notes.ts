import { appendFileSync, mkdirSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect } from 'vitest'

/** That a test file had this outcome of an operation on this database; scripts/operations-page.ts reads it. */
export interface CallNote {
  /** From the root of the repository. */
  file: string
  database: string
  operation: string
  /** `success` or the type of the error. */
  outcome: string
}

const root = fileURLToPath(new URL('../../../..', import.meta.url))
const series = /^poolhouse_api_requests_total\{operation="(\w+)",outcome="(\w+)"\}/gm

/**
 * Writes down what the server at this address has answered, which its metrics tell. Does nothing unless
 * TEST_CALLS_FOLDER names a folder for it, as scripts/test.ts does. Not one of POOLHOUSE_…: of those the server knows each.
 */
export async function noteCalls(url: string, database: string): Promise<void> {
  const folder = process.env.TEST_CALLS_FOLDER
  const { testPath } = expect.getState()
  if (!folder || !testPath) return
  const metrics = await (await fetch(`${url}/_poolhouse/metrics`)).text()
  const file = relative(root, testPath).replaceAll('\\', '/')
  const notes = [...metrics.matchAll(series)].map(([, operation = '', outcome = '']): string =>
    JSON.stringify({ file, database, operation, outcome } satisfies CallNote),
  )
  mkdirSync(folder, { recursive: true })
  appendFileSync(
    join(folder, `${file.replaceAll('/', '.')}.jsonl`),
    notes.map((note) => `${note}\n`).join(''),
  )
}
