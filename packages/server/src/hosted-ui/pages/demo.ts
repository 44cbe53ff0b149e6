import { type Html, html } from '../html.ts'
import { renderPage } from '../layout.ts'
import type { View } from '../view.ts'

export interface DemoModel {
  /** The claims of the ID token. */
  claims: Record<string, unknown>
  idToken: string
  accessToken: string
  signOutUrl: string
}

/** What an application would have got from the sign-in; in English, since it is for developers. */
export function demoPage(view: View, { claims, idToken, accessToken, signOutUrl }: DemoModel): Html {
  return renderPage(view, {
    title: 'Signed in',
    wide: true,
    lead: 'This page stands in for your application. It exchanged its code for these tokens.',
    content: html`<section class="tokens">
<h2>Claims of the ID token</h2>
<pre tabindex="0">${JSON.stringify(claims, undefined, 2)}</pre>
${token('ID token', 'id-token', idToken)}
${token('Access token', 'access-token', accessToken)}
</section>
<a class="button submitButton-customizable" href="${signOutUrl}">Sign out</a>`,
  })
}

/** To be copied from. */
function token(label: string, id: string, text: string): Html {
  return html`<label for="${id}">${label}</label>
<textarea id="${id}" rows="3" readonly>${text}</textarea>`
}
