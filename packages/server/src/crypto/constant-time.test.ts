import { expect, it } from 'vitest'
import { equalsConstantTime } from './constant-time.ts'

it.each([
  ['', '', true],
  ['é', 'é', true],
  ['abc', 'abd', false],
  ['abc', 'ab', false],
  ['ab', Buffer.from('ab'), true],
])('compares %j with %j: %s', (left, right, expected) => {
  expect(equalsConstantTime(left, right)).toBe(expected)
})
