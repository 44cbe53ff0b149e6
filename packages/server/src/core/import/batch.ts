import { type Services, transaction } from '../../services.ts'
import type { ImportLine, ImportProgress } from '../../storage/import-jobs.ts'
import * as jobs from '../../storage/import-jobs.ts'
import type { Lease } from '../../storage/import-slots.ts'
import * as slots from '../../storage/import-slots.ts'
import type { NamedUser } from '../../storage/imported-users.ts'
import * as importedUsers from '../../storage/imported-users.ts'
import * as userChanges from '../user-changes.ts'
import type { CsvPosition } from './csv.ts'
import type { PreparedRow } from './rows.ts'

/** Rows that are stored together. */
export interface Batch {
  rows: readonly PreparedRow[]
  /** Where the file goes on after them. */
  position: CsvPosition
}

/** A sign-up was faster with a name of the batch; the next try sees it. */
class NameTakenMeanwhileError extends Error {
  override readonly name = 'NameTakenMeanwhileError'
}

const MAX_TRIES = 5

/**
 * Stores a batch's users together with how far the job has come, so that each row counts once, whatever happens.
 * Undefined when the job was stopped or taken over by another process.
 */
export async function storeBatch(
  services: Services,
  run: { userPoolId: string; lease: Lease; progress: ImportProgress },
  batch: Batch,
): Promise<ImportProgress | undefined> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await transaction(services, (services) => store(services, run, batch))
    } catch (error) {
      if (!(error instanceof NameTakenMeanwhileError) || tries === MAX_TRIES) throw error
    }
  }
}

async function store(
  services: Services,
  { userPoolId, lease, progress }: { userPoolId: string; lease: Lease; progress: ImportProgress },
  { rows, position }: Batch,
): Promise<ImportProgress | undefined> {
  if (!(await slots.hold(services.db, lease))) return undefined
  const keys = rows.flatMap((row) => ('found' in row ? row.found.names.map(({ key }) => key) : []))
  const taken = await importedUsers.takenKeys(services.db, userPoolId, keys)
  const { users, lines } = sort(rows, taken)
  if (!(await userChanges.insertAll(services, users))) throw new NameTakenMeanwhileError()
  await jobs.addLines(services.db, lease.jobId, lines)
  const skipped = lines.filter(({ outcome }) => outcome === 'SKIPPED').length
  const next: ImportProgress = {
    ...position,
    readRows: progress.readRows + rows.length,
    imported: progress.imported + users.length,
    skipped: progress.skipped + skipped,
    failed: progress.failed + lines.length - skipped,
  }
  await jobs.advance(services.db, lease.jobId, next)
  return next
}

/** In the order of the file, so that of two rows with one name the first makes a user. Adds to the names taken. */
function sort(rows: readonly PreparedRow[], taken: Set<string>): { users: NamedUser[]; lines: ImportLine[] } {
  const users: NamedUser[] = []
  const lines: ImportLine[] = []
  for (const row of rows) {
    const lineNumber = row.line
    if ('refusal' in row) {
      lines.push({ lineNumber, outcome: 'FAILED', reason: row.refusal })
      continue
    }
    const conflict = row.found.names.find(({ key }) => taken.has(key))
    if (conflict) lines.push({ lineNumber, outcome: 'SKIPPED', reason: conflictOf(conflict.kind) })
    else users.push(row.found)
    if (!conflict) for (const { key } of row.found.names) taken.add(key)
  }
  return { users, lines }
}

/** The first text is Cognito's (user guide, "Viewing the user pool import results"), the other its text for users. */
function conflictOf(kind: string): string {
  if (kind === 'username') return 'The user already exists.'
  return `An account with the given ${kind} already exists.`
}
