import { describe, expect, it } from 'vitest'
import { isShown, readBlocks } from './markdown.ts'

const page = (...lines: string[]) => lines.join('\n').replaceAll('~', '```')

describe('readBlocks', () => {
  it('reads language, code and line', () => {
    const text = page('# Title', '', '~js', 'one()', '', 'two()', '~', '', '~sh', 'three', '~')
    expect(readBlocks(text)).toEqual([
      { language: 'js', code: 'one()\n\ntwo()\n', line: 3 },
      { language: 'sh', code: 'three\n', line: 9 },
    ])
  })

  it('takes a text right after a block for its output, and no other text', () => {
    const shown = page('~js', 'one()', '~', '', '~text', '1', '~')
    expect(readBlocks(shown)).toEqual([{ language: 'js', code: 'one()\n', line: 1, output: '1\n' }])
    const apart = page('~js', 'one()', '~', 'Words.', '~text', '1', '~')
    expect(readBlocks(apart).map(({ language, output }) => [language, output])).toEqual([
      ['js', undefined],
      ['text', undefined],
    ])
  })

  it('reads why a block is not run', () => {
    const [block] = readBlocks(page('<!-- not run: it takes an hour -->', '~sh', 'wait', '~'))
    expect(block).toMatchObject({ language: 'sh', notRun: 'it takes an hour' })
  })
})

describe('isShown', () => {
  it.each([
    ['one\ntwo\n', 'one\ntwo', true],
    ['one\ntwo\n', 'one', false],
    ['one', 'one\ntwo', false],
    ['id 17 end', 'id … end', true],
    ['id 17', 'id … end', false],
    ['a 1 b 2 c', 'a … b … c', true],
    ['a 1 c', 'a … b … c', false],
    ['head\nand more', 'head\n…', true],
    ['aba', 'ab…ba', false],
  ])('of %j and %j is right', (text, shown, expected) => {
    expect(isShown(text, shown)).toBe(expected)
  })
})
