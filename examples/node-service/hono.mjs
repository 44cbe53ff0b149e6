import { serve } from '@hono/node-server'
import { authenticate, requireGroup, userOf } from '@poolhouse/auth/hono'
import { Hono } from 'hono'
import { explain, port } from './listening.mjs'
import { verifier } from './verifier.mjs'

const app = new Hono()

app.get('/health', (context) => context.json({ healthy: true }))

app.use(authenticate(verifier)) // for everything below

app.get('/me', (context) => {
  const { username, groups } = userOf(context)
  return context.json({ username, groups })
})

app.delete('/orders/:id', requireGroup('admins'), (context) => context.body(null, 204))

const options = { fetch: app.fetch, port, hostname: '127.0.0.1' }
const server = serve(options, ({ port }) => console.log(`Hono at http://localhost:${port}`))
server.on('error', explain)
