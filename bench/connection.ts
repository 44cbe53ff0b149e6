import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { headersOf } from './caller.ts'

/** An answer of the server. */
export interface Answer {
  status: number
  /** Status line and headers. */
  head: string
  body: string
}

/** A kept connection that makes one request after another, with as little work as can be: it shares the server's cores. */
export interface Connection {
  /** Any answer. */
  send(request: Buffer): Promise<Answer>
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

/** The bytes of a request of a browser; a form makes it a POST. */
export function encodePageRequest(
  path: string,
  options: { cookie?: string; form?: Record<string, string> } = {},
): Buffer {
  const content = options.form === undefined ? '' : new URLSearchParams(options.form).toString()
  const head = [
    `${options.form === undefined ? 'GET' : 'POST'} ${path} HTTP/1.1`,
    'host: localhost',
    ...(options.cookie === undefined ? [] : [`cookie: ${options.cookie}`]),
    ...(options.form === undefined ? [] : ['content-type: application/x-www-form-urlencoded']),
    `content-length: ${content.length}`,
  ]
  return Buffer.from(`${head.join('\r\n')}\r\n\r\n${content}`)
}

interface Waiting {
  resolve: (answer: Answer) => void
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
  readAnswers(socket, (answer) => settle(({ resolve }) => resolve(answer)))
  const fail = (error?: Error) =>
    settle(({ reject }) => reject(error ?? new Error('The server closed the connection.')))
  socket.on('error', fail)
  socket.on('close', () => fail())
  const send = (request: Buffer) =>
    new Promise<Answer>((resolve, reject) => {
      waiting = { resolve, reject }
      socket.write(request)
    })
  return {
    send,
    post: async (request) => {
      const { status, body } = await send(request)
      if (status !== 200) throw new Error(`${status}: ${body}`)
      return body
    },
    close: () => socket.destroy(),
  }
}

/** Every answer says its length, or comes in one chunk and an empty one. */
function readAnswers(socket: Socket, receive: (answer: Answer) => void): void {
  let text = ''
  socket.setEncoding('latin1')
  socket.on('data', (chunk: string) => {
    text += chunk
    const headEnd = text.indexOf('\r\n\r\n')
    if (headEnd < 0) return
    const head = text.slice(0, headEnd)
    const body = text.slice(headEnd + 4)
    const length = /content-length: (\d+)/i.exec(head)?.[1]
    const isWhole = length === undefined ? body.endsWith('0\r\n\r\n') : body.length >= Number(length)
    if (!isWhole) return
    text = ''
    receive({ status: Number(head.slice(9, 12)), head, body })
  })
}
