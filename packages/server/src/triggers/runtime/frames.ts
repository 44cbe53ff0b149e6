/** A message between the server and the process of a function: a letter that says what it is, and a text. */
export interface Frame {
  kind: string
  body: Buffer
}

/** What came over the connection is not what a process that keeps the rules would send. */
export class BrokenFrameError extends Error {
  override readonly name = 'BrokenFrameError'
}

/** The length (four bytes, of all that follows), the letter and the text. */
export function encodeFrame(kind: string, text: string): Buffer {
  const length = Buffer.byteLength(text)
  const bytes = Buffer.allocUnsafe(5 + length)
  bytes.writeUInt32BE(length + 1, 0)
  bytes.write(kind, 4, 'latin1')
  bytes.write(text, 5, 'utf8')
  return bytes
}

/**
 * Cuts a stream of bytes into frames. What it returns throws BrokenFrameError for an empty frame and for one that says
 * it is longer than `maximumBytes`, before it has been read.
 */
export function createFrameReader(maximumBytes: number, onFrame: (frame: Frame) => void) {
  let chunks: Buffer[] = []
  let size = 0
  let wanted = 4
  return (chunk: Buffer): void => {
    chunks.push(chunk)
    size += chunk.length
    while (size >= wanted) {
      const [first] = chunks
      const bytes = chunks.length === 1 && first ? first : Buffer.concat(chunks)
      wanted = 4 + requireLength(bytes, maximumBytes)
      chunks = [bytes]
      if (size < wanted) return
      chunks = [bytes.subarray(wanted)]
      size -= wanted
      onFrame({ kind: String.fromCharCode(bytes[4] ?? 0), body: bytes.subarray(5, wanted) })
      wanted = 4
    }
  }
}

function requireLength(bytes: Buffer, maximumBytes: number): number {
  const length = bytes.readUInt32BE(0)
  if (length < 1 || length > maximumBytes) throw new BrokenFrameError(`a frame of ${length} bytes`)
  return length
}
