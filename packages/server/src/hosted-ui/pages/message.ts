import { type Html, html } from '../html.ts'
import { icon } from '../icons.ts'
import { renderPage } from '../layout.ts'
import type { View } from '../view.ts'

/** A link that looks like a button. */
export interface MessageLink {
  text: string
  url: string
}

export interface MessageModel {
  title: string
  text: string
  /** Whether the news are good. */
  tone: 'good' | 'neutral'
  link?: MessageLink | undefined
}

/** A page that only tells something, such as that a link has confirmed an account. */
export function messagePage(view: View, { title, text, tone, link }: MessageModel): Html {
  return renderPage(view, {
    title,
    lead: text,
    sign:
      tone === 'good'
        ? html`<div class="sign good">${icon('done')}</div>`
        : html`<div class="sign">${icon('leave')}</div>`,
    content: link && html`<a class="button submitButton-customizable" href="${link.url}">${link.text}</a>`,
  })
}
