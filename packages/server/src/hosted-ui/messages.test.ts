import { describe, expect, it } from 'vitest'
import { chooseLanguage, findMessages, type Language, languages } from './messages.ts'

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
    ['zh-tw', 'zh-TW'],
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

  it('goes through ui_locales after lang', () => {
    const uiLocales = 'nl se fr-CA it'
    expect(chooseLanguage({ uiLocales, cookie: 'ko' })).toBe('fr')
    expect(chooseLanguage({ lang: 'ja', uiLocales })).toBe('ja')
    expect(chooseLanguage({ uiLocales: 'xx', cookie: 'ko' })).toBe('ko')
    expect(chooseLanguage({ uiLocales: ' '.repeat(100_000) })).toBe('en')
  })

  it.each(languages)('finds %s in each place', (language) => {
    expect(chooseLanguage({ lang: language })).toBe(language)
    expect(chooseLanguage({ cookie: language })).toBe(language)
    expect(chooseLanguage({ acceptLanguage: language })).toBe(language)
  })

  it('goes through the header by weight', () => {
    expect(chooseLanguage({ acceptLanguage: 'en;q=0.2, nl, es;q=0.9 , fr;q=0.8' })).toBe('es')
    expect(chooseLanguage({ acceptLanguage: 'de;q=0, it;q=0.1' })).toBe('it')
    expect(chooseLanguage({ acceptLanguage: 'de;q=high, it;q=0.1' })).toBe('it')
    expect(chooseLanguage({ acceptLanguage: 'zh-HK, zh;q=0.9, en;q=0.8' })).toBe('zh-TW')
    expect(chooseLanguage({ acceptLanguage: 'pt, en;q=0.9' })).toBe('pt-BR')
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

/** Words that are the same in English. */
const borrowed: Partial<Record<Language, string[]>> = {
  de: ['Code', 'optional', 'Website'],
  es: ['No'],
  fr: ['Code'],
  id: ['Email'],
  it: ['Password', 'No', 'Email'],
}

/** Buttons that stand alone in their line. */
const buttons = [
  'common.next',
  'common.continue',
  'signIn.submit',
  'continueSession.anotherUser',
  'chooseFactor.passwordSubmit',
  'chooseFactor.passkey',
  'chooseFactor.email',
  'chooseFactor.sms',
  'code.submit',
  'code.resend',
  'code.anotherWay',
  'mfaSetup.appSubmit',
  'mfaSetup.emailSubmit',
  'newPassword.submit',
  'signUp.submit',
  'confirmSignUp.submit',
  'confirmSignUp.resendLink',
  'forgotPassword.submit',
  'resetPassword.submit',
  'passkey.submit',
  'addPasskey.submit',
  'addPasskey.notNow',
  'signedOut.signIn',
]

const english = textsOf('en')

describe.each(languages)('the texts in %s', (language) => {
  const texts = textsOf(language)

  it('are those of English, each with something in it', () => {
    expect([...texts.keys()]).toEqual([...english.keys()])
    expect(pathsWhere(texts, (text) => text === '' || text !== text.trim())).toEqual([])
  })

  it('hold what is filled in', () => {
    for (const [path, text] of functionsOf(language)) {
      expect(text('1234'), path).toContain('1234')
      expect(text(1234), path).toContain('1234')
    }
  })

  it('count one', () => {
    const { minimumLength, history } = findMessages(language).requirements
    expect(minimumLength(1)).toContain('1')
    expect(history(1)).not.toMatch(/\d/)
  })

  it('are translated', () => {
    const isEnglish = (text: string, path: string) =>
      text === english.get(path) && borrowed[language]?.includes(text) !== true
    expect(language === 'en' ? [] : pathsWhere(texts, isEnglish)).toEqual([])
  })

  it('show examples that pass', () => {
    const { attributeHints, errors } = findMessages(language)
    expect(attributeHints.phone_number).toContain('+14155550123')
    expect(errors.invalidPhoneNumber).toContain('+14155550123')
    expect(attributeHints.dateTime).toContain('2026-01-31')
    expect(attributeHints.website).toMatch(/https:\/\/example\.com$/)
    expect(Intl.getCanonicalLocales(/[a-z]{2}-[A-Z]{2}$/.exec(attributeHints.locale)?.[0])).toHaveLength(1)
    const timeZone = /[A-Z][a-z]+\/[A-Za-z_]+$/.exec(attributeHints.zoneinfo)?.[0]
    expect(new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone).toBe(timeZone)
  })

  it('fit on the buttons of a phone', () => {
    expect(buttons.filter((path) => width(texts.get(path) ?? '') > 28)).toEqual([])
  })

  it('are set in the type of their language', () => {
    expect(pathsWhere(texts, (text) => /\p{L}'\p{L}|\.\.\.|"/u.test(text))).toEqual([])
    expect(pathsWhere(texts, (text) => misplacedMark(language).test(text))).toEqual([])
  })
})

/** French sets a no-break space before high marks, Japanese and Chinese set full-width marks after their own letters. */
function misplacedMark(language: Language): RegExp {
  if (language === 'fr') return /(?:\p{L} ?[;:?!](?:$| \p{L})|« | »)/u
  if (/^(?:ja|zh)/.test(language)) return /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}][,.:;?!()]/u
  return /\p{L}[\u00a0\u202f ][;:?!](?:$| \p{L})|[\uff00-\uff60\u3000-\u303f]/u
}

/** Letters, those of East Asia double. */
function width(text: string): number {
  return text.length + (text.match(/[\u1100-\u11ff\u3000-\ud7ff\uff00-\uff60]/g)?.length ?? 0)
}

/** Every text by its path (`signIn.title`), those with something to fill in filled with the same. */
function textsOf(language: Language): Map<string, string> {
  return new Map(
    leavesOf(findMessages(language)).map(([path, leaf]) => [
      path,
      isFunction(leaf) ? leaf('1234') : String(leaf),
    ]),
  )
}

function functionsOf(language: Language): [string, Fill][] {
  return leavesOf(findMessages(language)).flatMap(([path, leaf]) => (isFunction(leaf) ? [[path, leaf]] : []))
}

function leavesOf(value: object, prefix = ''): [string, unknown][] {
  return Object.entries(value).flatMap(([name, part]: [string, unknown]) =>
    typeof part === 'object' && part !== null
      ? leavesOf(part, `${prefix}${name}.`)
      : [[`${prefix}${name}`, part]],
  )
}

function pathsWhere(texts: Map<string, string>, test: (text: string, path: string) => boolean): string[] {
  return [...texts].flatMap(([path, text]) => (test(text, path) ? [path] : []))
}

type Fill = (value: string | number) => string

function isFunction(leaf: unknown): leaf is Fill {
  return typeof leaf === 'function'
}
