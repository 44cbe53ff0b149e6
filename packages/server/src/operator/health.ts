import type { Services } from '../services.ts'
import { pendingMigrations } from '../storage/open.ts'

/** Whether the process lives. */
export function health(): Response {
  return Response.json({ status: 'ok' })
}

/** Whether requests can be answered: the database answers and its tables are current. */
export async function ready(services: Services): Promise<Response> {
  try {
    const pending = await pendingMigrations(services.db)
    if (pending.length === 0) return Response.json({ status: 'ready' })
    return Response.json({ status: 'migrations pending', pending }, { status: 503 })
  } catch (error) {
    services.log.error({ err: error }, 'the database does not answer')
    return Response.json({ status: 'database unavailable' }, { status: 503 })
  }
}
