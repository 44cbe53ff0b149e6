import { describe, expect, it } from 'vitest'
import { hostToShow } from './registration-notice.ts'

describe('hostToShow', () => {
  it.each([
    ['https://app.example.com/callback?next=https://bank.example', 'app.example.com'],
    ['https://bank.example@lure.example:8443/', 'lure.example:8443'],
    ['http://localhost:8976/callback', 'localhost:8976'],
    ['https://bаnk.example/', 'xn--bnk-6cd.example'],
    ['com.example.app:/callback', 'com.example.app:'],
    ['helper://bank.example/callback', 'helper:'],
  ])('of %s is %s', (address, expected) => {
    expect(hostToShow(address)).toBe(expected)
  })
})
