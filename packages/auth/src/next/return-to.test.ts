import { expect, it } from 'vitest'
import { returnAddress } from './return-to.ts'

const baseUrl = new URL('https://shop.example.com')

it.each(['/', '/account', '/a/b?c=d&e=%2F#f', '/https://evil.example', '/a//b'])('returns to %s', (path) => {
  expect(returnAddress(path, baseUrl, '/home')).toBe(`https://shop.example.com${path}`)
})

it.each([
  undefined,
  null,
  '',
  'account',
  'https://evil.example/',
  'https://shop.example.com.evil.example/',
  '//evil.example',
  '///evil.example',
  '/\\evil.example',
  '\\\\evil.example',
  '/\t/evil.example',
  '\t//evil.example',
  '/\n/evil.example',
  ' //evil.example',
  '/a\\..\\\\evil.example',
  'javascript:alert(1)',
  '@evil.example',
  '.evil.example',
  ':80@evil.example',
  '/ä',
])('returns home in place of %j', (path) => {
  expect(returnAddress(path, baseUrl, '/home')).toBe('https://shop.example.com/home')
})

it('stays on this host when dots and slashes are resolved', () => {
  for (const path of ['/.//evil.example', '/..//evil.example', '/%2e//evil.example'])
    expect(new URL(returnAddress(path, baseUrl, '/')).host).toBe('shop.example.com')
})
