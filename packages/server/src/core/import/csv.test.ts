import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CsvError, type CsvRecord, createSplitter, readFields } from './csv.ts'

const start = { readBytes: 0, readLines: 0 }

function split(file: Buffer | string, pieceBytes = 7): CsvRecord[] {
  const bytes = Buffer.from(file as string)
  const splitter = createSplitter(start)
  const records: CsvRecord[] = []
  for (let at = 0; at < bytes.length; at += pieceBytes)
    records.push(...splitter.push(bytes.subarray(at, at + pieceBytes)))
  return [...records, ...splitter.finish()]
}

const texts = (file: Buffer | string, pieceBytes?: number) =>
  split(file, pieceBytes).map((record) => record.text)

describe('a file', () => {
  it.each([
    ['a,b\nc,d\n', ['a,b', 'c,d']],
    ['a,b\r\nc,d', ['a,b', 'c,d']],
    ['\n\na', ['', '', 'a']],
    ['a,"b\nc","""\n"\nd', ['a,"b\nc","""\n"', 'd']],
    ['a"b\nc', ['a"b', 'c']],
    ['a\\,"b\nc', ['a\\,"b', 'c']],
    ['', []],
  ])('%j has its records, however it is cut', (file, expected) => {
    for (const pieceBytes of [1, 2, 3, 5, 100]) expect(texts(file, pieceBytes)).toEqual(expected)
  })

  it('tells the line of each record and how far it has been read', () => {
    expect(split('ä,b\r\n"c\n\nd"\ne').map(({ text, ...position }) => position)).toEqual([
      { line: 1, readBytes: 6, readLines: 1 },
      { line: 2, readBytes: 13, readLines: 4 },
      { line: 5, readBytes: 14, readLines: 4 },
    ])
  })

  it('goes on from any record as if it had been read from the beginning', () => {
    const file = Buffer.from('ä,b\r\n"c\n\nd"\n\ne,f\n')
    const all = split(file)
    all.forEach((record, index) => {
      const splitter = createSplitter(record)
      const rest = [...splitter.push(file.subarray(record.readBytes)), ...splitter.finish()]
      expect(rest).toEqual(all.slice(index + 1))
    })
  })

  it('has records of 16000 characters, and no text of a longer one or of what is not UTF-8', () => {
    const file = `${'ä'.repeat(16_000)}\n${'x'.repeat(16_001)}\n${'x'.repeat(200_000)}\nend`
    expect(texts(file, 10_000).map((text) => text?.length)).toEqual([16_000, undefined, undefined, 3])
    expect(texts(Buffer.from([0x61, 0x0a, 0xff, 0x0a, 0x62]))).toEqual(['a', undefined, 'b'])
  })

  it('is no CSV when quotation marks do not end', () => {
    expect(() => split('a\nb,"c\nd')).toThrow(new CsvError(2))
    expect(() => split(`a\n"${'x'.repeat(100_000)}`, 1000)).toThrow(CsvError)
  })
})

describe('a record', () => {
  it.each([
    ['a,b', ['a', 'b']],
    ['', ['']],
    [',', ['', '']],
    [' a ,\tb', ['a', 'b']],
    ['a\\,b,c', ['a,b', 'c']],
    ['a\\b', ['a\\b']],
    ['"a,b","c ""d""",', ['a,b', 'c "d"', '']],
    ['a"b",c', ['a"b"', 'c']],
    ['=1+1,@x', ['=1+1', '@x']],
  ])('%j has its fields', (text, fields) => {
    expect(readFields(text)).toEqual(fields)
  })

  it.each(['"a"b', '"a" ,b', '"a'])('%j is none', (text) => {
    expect(readFields(text)).toBeUndefined()
  })

  it('gives back what is written in quotation marks', () => {
    const field = fc.string().map((text) => text.trim())
    fc.assert(
      fc.property(
        fc.array(fc.array(field, { minLength: 1 })),
        fc.integer({ min: 1, max: 9 }),
        (rows, pieceBytes) => {
          const quoted = rows.map((row) => row.map((text) => `"${text.replaceAll('"', '""')}"`).join(','))
          const read = texts(quoted.map((line) => `${line}\n`).join(''), pieceBytes)
          expect(read.map((text) => readFields(text ?? ''))).toEqual(rows)
        },
      ),
    )
  })
})
