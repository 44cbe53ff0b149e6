import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'
import { fileURLToPath } from 'node:url'
import { afterEach, describe, expect, it } from 'vitest'

const program = fileURLToPath(new URL('../../bin/poolhouse.js', import.meta.url))
const flags = ['--no-demo', '--port=0', '--log-level=error', '--shutdown-timeout-seconds=600']
const REQUEST = 'POST / HTTP/1.1\r\nhost: localhost\r\ncontent-length: 2\r\n\r\n{'

describe('a server that is told to stop', () => {
  const children: ChildProcess[] = []
  afterEach(() => {
    for (const child of children.splice(0)) child.kill('SIGKILL')
  })

  function start(...more: string[]) {
    const child = spawn(process.execPath, [program, 'start', ...flags, ...more], {
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    children.push(child)
    const output: string[] = []
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => output.push(chunk.toString()))
    const ended = once(child, 'exit') as Promise<[number | null, NodeJS.Signals | null]>
    return { child, output, ended }
  }

  async function ready() {
    const server = start('--database-url=sqlite::memory:')
    while (!server.output.join('').includes('Ctrl-C stops the server'))
      await once(server.child.stdout, 'data')
    return { ...server, port: Number(/ready at http:\/\/localhost:(\d+)/.exec(server.output.join(''))?.[1]) }
  }

  it('while it starts ends at once with 0 and no word', async () => {
    const silentDatabase = createServer().listen(0, '127.0.0.1')
    await once(silentDatabase, 'listening')
    const { port } = silentDatabase.address() as { port: number }
    const key = `--encryption-key=${Buffer.alloc(32, 7).toString('base64')}`
    const { child, output, ended } = start(`--database-url=postgres://u:p@127.0.0.1:${port}/x`, key)
    const [socket] = (await once(silentDatabase, 'connection')) as [Socket]
    socket.on('error', () => undefined)
    child.kill('SIGTERM')
    expect(await ended).toEqual([0, null])
    expect(output).toEqual([])
    silentDatabase.close()
  })

  it('finishes the request in flight, also when npm hands the same Ctrl-C on', async () => {
    const { child, ended, port } = await ready()
    const request = await beginRequest(port)
    child.kill('SIGINT')
    child.kill('SIGINT')
    while (await listens(port)) child.kill('SIGINT')
    request.write('}')
    const [answer] = (await once(request, 'data')) as [Buffer]
    expect(answer.toString()).toContain('UnknownOperationException')
    expect(await ended).toEqual([0, null])
  })

  it('ends at once with 0 when it is told again, though a request is in flight', async () => {
    const { child, ended, port } = await ready()
    const request = await beginRequest(port)
    request.on('error', () => undefined)
    const again = setInterval(() => child.kill('SIGINT'), 100)
    expect(await ended).toEqual([0, null])
    clearInterval(again)
  })
})

/** A request whose last byte is still to come, when the server has seen the rest: it has answered a later one. */
async function beginRequest(port: number): Promise<Socket> {
  const socket = connect(port, '127.0.0.1')
  socket.write(REQUEST)
  await fetch(`http://127.0.0.1:${port}/_poolhouse/health`, { headers: { connection: 'close' } })
  return socket
}

async function listens(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1')
  const connected = await once(socket, 'connect').then(
    () => true,
    () => false,
  )
  socket.destroy()
  return connected
}
