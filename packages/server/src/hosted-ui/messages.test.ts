import { describe, expect, it } from 'vitest'
import { chooseLanguage, findMessages, languages } from './messages.ts'

describe('chooseLanguage', () => {
  it.each([
    ['pt', 'pt-BR'],
    ['pt-PT', 'pt-BR'],
    ['zh', 'zh-CN'],
    ['zh-Hant', 'zh-TW'],
    ['zh-HK', 'zh-TW'],
    ['zh-Hant-MO', 'zh-TW'],
    ['zh-Hans-TW', 'zh-CN'],
    ['zh-SG', 'zh-CN'],
    ['de-AT', 'de'],
    ['DE', 'de'],
    ['in', 'id'],
    ['fr-Latn-CA-x-private', 'fr'],
  ])('takes %s as %s', (lang, expected) => {
    expect(chooseLanguage({ lang })).toBe(expected)
  })

  it('prefers the parameter to the cookie, and the cookie to the header', () => {
    const all = { lang: 'ja', cookie: 'ko', acceptLanguage: 'it' }
    expect(chooseLanguage(all)).toBe('ja')
    expect(chooseLanguage({ ...all, lang: 'xx' })).toBe('ko')
    expect(chooseLanguage({ acceptLanguage: 'it' })).toBe('it')
  })

  it('goes through the header by weight', () => {
    expect(chooseLanguage({ acceptLanguage: 'en;q=0.2, nl, es;q=0.9 , fr;q=0.8' })).toBe('es')
    expect(chooseLanguage({ acceptLanguage: 'de;q=0, it;q=0.1' })).toBe('it')
    expect(chooseLanguage({ acceptLanguage: 'de;q=high, it;q=0.1' })).toBe('it')
  })

  it('answers in English when nothing fits', () => {
    const hostile = '"><script>'
    expect(chooseLanguage({})).toBe('en')
    expect(chooseLanguage({ lang: hostile, cookie: hostile, acceptLanguage: hostile })).toBe('en')
    expect(chooseLanguage({ acceptLanguage: '*' })).toBe('en')
    expect(chooseLanguage({ lang: 'detail', acceptLanguage: ','.repeat(100_000) })).toBe('en')
  })
})

describe('findMessages', () => {
  it('has texts for every language and for none', () => {
    for (const language of [...languages, 'xx', 'constructor', '__proto__'])
      expect(findMessages(language).signIn.title).toEqual(expect.any(String))
  })
})
