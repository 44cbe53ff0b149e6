import { describe, expect, it } from 'vitest'
import { otpauthUrl, qrCode } from './qr-code.ts'

describe('the code for authenticator apps', () => {
  it('names the user pool, the user and the secret', () => {
    const url = otpauthUrl({ issuer: 'My Pool: ä', username: 'jane+x@example.com', secret: 'ABC' })
    expect(url).toBe(
      'otpauth://totp/My%20Pool%20%20%C3%A4:jane%2Bx%40example.com?secret=ABC&issuer=My%20Pool%20%20%C3%A4',
    )
  })

  it('is one drawing with a quiet zone and the three finder patterns', () => {
    const svg = qrCode(otpauthUrl({ issuer: 'test', username: 'jane', secret: 'A'.repeat(52) }))
    const size = Number(/viewBox="0 0 (\d+) \1"/.exec(svg)?.[1])
    expect(svg.match(/<svg/g)).toHaveLength(1)
    for (const [x, y] of [
      [4, 4],
      [size - 11, 4],
      [4, size - 11],
    ])
      expect(svg).toContain(`M${x} ${y}h7v1h-7z`)
    const dark = [...svg.matchAll(/M(\d+) (\d+)h/g)].map(([, x, y]) => [Number(x), Number(y)])
    expect(dark.slice(1).filter(([x = 0, y = 0]) => x < 4 || y < 4)).toEqual([])
  })
})
