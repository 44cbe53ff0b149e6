// biome-ignore-all lint/nursery/noMisusedPromises: Fastify takes plugins that are asynchronous
import { auth, requireGroup, userOf } from '@poolhouse/auth/fastify'
import Fastify from 'fastify'
import { explain, port } from './listening.mjs'
import { verifier } from './verifier.mjs'

const app = Fastify()
await app.register(auth, { verifier })

app.get('/health', { config: { auth: false } }, () => ({ healthy: true }))

app.get('/me', (request) => {
  const { username, groups } = userOf(request)
  return { username, groups }
})

app.delete('/orders/:id', { onRequest: requireGroup('admins') }, (_, reply) => reply.code(204).send())

await app.listen({ port, host: '127.0.0.1' }).catch(explain)
console.log(`Fastify at http://localhost:${app.server.address().port}`)
