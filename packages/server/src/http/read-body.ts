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

/** Reads the whole body. Throws `BodyTooLargeError` as soon as it is seen to exceed `limit` bytes. */
export async function readBody(request: Request, limit: number): Promise<Uint8Array> {
  const announced = Number(request.headers.get('content-length') ?? 0)
  if (announced > limit) throw new BodyTooLargeError(limit)
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
