import { describe, expect, it } from 'vitest'
import { isBoolean, isDateTime, isEmail, isNumber, isPhoneNumber, isStorable } from './attribute-formats.ts'

const cases: [check: (text: string) => boolean, right: string[], wrong: string[]][] = [
  [
    isEmail,
    ['a@b.example', 'jane+tag@example.com', "o'neil@example.com", 'jürgen@bücher.example', 'root@localhost'],
    [
      '',
      'jane',
      'jane@',
      '@example.com',
      'a@b@example.com',
      'a b@example.com',
      'a@exam ple.com',
      'a@example.com\r\nBcc: b@example.com',
      'a@example.com,b@example.com',
      'Jane <a@example.com>',
      'a@.example.com',
      'a@example..com',
      'a@example.com.',
      'a\u0000@example.com',
    ],
  ],
  [
    isPhoneNumber,
    ['+1', '+15551234567', '+123456789012345'],
    ['', '+', '15551234567', '+1 555', '+1234567890123456', '+1555a'],
  ],
  [isNumber, ['0', '-1', '3.25', '+7'], ['', 'one', '1e3', '0x10', '1.', '.5', 'NaN', ' 1']],
  [isBoolean, ['true', 'False', 'TRUE'], ['', 'yes', '1', 'true ']],
  [
    isDateTime,
    ['2026-01-31', '2026-01-31T10:00Z', '2026-01-31T10:00:00.123+02:00', '1700000000000'],
    ['', 'today', '2026-13-01', '31.01.2026', '2026-01-31 10:00'],
  ],
  [isStorable, ['', 'Jané 😀'], ['a\u0000b', '\ud83d']],
]

describe.each(cases.map(([check, ...texts]) => [check.name, check, ...texts] as const))(
  '%s',
  (_, check, right, wrong) => {
    it.each(right)('takes %j', (text) => expect(check(text)).toBe(true))
    it.each(wrong)('refuses %j', (text) => expect(check(text)).toBe(false))
  },
)
