import { type Html, html } from '../html.ts'
import { renderPage } from '../layout.ts'
import type { View } from '../view.ts'

/** Where both the page and its JSON are. */
export const MESSAGES_PATH = '/_poolhouse/messages'

/** What a user was sent, as the JSON at the same address has it. */
export interface SentMessage {
  channel: 'email' | 'sms'
  to: string
  /** Empty in a text message. */
  subject: string
  body: string
  code?: string
  link?: string
  /** ISO 8601. */
  createdAt: string
  triggerSource: string
}

export interface MessagesModel {
  /** The newest first. */
  messages: readonly SentMessage[]
  /** Whose messages alone are shown. */
  to?: string | undefined
  /** The other filters, which a change of `to` keeps. */
  filters: Record<string, string>
}

/** So many are listed unless the address has a limit. */
const USUAL_LIMIT = 100

/** The outbox, for whoever signs up in a browser; in English, since it is for developers. */
export function messagesPage(view: View, { messages, to, filters }: MessagesModel): Html {
  const { length } = messages
  return renderPage(view, {
    title: 'Messages',
    wide: true,
    lead: 'What users were sent, the newest first. Programs get JSON at the same address.',
    content: html`${filterForm(to, filters)}
<p class="links"><a href="${MESSAGES_PATH}${view.query}">Reload</a>
${to !== undefined && html`<a href="${MESSAGES_PATH}">Show all messages</a>`}</p>
${length > 0 ? html`<ol class="outbox">${messages.map(item)}</ol>` : html`<p>${nothing(to)}</p>`}
${length >= USUAL_LIMIT && html`<p class="hint">${length} messages are shown; <code>?limit=1000</code> in the address shows more.</p>`}`,
  })
}

function filterForm(to: string | undefined, filters: Record<string, string>): Html {
  const kept = Object.entries(filters)
  return html`<form method="get" action="${MESSAGES_PATH}" class="filter">
<div class="field"><label for="field-to">Sent to</label>
<input type="search" id="field-to" name="to" value="${to ?? ''}" autocomplete="off" autocapitalize="none" spellcheck="false"></div>
${kept.map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}
<button type="submit" class="secondary">Filter</button>
</form>`
}

function nothing(to: string | undefined): string {
  return to === undefined ? 'No message was sent yet.' : `No message was sent to ${to}.`
}

function item({ channel, to, subject, body, code, link, createdAt, triggerSource }: SentMessage): Html {
  return html`<li>
<h2>${subject === '' ? 'Text message' : subject}</h2>
<p class="hint">${channel === 'sms' ? 'SMS' : 'Email'} to <strong>${to}</strong>,
<time datetime="${createdAt}">${shownTime(createdAt)}</time>, ${triggerSource}</p>
${code !== undefined && html`<code class="secret">${code}</code>`}
${link !== undefined && html`<p>${isWebAddress(link) ? html`<a href="${link}">${link}</a>` : link}</p>`}
<details><summary>Text</summary><pre>${body}</pre></details>
</li>\n`
}

function shownTime(iso: string): string {
  return `${iso.slice(0, 19).replace('T', ' ')} UTC`
}

function isWebAddress(text: string): boolean {
  return /^https?:\/\//i.test(text)
}
