import { existsSync, globSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { CallNote } from '../packages/server/test/support/call-notes.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
/** Where a run of the tests leaves its notes. */
export const notesFolder = join(root, 'test-artefacts/calls')
/** Written when every test of the run has passed. */
export const completeMark = join(notesFolder, 'complete')
/** They need programs that not every machine has, or their outcomes depend on the time. */
const notEverywhere = /\/test\/(?:terraform|e2e|docs|cluster|durability)\/|\/sdk\/(?:aws-cli|boto3)\./

/** The notes of a complete run since which no source has changed, without those that differ from machine to machine. */
export function readNotes(): CallNote[] | undefined {
  if (!isFresh()) return undefined
  return globSync('*.jsonl', { cwd: notesFolder })
    .flatMap((file) => readFileSync(join(notesFolder, file), 'utf8').trim().split('\n'))
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as CallNote)
    .filter(({ file }) => !notEverywhere.test(file))
}

function isFresh(): boolean {
  if (!existsSync(completeMark)) return false
  const madeAt = statSync(completeMark).mtimeMs
  const sources = globSync('packages/{server,api-model}/{src,test,test-support}/**/*.{ts,tsx}', { cwd: root })
  return sources.every((path) => statSync(join(root, path)).mtimeMs <= madeAt)
}
