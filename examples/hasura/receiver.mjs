import { createHmac, timingSafeEqual } from 'node:crypto'
import { createServer } from 'node:http'
import { text } from 'node:stream/consumers'
import pg from 'pg'

const { DATABASE_URL, EVENT_SECRET = '', USER_POOL_ID, PORT = '4200' } = process.env
if (!DATABASE_URL || !EVENT_SECRET || !USER_POOL_ID)
  throw new Error('Set DATABASE_URL, EVENT_SECRET and USER_POOL_ID')

const secret = Buffer.from(EVENT_SECRET.replace(/^whsec_/, ''), 'base64')
const pool = new pg.Pool({ connectionString: DATABASE_URL })
const TOLERANCE_SECONDS = 300

/** The check of Standard Webhooks: who does not know the secret writes no rows, and nobody sends an old event again. */
function isSigned({ headers }, body) {
  const time = headers['webhook-timestamp']
  if (!(Math.abs(Date.now() / 1000 - Number(time)) < TOLERANCE_SECONDS)) return false
  const expected = createHmac('sha256', secret).update(`${headers['webhook-id']}.${time}.${body}`).digest()
  return String(headers['webhook-signature'])
    .split(' ')
    .map((signature) => Buffer.from(signature.replace(/^v1,/, ''), 'base64'))
    .some((given) => given.length === expected.length && timingSafeEqual(given, expected))
}

/** An event may come again, or late: what is older than the last change of the user changes nothing. */
const newer = `with newer as (
  insert into sync.changes values ($1, $2)
  on conflict (user_id) do update set changed_at = excluded.changed_at
  where sync.changes.changed_at < excluded.changed_at returning user_id)`
const upsert = `${newer} insert into users select user_id, $3 from newer
  on conflict (id) do update set email = excluded.email`
const remove = `${newer} delete from users using newer where id = user_id`

async function apply({ type, timestamp, data: { userPoolId, sub, status, attributes } }) {
  if (userPoolId !== USER_POOL_ID || !type.startsWith('user.') || status === 'UNCONFIRMED') return
  if (type === 'user.deleted') await pool.query(remove, [sub, timestamp])
  else await pool.query(upsert, [sub, timestamp, attributes.email])
}

const server = createServer(async (request, response) => {
  const body = await text(request)
  if (!isSigned(request, body)) return response.writeHead(401).end()
  try {
    await apply(JSON.parse(body))
    return response.writeHead(204).end()
  } catch (error) {
    console.error('The event was not applied, and comes again:', error.message)
    return response.writeHead(500).end()
  }
})
server.on('error', ({ message }) => {
  console.error(message)
  process.exit(1)
})
server.listen(Number(PORT), '127.0.0.1', () => {
  console.log(`Waiting for events at http://localhost:${server.address().port}/events`)
})
