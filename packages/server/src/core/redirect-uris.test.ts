import { describe, expect, it } from 'vitest'
import { requireRedirectUri } from './redirect-uris.ts'

describe('requireRedirectUri', () => {
  it.each([
    'https://example.com/cb',
    'http://localhost',
    'http://localhost:3000/cb?a=b',
    'http://127.0.0.1:8080/cb',
    'http://[::1]:9/cb',
    'myapp://cb',
    'com.example.app:/cb',
  ])('accepts %s', (uri) => {
    expect(() => requireRedirectUri(uri)).not.toThrow()
  })

  it.each([
    ['http://example.com/cb', 'http://example.com/cb cannot use the HTTP protocol.'],
    ['http://localhost.example.com', 'cannot use the HTTP protocol.'],
    ['http://localhost@example.com', 'cannot use the HTTP protocol.'],
    ['HTTP://example.com', 'cannot use the HTTP protocol.'],
    ['https://example.com/cb#frag', 'https://example.com/cb#frag cannot use fragment'],
    ['myapp://cb#', 'cannot use fragment'],
    ['/cb', '/cb is not an absolute URI.'],
    ['example.com', 'is not an absolute URI.'],
    ['https:example.com', 'is not an absolute URI.'],
    ['https://', 'is not an absolute URI.'],
    ['myapp:', 'is not an absolute URI.'],
    ['javascript:alert(1)', 'is not an absolute URI.'],
    ['view-source:https://example.com', 'is not an absolute URI.'],
    ['filesystem:https://example.com/a', 'is not an absolute URI.'],
    ['JavaScript:alert(1)', 'is not an absolute URI.'],
    ['data:text/html,x', 'is not an absolute URI.'],
  ])('refuses %s', (uri, message) => {
    expect(() => requireRedirectUri(uri)).toThrow(message)
  })
})
