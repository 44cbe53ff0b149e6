import { describe, expect, it } from 'vitest'
import { isAllowedOrigin } from './relying-party.ts'

describe('origins of a relying party', () => {
  it.each([
    ['example.com', 'https://example.com'],
    ['example.com', 'https://app.example.com'],
    ['example.com', 'https://example.com:8443'],
    ['localhost', 'http://localhost:5173'],
    ['localhost', 'https://localhost'],
    ['localhost', 'http://app.localhost:3000'],
    ['login.auth.us-east-1.localhost', 'http://login.auth.us-east-1.localhost:4100'],
  ])('for %s it takes %s', (id, origin) => {
    expect(isAllowedOrigin(id, origin)).toBe(true)
  })

  it.each([
    ['example.com', 'http://example.com'],
    ['example.com', 'https://evilexample.com'],
    ['example.com', 'https://example.com.evil.test'],
    ['example.com', 'https://evil.test/example.com'],
    ['example.com', 'https://user@example.com'],
    ['example.com', 'https://example.com/'],
    ['example.com', 'https://EXAMPLE.com'],
    ['app.example.com', 'https://example.com'],
    ['localhost', 'http://127.0.0.1:5173'],
    ['localhost', 'http://localhost.evil.test'],
    ['example.com', 'null'],
    ['example.com', 'android:apk-key-hash:abc'],
  ])('for %s it refuses %s', (id, origin) => {
    expect(isAllowedOrigin(id, origin)).toBe(false)
  })
})
