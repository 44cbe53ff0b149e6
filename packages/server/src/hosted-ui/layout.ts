import { assetUrl } from './assets.ts'
import { type Html, html, type Insert, trusted } from './html.ts'
import type { View } from './view.ts'

/** What differs from page to page. */
export interface Page {
  title: string
  content: Insert
  /** A sentence or more under the title. */
  lead?: Insert
  /** A picture above the title. */
  sign?: Html
  /** Whether the page holds more than a form, so that it takes the room that a desktop has. */
  wide?: boolean
  /** Whether the page works with passkeys, the only thing that needs a script. */
  script?: boolean
}

/** A whole document: the brand's look around one main landmark with one heading. */
export function renderPage(view: View, page: Page): Html {
  const { brand, lang, nonce } = view
  return html`<!doctype html>
<html lang="${lang}" class="${brand.colorScheme}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="${brand.colorScheme === 'dynamic' ? 'light dark' : brand.colorScheme}">
<meta name="robots" content="noindex">
<title>${title(view, page)}</title>
${brand.faviconUrl !== undefined && html`<link rel="icon" href="${brand.faviconUrl}">`}
<link rel="stylesheet" href="${assetUrl('pages.css')}">
${brand.css !== '' && html`<style nonce="${nonce}">${trusted(withoutEndTags(brand.css))}</style>`}
${page.script === true && html`<script src="${assetUrl('passkeys.js')}" defer></script>`}
</head>
<body class="${brand.formPosition}">
${brand.backgroundImageUrl !== undefined && html`<img class="backdrop" src="${brand.backgroundImageUrl}" alt="">`}
<div class="stage">
<main class="${page.wide === true && 'wide '}background-customizable">
${banner(view, page)}
${page.sign}
<div class="heading">
<h1>${page.title}</h1>
${page.lead !== undefined && html`<p class="lead textDescription-customizable">${page.lead}</p>`}
</div>
${page.content}
</main>
${termsLinks(view)}
</div>
</body>
</html>`
}

function title({ applicationName }: View, page: Page): string {
  return applicationName === undefined ? page.title : `${page.title} · ${applicationName}`
}

/** The brand's CSS has been checked where it was written; that it cannot end its element holds here on its own. */
function withoutEndTags(css: string): string {
  return css.replaceAll('</', '<\\/')
}

/** The brand's logo, or the first letter of the app where the page has no other picture. */
function banner({ brand: { logo }, applicationName }: View, { sign }: Page): Html | undefined {
  if (logo)
    return html`<div class="banner banner-customizable"><img class="logo-customizable" src="${logo.url}" alt="${logo.alt}"></div>`
  if (applicationName === undefined || sign) return undefined
  return html`<div class="banner banner-customizable">${monogram(applicationName)}</div>`
}

/** Costly to make. */
const segmenter = new Intl.Segmenter()

/** The first letter of a name on a tile; nothing to screen readers, to whom the name is said elsewhere. */
export function monogram(name: string): Html {
  return html`<span class="monogram" aria-hidden="true">${firstLetter(name.trim()).toUpperCase()}</span>`
}

/** What comes before another letter of ASCII ends there, whatever else a letter may consist of. */
function firstLetter(name: string): string {
  if (/^[ -~]{2}/.test(name)) return name.charAt(0)
  const [letter] = segmenter.segment(name)
  return letter?.segment ?? ''
}

function termsLinks({ brand: { terms }, messages }: View): Html | undefined {
  const names = { 'terms-of-use': messages.terms.termsOfUse, 'privacy-policy': messages.terms.privacyPolicy }
  const links = terms.filter(({ url }) => /^https?:\/\//i.test(url))
  if (links.length === 0) return undefined
  return html`<footer aria-label="${messages.terms.heading}">
${links.map(
  ({ name, url }) =>
    html`<a class="legalText-customizable" href="${url}" target="_blank" rel="noopener noreferrer">${names[name]}</a>\n`,
)}</footer>`
}
