import { type Html, html } from './html.ts'
import type { Messages } from './messages/en.ts'

/** How the pages of an app client look. */
export interface Brand {
  /** Text for one `<style nonce>` element, safe against `</style>`. */
  css: string
  /** The classic pages, because the domain or the app client's style sheet is of them. */
  isClassic: boolean
  /** `dynamic` follows the visitor's system. */
  colorScheme: 'light' | 'dark' | 'dynamic'
  logo?: { url: string; alt: string }
  backgroundImageUrl?: string
  faviconUrl?: string
  formPosition: 'start' | 'center' | 'end'
  terms: { name: 'terms-of-use' | 'privacy-policy'; url: string }[]
}

/** The look of pages that nobody has branded. */
export const defaultBrand: Brand = {
  css: '',
  isClassic: false,
  colorScheme: 'dynamic',
  formPosition: 'center',
  terms: [],
}

/** What every page needs to know about the request it answers. */
export interface View {
  messages: Messages
  /** BCP 47. */
  lang: string
  brand: Brand
  /** Of the content security policy of this answer. */
  nonce: string
  /** What the cookie XSRF-TOKEN holds. */
  csrfToken: string
  /** The original query with its question mark, or nothing. */
  query: string
  /** What the visitor knows the app by. */
  applicationName?: string
  /** Where the app will take the visitor, if nobody has checked who it is. */
  selfRegistered?: { host: string }
}

/** What went wrong, and the name of the field that it is about. */
export interface PageError {
  text: string
  field?: string
}

/** The address of a page, with the original query: for the `action` of forms and for links. */
export function formAction(view: View, path: `/${string}`): string {
  return path + view.query
}

/** The guard against forged requests and what else a form must bring back. */
export function hiddenFields(view: View, fields: Record<string, string | undefined> = {}): Html {
  const given = Object.entries({ _csrf: view.csrfToken, ...fields }).filter(
    ([, value]) => value !== undefined,
  )
  return html`${given.map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}`
}
