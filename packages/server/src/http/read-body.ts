/** The request holds more than the door reads. */
export class BodyTooLargeError extends Error {
  override readonly name = 'BodyTooLargeError'
  /** In bytes. */
  readonly limit: number

  constructor(limit: number) {
    super()
    this.limit = limit
  }
}

/** The client hung up, or was too slow, in the midst of its request; nobody waits for an answer. */
export class ClientGoneError extends Error {
  override readonly name = 'ClientGoneError'
}

/**
 * Reads the whole body. Throws `BodyTooLargeError` as soon as it is seen to exceed `limit` bytes, and `ClientGoneError`
 * when the connection ends before the body does.
 */
export async function readBody(request: Request, limit: number): Promise<Uint8Array> {
  const announced = Number(request.headers.get('content-length') ?? 0)
  if (announced > limit) throw new BodyTooLargeError(limit)
  try {
    return await readAll(request, announced, limit)
  } catch (cause) {
    if (cause instanceof BodyTooLargeError) throw cause
    throw new ClientGoneError('The connection ended before the body did', { cause })
  }
}

async function readAll(request: Request, announced: number, limit: number): Promise<Uint8Array> {
  // First, since it needs no stream: asking for `body` makes one. HTTP reads no more than was announced.
  if (announced > 0) return new Uint8Array(await request.arrayBuffer())
  return request.body ? readChunks(request.body, limit) : new Uint8Array()
}

async function readChunks(stream: ReadableStream<Uint8Array>, limit: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of stream as unknown as AsyncIterable<Uint8Array>) {
    length += chunk.byteLength
    if (length > limit) throw new BodyTooLargeError(limit)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
