import { type Html, html, trusted } from './html.ts'
import type { View } from './view.ts'

/** An identity provider that a visitor may choose. */
export interface ProviderLink {
  kind: 'google' | 'facebook' | 'amazon' | 'apple' | 'oidc' | 'saml'
  /** What visitors know it by: `Google`, or the name that the administrator gave it. */
  name: string
  /** Where the sign-in there begins. */
  url: string
}

/** A list of buttons, one a provider. */
export function providerButtons(view: View, providers: ProviderLink[]): Html {
  const { providers: heading, continueWith } = view.messages.signIn
  const buttons = providers.map(
    (provider) =>
      html`<a class="button secondary ${buttonClass(provider)}" href="${provider.url}">${mark(provider)}<span>${continueWith(provider.name)}</span></a>\n`,
  )
  return html`<nav class="stack tight" aria-label="${heading}">${buttons}</nav>`
}

/** The classic style sheets tell social providers and the others apart. */
function buttonClass({ kind }: ProviderLink): string {
  return kind === 'oidc' || kind === 'saml' ? 'idpButton-customizable' : 'socialButton-customizable'
}

/** A simple drawing of the sign that people look for; a letter for providers that we do not know. */
function mark({ kind, name }: ProviderLink): Html {
  const drawing = drawings[kind]
  if (drawing)
    return html`<svg class="icon" width="20" height="20" viewBox="0 0 24 24" aria-hidden="true">${trusted(drawing)}</svg>`
  const [letter = ''] = new Intl.Segmenter().segment(name.trim())
  return html`<span class="letter" aria-hidden="true">${letter === '' ? '' : letter.segment.toUpperCase()}</span>`
}

const drawings: Partial<Record<ProviderLink['kind'], string>> = {
  google:
    '<g fill="none" stroke-width="4.2"><path stroke="#ea4335" d="M18.2 6.4A8 8 0 0 0 5.07 8"/><path stroke="#fbbc05" d="M5.07 8a8 8 0 0 0 0 8"/><path stroke="#34a853" d="M5.07 16A8 8 0 0 0 17.14 18.13"/><path stroke="#4285f4" d="M17.14 18.13A8 8 0 0 0 20 12h-8"/></g>',
  facebook:
    '<circle cx="12" cy="12" r="10.5" fill="#1877f2"/><path fill="#fff" d="M13.3 22v-7.6h2.6l.5-3.1h-3.1V9.4c0-.95.4-1.6 1.7-1.6h1.5V5.1A18 18 0 0 0 14.3 5c-2.5 0-4.1 1.5-4.1 4.1v2.2H7.5v3.1h2.7V22z"/>',
  amazon:
    '<g fill="none" stroke-linecap="round"><path stroke="currentColor" stroke-width="2.4" d="M8 7c.6-1.8 2-2.8 4-2.8 2.5 0 3.8 1.3 3.8 3.6v6.7M15.8 9.6c-5 0-8 .9-8 3.3 0 1.6 1.2 2.5 3 2.5 2.6 0 5-1.7 5-4.5"/><path stroke="#f90" stroke-width="2" d="M3.5 17.8c5 3.6 12 3.6 17 .2M18.7 16.7l2.2.9-.6 2.3"/></g>',
  apple:
    '<path fill="currentColor" d="M12 7.7c1-.2 2-1.1 3.6-1.1 1.7 0 3.2.9 4 2.3-3.6 2.1-3 7 .7 8.5-.9 2.2-2.5 4.6-4.4 4.6-1.4 0-2-.9-3.7-.9s-2.3.9-3.7.9c-2.7 0-5.4-5-5.4-9 0-3.9 2.4-6.3 5-6.3 1.7 0 2.9 1 3.9 1zM11.7 6c-.1-2.4 1.8-4.6 4-4.9.3 2.5-1.8 4.8-4 4.9z"/>',
}
