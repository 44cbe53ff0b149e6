import { crc32, deflateSync, inflateSync } from 'node:zlib'

const SIGNATURE = Buffer.from('89504e470d0a1a0a', 'hex')
/** Red, green, blue. */
const DEPTH = 3
const PALETTE = 256

interface Pixels {
  width: number
  height: number
  /** Three bytes for each pixel, row by row. */
  bytes: Buffer
}

/**
 * The picture in its 256 most frequent colours, which halves its size; pictures of pages have few. Takes PNGs as browsers
 * write them: 8 bits for red, green and blue each, not interlaced (https://www.w3.org/TR/png-3/).
 */
export function shrinkPng(png: Buffer): Buffer {
  const { width, height, bytes } = readPixels(png)
  const counts = new Map<number, number>()
  for (let at = 0; at < bytes.length; at += DEPTH)
    counts.set(bytes.readUIntBE(at, DEPTH), (counts.get(bytes.readUIntBE(at, DEPTH)) ?? 0) + 1)
  const palette = [...counts]
    .sort(([, one], [, other]) => other - one)
    .slice(0, PALETTE)
    .map(([color]) => color)
  const indexes = new Map([...counts.keys()].map((color) => [color, nearest(palette, color)]))
  const rows = Buffer.alloc(height * (width + 1))
  for (let pixel = 0; pixel < width * height; pixel += 1)
    rows[pixel + Math.floor(pixel / width) + 1] = indexes.get(bytes.readUIntBE(pixel * DEPTH, DEPTH)) ?? 0
  const header = Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, 8, 3, 0, 0, 0])
  header.writeUInt32BE(width)
  header.writeUInt32BE(height, 4)
  const colors = Buffer.alloc(palette.length * DEPTH)
  for (const [index, color] of palette.entries()) colors.writeUIntBE(color, index * DEPTH, DEPTH)
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    chunk('PLTE', colors),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function nearest(palette: number[], color: number): number {
  const distances = palette.map((known) => distance(known, color))
  return distances.indexOf(Math.min(...distances))
}

function distance(one: number, other: number): number {
  return [16, 8, 0].reduce((sum, shift) => sum + (((one >> shift) & 255) - ((other >> shift) & 255)) ** 2, 0)
}

function readPixels(png: Buffer): Pixels {
  const chunks = readChunks(png)
  const header = chunks.find(({ type }) => type === 'IHDR')?.data
  if (header?.readUInt16BE(8) !== 0x0802) throw new Error('not a PNG as browsers write it')
  const width = header.readUInt32BE(0)
  const height = header.readUInt32BE(4)
  const data = chunks.filter(({ type }) => type === 'IDAT').map(({ data }) => data)
  return { width, height, bytes: unfilter(inflateSync(Buffer.concat(data)), width * DEPTH, height) }
}

function readChunks(png: Buffer): { type: string; data: Buffer }[] {
  const found: { type: string; data: Buffer }[] = []
  for (let at = SIGNATURE.length; at < png.length; ) {
    const end = at + 8 + png.readUInt32BE(at)
    found.push({ type: png.toString('latin1', at + 4, at + 8), data: png.subarray(at + 8, end) })
    at = end + 4
  }
  return found
}

/** Undoes what each row began with: the rows hold differences to their neighbours. */
function unfilter(rows: Buffer, stride: number, height: number): Buffer {
  const bytes = Buffer.alloc(stride * height)
  const at = (x: number, y: number) => (x < 0 || y < 0 ? 0 : (bytes[y * stride + x] ?? 0))
  for (let y = 0; y < height; y += 1) {
    const start = y * (stride + 1)
    const predict = predictors[rows[start] ?? 0]
    if (!predict) throw new Error('unknown filter')
    for (let x = 0; x < stride; x += 1) {
      const guess = predict(at(x - DEPTH, y), at(x, y - 1), at(x - DEPTH, y - 1))
      bytes[y * stride + x] = (rows[start + 1 + x] ?? 0) + guess
    }
  }
  return bytes
}

const predictors: ((left: number, above: number, corner: number) => number)[] = [
  () => 0,
  (left) => left,
  (_, above) => above,
  (left, above) => (left + above) >> 1,
  (left, above, corner) => {
    const guess = left + above - corner
    const byLeft = Math.abs(guess - left)
    const byAbove = Math.abs(guess - above)
    const byCorner = Math.abs(guess - corner)
    if (byLeft <= byAbove && byLeft <= byCorner) return left
    return byAbove <= byCorner ? above : corner
  },
]

function chunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(data.length)
  check.writeUInt32BE(crc32(named))
  return Buffer.concat([length, named, check])
}
