import { randomUUID } from 'node:crypto'
import type { Services } from '../services.ts'
import { pendingMigrations } from '../storage/open.ts'
import { tryWrite } from '../storage/try-write.ts'

/** Whether the process lives. */
export function health(): Response {
  return Response.json({ status: 'ok' })
}

/** Whether requests can be answered: the database answers, its tables are current, and it keeps what is written. */
export async function ready(services: Services): Promise<Response> {
  try {
    const pending = await pendingMigrations(services.db)
    if (pending.length > 0) return Response.json({ status: 'migrations pending', pending }, { status: 503 })
  } catch (error) {
    services.log.error({ err: error }, 'the database does not answer')
    return Response.json({ status: 'database unavailable' }, { status: 503 })
  }
  return readyToWrite(services)
}

async function readyToWrite(services: Services): Promise<Response> {
  try {
    await tryWrite(services.db, `ready ${randomUUID()}`)
    return Response.json({ status: 'ready' })
  } catch (error) {
    services.log.error({ err: error }, 'the database cannot be written')
    return Response.json({ status: 'database cannot be written' }, { status: 503 })
  }
}
