import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { asset, assetResponse, assetUrl } from './assets.ts'

const css = assetUrl('pages.css')

describe('assets', () => {
  it('are found at an address with their hash, and nowhere else', () => {
    expect(css).toMatch(/^\/assets\/pages\.[\w-]{16}\.css$/)
    expect(asset(css)?.contentType).toBe('text/css; charset=utf-8')
    expect(asset('/assets/pages.css')).toBeUndefined()
    expect(asset('/assets/../assets.ts')).toBeUndefined()
    expect(assetResponse('/assets/pages.AAAAAAAAAAAAAAAA.css')).toBeUndefined()
  })

  it('may be kept for good and are taken for nothing else', () => {
    const headers = assetResponse(assetUrl('passkeys.js'))?.headers
    expect(headers?.get('cache-control')).toBe('public, max-age=31536000, immutable')
    expect(headers?.get('x-content-type-options')).toBe('nosniff')
    expect(headers?.get('content-type')).toBe('text/javascript; charset=utf-8')
  })

  it.each([
    ['gzip, deflate, br', 'br'],
    ['gzip;q=1.0, br;q=0', 'gzip'],
    ['GZIP', 'gzip'],
    ['identity', null],
    ['', null],
  ])('are compressed for Accept-Encoding %j as %s', async (accepted, coding) => {
    const response = assetResponse(css, accepted)
    expect(response?.headers.get('content-encoding')).toBe(coding)
    expect(response?.headers.get('vary')).toBe('accept-encoding')
    const body = Buffer.from((await response?.arrayBuffer()) ?? new ArrayBuffer())
    const plain = coding === 'br' ? brotliDecompressSync(body) : coding === 'gzip' ? gunzipSync(body) : body
    expect(plain.equals(Buffer.from(asset(css)?.body ?? []))).toBe(true)
  })
})
