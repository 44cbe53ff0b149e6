import { de } from './messages/de.ts'
import { en, type Messages } from './messages/en.ts'
import { es } from './messages/es.ts'
import { fr } from './messages/fr.ts'
import { id } from './messages/id.ts'
import { it } from './messages/it.ts'
import { ja } from './messages/ja.ts'
import { ko } from './messages/ko.ts'
import { ptBR } from './messages/pt-BR.ts'
import { zhCN } from './messages/zh-CN.ts'
import { zhTW } from './messages/zh-TW.ts'

export type { Messages } from './messages/en.ts'

/** The languages of Cognito's managed login (https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-managed-login.html). */
export const languages = ['de', 'en', 'es', 'fr', 'id', 'it', 'ja', 'ko', 'pt-BR', 'zh-CN', 'zh-TW'] as const

export type Language = (typeof languages)[number]

const translations: Record<Language, Messages> = {
  de,
  en,
  es,
  fr,
  id,
  it,
  ja,
  ko,
  'pt-BR': ptBR,
  'zh-CN': zhCN,
  'zh-TW': zhTW,
}

/** The texts in the language, in English where it is none of ours. */
export function findMessages(language: string): Messages {
  const known = languages.find((name) => name === language)
  return translations[known ?? 'en']
}

/** The language of pages for developers. */
export function inEnglish<Shown extends { lang: string; messages: Messages }>(view: Shown): Shown {
  return { ...view, lang: 'en', messages: en }
}

/** What may say which language a visitor reads: two parameters, the cookie `lang`, and the header, each as it came. */
export interface LanguageSources {
  lang?: string | undefined
  /** Several, the liked ones first (OpenID Connect Core 1.0, section 3.1.2.1). */
  uiLocales?: string | undefined
  cookie?: string | undefined
  acceptLanguage?: string | undefined
}

/**
 * The language of a page: the first that we speak of the parameters, the cookie, and the header; else English.
 *
 * Deviation: `ui_locales` of OpenID Connect counts after Cognito's own `lang`.
 */
export function chooseLanguage({ lang, uiLocales = '', cookie, acceptLanguage }: LanguageSources): Language {
  const ranges = [lang, ...uiLocales.split(' ', 32), cookie, ...acceptedRanges(acceptLanguage ?? '')]
  return ranges.map((range) => matchLanguage(range ?? '')).find((language) => language !== undefined) ?? 'en'
}

/** RFC 9110 section 12.5.4: the ranges by their weight, without those of weight 0. More than 32 are nobody's. */
function acceptedRanges(header: string): string[] {
  const ranges = header.split(',', 32).map((part) => {
    const [range = '', weight] = part.split(';')
    const quality =
      weight === undefined ? 1 : Number(/^\s*q=([01](?:\.\d{0,3})?)\s*$/i.exec(weight)?.[1] ?? 0)
    return { range: range.trim(), quality }
  })
  return ranges
    .filter(({ quality }) => quality > 0)
    .sort((one, other) => other.quality - one.quality)
    .map(({ range }) => range)
}

/** RFC 4647 section 3.4, lookup: the tag, then ever less of it; Chinese by its script or its region. */
function matchLanguage(range: string): Language | undefined {
  if (!/^[a-z]{2,8}(?:-[a-z0-9]{1,8}){0,6}$/i.test(range)) return undefined
  const [language = '', ...subtags] = range.toLowerCase().split('-')
  if (language === 'zh') return isTraditional(subtags) ? 'zh-TW' : 'zh-CN'
  return languages.find((known) => known.toLowerCase().split('-')[0] === languageOf(language))
}

/** Java's old code of Indonesian, which older Android browsers still send. */
function languageOf(code: string): string {
  return code === 'in' ? 'id' : code
}

function isTraditional(subtags: string[]): boolean {
  if (subtags.includes('hans')) return false
  return ['hant', 'tw', 'hk', 'mo'].some((subtag) => subtags.includes(subtag))
}
