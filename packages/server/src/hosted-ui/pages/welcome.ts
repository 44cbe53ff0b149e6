import { type Html, html, type Insert } from '../html.ts'
import { renderPage } from '../layout.ts'
import type { View } from '../view.ts'

export interface WelcomeModel {
  /** The address of the server, as clients are told it. */
  publicUrl: string
  /** Where the demo's user signs in, and the issuer of its tokens; absent where there is no demo. */
  demo?: { signInUrl: string; issuer: string; discoveryUrl: string } | undefined
  /** Whether the visitor's browser may read what was sent to users. */
  readsMessages: boolean
}

/** What whoever opens the server's address needs next; in English, since it is for developers. */
export function welcomePage(view: View, { publicUrl, demo, readsMessages }: WelcomeModel): Html {
  return renderPage(
    { ...view, lang: 'en' },
    {
      title: 'Poolhouse',
      wide: true,
      lead: 'This server runs user pools with the API of Amazon Cognito.',
      content: html`${demo && demoLink(demo.signInUrl)}
<dl class="facts">
${fact('API endpoint', html`<code>${publicUrl}</code>, for every client of Cognito user pools`)}
${issuerFact(publicUrl, demo)}
${readsMessages && fact('Messages', html`${link('/_poolhouse/messages')}: codes and invitations that users were sent`)}
${fact('Health', html`${link('/_poolhouse/health')}, ${link('/_poolhouse/ready')}`)}
${fact('Documentation', html`<code>README.md</code> and <code>docs/</code> in the repository; for hosted sign-in <code>docs/hosted-sign-in.md</code>`)}
</dl>`,
    },
  )
}

function demoLink(url: string): Html {
  return html`<div class="stack tight"><a class="button submitButton-customizable" href="${url}">Sign in to the demo</a>
<p class="hint">The text that the server printed at its start has the demo’s user and password.</p></div>`
}

function issuerFact(publicUrl: string, demo: WelcomeModel['demo']): Html {
  const text = demo
    ? html`<code>${demo.issuer}</code> (${link(demo.discoveryUrl, 'discovery')}) of the demo`
    : html`<code>${publicUrl}/</code> and the id of the user pool`
  return fact('Issuer', text)
}

function fact(name: string, text: Insert): Html {
  return html`<div><dt>${name}</dt><dd>${text}</dd></div>\n`
}

function link(url: string, text = url): Html {
  return html`<a href="${url}">${text}</a>`
}
