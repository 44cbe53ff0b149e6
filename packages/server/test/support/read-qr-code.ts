/** Blocks of data codewords by version, at level M: how many there are, how long each is. The rest corrects errors. */
const blocks: Readonly<Record<number, [count: number, length: number][]>> = {
  1: [[1, 16]],
  2: [[1, 28]],
  3: [[1, 44]],
  4: [[2, 32]],
  5: [[2, 43]],
  6: [[4, 27]],
  7: [[4, 31]],
  8: [
    [2, 38],
    [2, 39],
  ],
  9: [
    [3, 36],
    [2, 37],
  ],
  10: [
    [4, 43],
    [1, 44],
  ],
  11: [
    [1, 50],
    [4, 51],
  ],
  12: [
    [6, 36],
    [2, 37],
  ],
}

/** Whether the mask turns the module of row `y` and column `x` over. */
const masks: ((x: number, y: number) => boolean)[] = [
  (x, y) => (x + y) % 2 === 0,
  (_, y) => y % 2 === 0,
  (x) => x % 3 === 0,
  (x, y) => (x + y) % 3 === 0,
  (x, y) => (Math.floor(y / 2) + Math.floor(x / 3)) % 2 === 0,
  (x, y) => ((x * y) % 2) + ((x * y) % 3) === 0,
  (x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2 === 0,
  (x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2 === 0,
]

/** Masks the format's bits, so that they are never all light. */
const FORMAT_MASK = 0b101010000010010
const LEVEL_M = 0
const BYTES = 0b0100

/**
 * The text of the QR code whose modules these are, true where dark, without the quiet zone. Reads as a camera's software does,
 * but for what mends damage: bytes at level M, versions to 12 (ISO/IEC 18004). Throws where it is no such code.
 */
export function readQrCode(modules: boolean[][]): string {
  const version = (modules.length - 17) / 4
  const known = blocks[version]
  const format = readFormat(modules)
  const mask = masks[format & 7]
  if (!known || !mask || format >> 3 !== LEVEL_M) throw new Error(`this is no QR code: version ${version}`)
  const bits = dataPositions(modules.length, version).map(
    ([x, y]) => (modules[y]?.[x] ?? false) !== mask(x, y),
  )
  return readText(joinBlocks(toBytes(bits), known), version)
}

/** Level and mask, from the copy around the upper left pattern. */
function readFormat(modules: boolean[][]): number {
  const columns = [0, 1, 2, 3, 4, 5, 7, 8].map((x) => modules[8]?.[x])
  const rows = [7, 5, 4, 3, 2, 1, 0].map((y) => modules[y]?.[8])
  const bits = [...columns, ...rows].reduce((sum, dark) => sum * 2 + (dark ? 1 : 0), 0)
  return (bits ^ FORMAT_MASK) >> 10
}

/** Where the data's bits are, in their order: columns in pairs from the right, up and down in turn. */
function dataPositions(size: number, version: number): [x: number, y: number][] {
  const found: [number, number][] = []
  let up = true
  for (let right = size - 1; right > 0; right -= 2) {
    if (right === 6) right = 5
    for (let step = 0; step < size; step += 1) {
      const y = up ? size - 1 - step : step
      for (const x of [right, right - 1]) if (!isFunction(x, y, size, version)) found.push([x, y])
    }
    up = !up
  }
  return found
}

/** Whether the module is part of a pattern, and of no data. */
function isFunction(x: number, y: number, size: number, version: number): boolean {
  const far = size - 9
  if ((x < 9 && y < 9) || (x > far && y < 9) || (x < 9 && y > far)) return true
  if (x === 6 || y === 6) return true
  if (version >= 7 && ((x < 6 && y > size - 12) || (y < 6 && x > size - 12))) return true
  const centres = alignmentCentres(size, version)
  const last = centres.at(-1)
  // Three corners have the big patterns in that place.
  const isFinder = (column: number, row: number) =>
    column + row === 12 || (column + row === 6 + (last ?? 0) && (column === 6 || row === 6))
  return centres.some((column) =>
    centres.some((row) => !isFinder(column, row) && Math.abs(x - column) <= 2 && Math.abs(y - row) <= 2),
  )
}

/** Rows and columns of the alignment patterns, to version 12. */
function alignmentCentres(size: number, version: number): number[] {
  if (version === 1) return []
  const last = size - 7
  return version < 7 ? [6, last] : [6, 6 + Math.ceil((last - 6) / 4) * 2, last]
}

function toBytes(bits: boolean[]): number[] {
  const count = Math.floor(bits.length / 8)
  return Array.from({ length: count }, (_, index) =>
    bits.slice(index * 8, index * 8 + 8).reduce((sum, bit) => sum * 2 + (bit ? 1 : 0), 0),
  )
}

/** The blocks stand in the code like shuffled cards: first all first bytes, then all second ones. */
function joinBlocks(bytes: number[], known: [number, number][]): number[] {
  const lengths = known.flatMap(([count, length]) => Array.from({ length: count }, () => length))
  const parts = lengths.map((): number[] => [])
  let next = 0
  for (let index = 0; index < Math.max(...lengths); index += 1)
    for (const [number, part] of parts.entries())
      if (index < (lengths[number] ?? 0)) part.push(bytes[next++] ?? 0)
  return parts.flat()
}

function readText(bytes: number[], version: number): string {
  const bits = bytes.map((byte) => byte.toString(2).padStart(8, '0')).join('')
  const lengthBits = version < 10 ? 8 : 16
  if (Number.parseInt(bits.slice(0, 4), 2) !== BYTES) throw new Error('the code holds no bytes')
  const start = 4 + lengthBits
  const length = Number.parseInt(bits.slice(4, start), 2)
  const text = Array.from({ length }, (_, index) =>
    Number.parseInt(bits.slice(start + index * 8, start + index * 8 + 8), 2),
  )
  return Buffer.from(text).toString('utf8')
}
