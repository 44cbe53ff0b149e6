import { authenticate, requireGroup, userOf } from '@poolhouse/auth/express'
import express from 'express'
import { explain, port } from './listening.mjs'
import { verifier } from './verifier.mjs'

const app = express()

app.get('/health', (_, response) => response.json({ healthy: true }))

app.use(authenticate(verifier)) // for everything below

app.get('/me', (request, response) => {
  const { username, groups } = userOf(request)
  response.json({ username, groups })
})

app.delete('/orders/:id', requireGroup('admins'), (_, response) => response.status(204).end())

const server = app.listen(port, '127.0.0.1', (error) => {
  if (error) return explain(error)
  console.log(`Express at http://localhost:${server.address().port}`)
})
