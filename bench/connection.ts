import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { headersOf } from './caller.ts'

/** A kept connection that makes one request after another, with as little work as can be: it shares the server's cores. */
export interface Connection {
  /** The body of the answer. Rejects when the status is not 200. */
  post(request: Buffer): Promise<string>
  close(): void
}

/** The bytes of a request. */
export function encodeRequest(operation: string, body: object): Buffer {
  const content = JSON.stringify(body)
  const lines = Object.entries(headersOf(operation)).map(([name, value]) => `${name}: ${value}\r\n`)
  const length = Buffer.byteLength(content)
  return Buffer.from(
    `POST / HTTP/1.1\r\nhost: 127.0.0.1\r\n${lines.join('')}content-length: ${length}\r\n\r\n${content}`,
  )
}

interface Waiting {
  resolve: (body: string) => void
  reject: (error: Error) => void
}

/** Connects to this machine's server. */
export async function openConnection(port: number): Promise<Connection> {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true })
  await once(socket, 'connect')
  let waiting: Waiting | undefined
  const settle = (finish: (waiting: Waiting) => void) => {
    const settled = waiting
    waiting = undefined
    if (settled) finish(settled)
  }
  readAnswers(socket, (status, body) =>
    settle(({ resolve, reject }) =>
      status === 200 ? resolve(body) : reject(new Error(`${status}: ${body}`)),
    ),
  )
  const fail = (error?: Error) =>
    settle(({ reject }) => reject(error ?? new Error('The server closed the connection.')))
  socket.on('error', fail)
  socket.on('close', () => fail())
  return {
    post: (request) =>
      new Promise((resolve, reject) => {
        waiting = { resolve, reject }
        socket.write(request)
      }),
    close: () => socket.destroy(),
  }
}

/** Every answer of the API says its length. */
function readAnswers(socket: Socket, receive: (status: number, body: string) => void): void {
  let text = ''
  socket.setEncoding('latin1')
  socket.on('data', (chunk: string) => {
    text += chunk
    const headEnd = text.indexOf('\r\n\r\n')
    if (headEnd < 0) return
    const length = Number(/content-length: (\d+)/i.exec(text.slice(0, headEnd))?.[1])
    const bodyStart = headEnd + 4
    if (text.length < bodyStart + length) return
    const answer = text
    text = ''
    receive(Number(answer.slice(9, 12)), answer.slice(bodyStart))
  })
}
