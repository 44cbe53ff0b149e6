import { describe, expect, it } from 'vitest'
import { BrokenFrameError, createFrameReader, encodeFrame } from './frames.ts'

function readAll(chunks: Buffer[], maximumBytes = 1000) {
  const frames: [string, string][] = []
  const read = createFrameReader(maximumBytes, ({ kind, body }) => frames.push([kind, body.toString('utf8')]))
  for (const chunk of chunks) read(chunk)
  return frames
}

const two = Buffer.concat([encodeFrame('A', 'grüße'), encodeFrame('B', '')])
const expected = [
  ['A', 'grüße'],
  ['B', ''],
]

describe('frames', () => {
  it('come out of one chunk', () => expect(readAll([two])).toEqual(expected))

  it('come out of chunks of a byte', () => {
    expect(readAll(Array.from(two, (byte) => Buffer.of(byte)))).toEqual(expected)
  })

  it.each([1, 4, 5, 9, 13])('come out of chunks parted at %i', (at) => {
    expect(readAll([two.subarray(0, at), two.subarray(at)])).toEqual(expected)
  })

  it('may be as long as the limit and no longer', () => {
    expect(readAll([encodeFrame('A', 'x'.repeat(9))], 10)).toEqual([['A', 'x'.repeat(9)]])
    expect(() => readAll([encodeFrame('A', 'x'.repeat(10)).subarray(0, 4)], 10)).toThrow(BrokenFrameError)
  })

  it('are not empty', () => {
    expect(() => readAll([Buffer.alloc(4)])).toThrow(BrokenFrameError)
  })
})
