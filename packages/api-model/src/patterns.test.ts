import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type ShapeName, shapes } from './generated/shapes.ts'
import { compilePattern, rewrittenPatterns, translatePattern } from './patterns.ts'

const patterned = (Object.keys(shapes) as ShapeName[]).flatMap((name) => {
  const { pattern, max } = shapes[name]
  return pattern === undefined ? [] : [{ name, pattern, length: max ?? 131_072 }]
})

describe('patterns of the model', () => {
  test.each(patterned)('$name compiles and matches whole values only', ({ pattern }) => {
    const expression = compilePattern(pattern)
    expect(expression.source).toMatch(/^\^\(\?:.*\)\$$/s)
    expect(expression.flags).toContain('u')
  })

  const hostile = [
    'a',
    '@',
    '{####}',
    '{##',
    '##}',
    ':',
    'arn:',
    '-',
    '_',
    'a_',
    ' ',
    '.',
    '=',
    '0',
    'a-',
    '://',
  ]
  test.each(patterned)('$name answers hostile values of full length at once', ({ pattern, length }) => {
    const expression = compilePattern(pattern)
    const started = performance.now()
    for (const piece of hostile) {
      const text = piece.repeat(Math.floor(length / piece.length)).slice(0, length - 1)
      expression.test(`${text}\u0000`)
      expression.test(`arn:a:b:c:0:${text}\u0000`)
    }
    expect(performance.now() - started).toBeLessThan(1000)
  })

  test.each(rewrittenPatterns)('the linear form of %s accepts the same values', (pattern) => {
    const piece = fc.constantFrom(
      '{####}',
      '{##',
      '##}',
      '@',
      'a',
      ' ',
      '*',
      '\n',
      '#',
      '{',
      '}',
      'é',
      '😀',
      '\u0000',
    )
    const linear = compilePattern(pattern)
    const original = translatePattern(pattern)
    const property = fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
      expect(linear.test(pieces.join(''))).toBe(original.test(pieces.join('')))
    })
    fc.assert(property, { numRuns: 2000 })
  })

  test('white space is ASCII as in Java', () => {
    expect(compilePattern('[\\S]+').test('a\u00a0b')).toBe(true)
    expect(compilePattern('[\\S]+').test('a b')).toBe(false)
    expect(compilePattern('[\\w\\s+=,.@-]+').test('a b\tc')).toBe(true)
    expect(compilePattern('[\\w\\s+=,.@-]+').test('a\u3000b')).toBe(false)
  })

  test('a trailing line end is no match', () => {
    expect(compilePattern('^[a-zA-Z0-9_-]+$').test('a\n')).toBe(false)
    expect(compilePattern('(?s).*').test('a\nb\n')).toBe(true)
  })
})
