/**
 * The CSV of user imports: fields between commas, a comma within a field after a backslash, UTF-8.
 * Deviation: fields in quotation marks (RFC 4180) are understood besides, with commas, line ends and doubled quotation
 * marks in them, since spreadsheets write them; so is a byte order mark.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-using-import-tool-csv-header.html
 */

/** One record of the file, from one line end to the next. */
export interface CsvRecord {
  /** The number of its first line, counted from 1. */
  line: number
  /** Undefined for a record that is not UTF-8 or too long. */
  text: string | undefined
  /** How many bytes and lines of the file are done with after it. */
  readBytes: number
  readLines: number
}

/** Where in a file to begin. */
export interface CsvPosition {
  readBytes: number
  readLines: number
}

/** The file is no CSV from this line on. */
export class CsvError extends Error {
  override readonly name = 'CsvError'
  readonly line: number

  constructor(line: number) {
    super(`The field in quotation marks on line ${line} does not end`)
    this.line = line
  }
}

/** Finds the records in pieces of a file. */
export interface CsvSplitter {
  /** The records that end in this piece. Throws CsvError. */
  push(piece: Buffer): CsvRecord[]
  /** What is left when the file ends without a line end. Throws CsvError. */
  finish(): CsvRecord[]
}

/** https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-using-import-tool-csv-header.html */
const MAX_CHARACTERS = 16_000
const MAX_BYTES = 4 * MAX_CHARACTERS

const LINE_FEED = 0x0a
const CARRIAGE_RETURN = 0x0d
const QUOTE = 0x22
const COMMA = 0x2c
const BACKSLASH = 0x5c

/** What the bytes so far mean for the next one. */
interface State {
  readBytes: number
  readLines: number
  /** Of the record at hand: its bytes from earlier pieces, their number, and its line ends within quotes. */
  earlier: Buffer[]
  earlierBytes: number
  innerLines: number
  atFieldStart: boolean
  quoted: boolean
  /** The last byte ended a quoted field, or is the first of two quotation marks within one. */
  afterQuote: boolean
  afterBackslash: boolean
}

/** A reader that begins at a record's first byte. It keeps no more than one record of at most 64 kB. */
export function createSplitter(start: CsvPosition): CsvSplitter {
  const state: State = { ...start, ...emptyRecord() }
  return {
    push: (piece) => push(state, piece),
    finish: () => {
      if (state.quoted) throw new CsvError(state.readLines + 1)
      return state.earlierBytes === 0 ? [] : [take(state, Buffer.alloc(0), 0)]
    },
  }
}

function emptyRecord() {
  return {
    earlier: [],
    earlierBytes: 0,
    innerLines: 0,
    atFieldStart: true,
    quoted: false,
    afterQuote: false,
    afterBackslash: false,
  }
}

function push(state: State, piece: Buffer): CsvRecord[] {
  const records: CsvRecord[] = []
  let begin = 0
  for (let index = 0; index < piece.length; index += 1) {
    if (!endsRecord(state, piece[index] as number)) continue
    records.push(take(state, piece.subarray(begin, index), 1))
    begin = index + 1
  }
  keep(state, piece.subarray(begin))
  return records
}

/** Takes the next byte into account; true for the line end that ends a record. */
function endsRecord(state: State, byte: number): boolean {
  if (state.quoted) {
    if (byte === QUOTE) {
      state.quoted = false
      state.afterQuote = true
    } else if (byte === LINE_FEED) state.innerLines += 1
    return false
  }
  if (byte === LINE_FEED) return true
  if (byte === QUOTE && (state.atFieldStart || state.afterQuote)) state.quoted = true
  state.atFieldStart = byte === COMMA && !state.afterBackslash
  state.afterBackslash = byte === BACKSLASH
  state.afterQuote = false
  return false
}

function take(state: State, rest: Buffer, lineEnds: number): CsvRecord {
  const line = state.readLines + 1
  const length = state.earlierBytes + rest.length
  const text = length > MAX_BYTES ? undefined : decode(Buffer.concat([...state.earlier, rest]))
  const readBytes = state.readBytes + length + lineEnds
  const readLines = state.readLines + state.innerLines + lineEnds
  Object.assign(state, emptyRecord(), { readBytes, readLines })
  return { line, text, readBytes, readLines }
}

/** Of a record that is too long already only the length is kept; one in quotes might never end. */
function keep(state: State, rest: Buffer): void {
  state.earlierBytes += rest.length
  if (state.earlierBytes <= MAX_BYTES) {
    state.earlier.push(Buffer.from(rest))
    return
  }
  if (state.quoted) throw new CsvError(state.readLines + 1)
  state.earlier = []
}

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

function decode(bytes: Buffer): string | undefined {
  const line = bytes.at(-1) === CARRIAGE_RETURN ? bytes.subarray(0, -1) : bytes
  try {
    const text = decoder.decode(line)
    return text.length > MAX_CHARACTERS ? undefined : text
  } catch {
    return undefined // not UTF-8: told as such by whoever asked
  }
}

/** The fields of a record, trimmed; undefined where other text follows a field in quotation marks. */
export function readFields(text: string): string[] | undefined {
  const fields: string[] = []
  for (let begin = 0; begin <= text.length; ) {
    const field = text[begin] === '"' ? readQuoted(text, begin) : readPlain(text, begin)
    if (!field) return undefined
    fields.push(field.text.trim())
    begin = field.end + 1
  }
  return fields
}

/** A field's text, and where the comma after it or the record's end is. */
interface Field {
  text: string
  end: number
}

function readPlain(text: string, begin: number): Field {
  let end = text.indexOf(',', begin)
  while (end > begin && text[end - 1] === '\\') end = text.indexOf(',', end + 1)
  if (end === -1) end = text.length
  return { text: text.slice(begin, end).replaceAll('\\,', ','), end }
}

function readQuoted(text: string, begin: number): Field | undefined {
  let end = text.indexOf('"', begin + 1)
  while (end !== -1 && text[end + 1] === '"') end = text.indexOf('"', end + 2)
  if (end === -1 || (end + 1 < text.length && text[end + 1] !== ',')) return undefined
  return { text: text.slice(begin + 1, end).replaceAll('""', '"'), end: end + 1 }
}
