import { type Html, html, type Insert } from '../html.ts'
import { renderPage } from '../layout.ts'
import type { View } from '../view.ts'
import { MESSAGES_PATH } from './messages.ts'

export interface WelcomeModel {
  /** The address of the server, as clients are told it. */
  publicUrl: string
  /** Where the demo's user signs in, and what trusts its tokens; absent where there is no demo. */
  demo?: WelcomeDemo | undefined
  /** Whether the visitor's browser may read what was sent to users. */
  readsMessages: boolean
}

export interface WelcomeDemo {
  signInUrl: string
  clientId: string
  userPoolId: string
  issuer: string
  discoveryUrl: string
  jwksUrl: string
  /** Only for visitors on the machine that the start text was printed on. */
  user?: { username: string; password: string } | undefined
}

/** What whoever opens the server's address needs next; in English, since it is for developers. */
export function welcomePage(view: View, { publicUrl, demo, readsMessages }: WelcomeModel): Html {
  return renderPage(view, {
    title: 'Poolhouse',
    wide: true,
    lead: 'This server runs user pools with the API of Amazon Cognito.',
    content: html`${demo && demoLink(demo)}
<dl class="facts">
${fact('API endpoint', html`<code>${publicUrl}</code>, for every client of Cognito user pools`)}
${demo && demoFacts(demo)}
${issuerFact(publicUrl, demo)}
${readsMessages && fact('Messages', html`${link(MESSAGES_PATH)}: codes and invitations that users were sent`)}
${fact('Health', html`${link('/_poolhouse/health')}, ${link('/_poolhouse/ready')}, ${link('/_poolhouse/metrics')}`)}
${fact('Documentation', html`<code>README.md</code> and <code>docs/</code> in the repository; for hosted sign-in <code>docs/hosted-sign-in.md</code>`)}
</dl>`,
  })
}

function demoLink({ signInUrl, user }: WelcomeDemo): Html {
  const hint = user
    ? html`User <code>${user.username}</code>, password <code>${user.password}</code>`
    : 'The text that the server printed at its start has the demo’s user and password.'
  return html`<div class="stack tight"><a class="button submitButton-customizable" href="${signInUrl}">Sign in to the demo</a>
<p class="hint">${hint}</p></div>`
}

function demoFacts({ userPoolId, clientId }: WelcomeDemo): Html {
  return html`${fact('User pool of the demo', html`<code>${userPoolId}</code>`)}
${fact('App client of the demo', html`<code>${clientId}</code>`)}`
}

function issuerFact(publicUrl: string, demo: WelcomeModel['demo']): Html {
  const text = demo
    ? html`<code>${demo.issuer}</code> (${link(demo.discoveryUrl, 'discovery')}, ${link(demo.jwksUrl, 'JWKS')}) of the demo`
    : html`<code>${publicUrl}/</code> and the id of the user pool`
  return fact('Issuer', text)
}

function fact(name: string, text: Insert): Html {
  return html`<div><dt>${name}</dt><dd>${text}</dd></div>\n`
}

function link(url: string, text = url): Html {
  return html`<a href="${url}">${text}</a>`
}
