import { crc32, deflateRawSync } from 'node:zlib'

export interface ZipEntry {
  path: string
  content?: string | Buffer
  /** Of Unix, with the type of the file; a plain file where it is not set. */
  mode?: number
  /** What the entry says of its size, which need not be so. */
  claimedSize?: number
}

const nothingPacked = deflateRawSync('')

/** A link to the target. */
export function link(path: string, target: string): ZipEntry {
  return { path, content: target, mode: 0o120777 }
}

/** A function in one file, as it is deployed. */
export function zipOf(source: string, path = 'index.js'): Buffer {
  return makeZip([{ path, content: source }])
}

/** A zip with these entries, which may be wrong in every way. */
export function makeZip(entries: readonly ZipEntry[]): Buffer {
  const parts: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const entry of entries) {
    const { local, central } = encode(entry, offset)
    parts.push(local)
    directory.push(central)
    offset += local.byteLength
  }
  const index = Buffer.concat(directory)
  return Buffer.concat([...parts, index, endOf(entries.length, index.byteLength, offset)])
}

/** PKWARE's APPNOTE, sections 4.3.7 and 4.3.12. */
function encode({ path, content = '', mode = 0o100644, claimedSize }: ZipEntry, offset: number) {
  const bytes = Buffer.from(content as string)
  const packed = bytes.byteLength === 0 ? nothingPacked : deflateRawSync(bytes, { level: 1 })
  const name = Buffer.from(path)
  const sizes = Buffer.alloc(12)
  sizes.writeUInt32LE(crc32(bytes), 0)
  sizes.writeUInt32LE(packed.byteLength, 4)
  sizes.writeUInt32LE(claimedSize ?? bytes.byteLength, 8)
  const start = [u32(0x04034b50), u16(20), u16(0), u16(8), u16(0), u16(0), sizes]
  const local = [...start, u16(name.byteLength), u16(0), name, packed]
  const madeOnUnix = u16((3 << 8) | 20)
  const central = [u32(0x02014b50), madeOnUnix, u16(20), u16(0), u16(8), u16(0), u16(0), sizes]
  const rest = [
    u16(name.byteLength),
    u16(0),
    u16(0),
    u16(0),
    u16(0),
    u32((mode << 16) >>> 0),
    u32(offset),
    name,
  ]
  return { local: Buffer.concat(local), central: Buffer.concat([...central, ...rest]) }
}

/** APPNOTE, section 4.3.16. */
function endOf(entries: number, size: number, offset: number): Buffer {
  const counts = [u16(entries), u16(entries), u32(size), u32(offset)]
  return Buffer.concat([u32(0x06054b50), u16(0), u16(0), ...counts, u16(0)])
}

function u16(value: number): Buffer {
  const bytes = Buffer.alloc(2)
  bytes.writeUInt16LE(value)
  return bytes
}

function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(value)
  return bytes
}
