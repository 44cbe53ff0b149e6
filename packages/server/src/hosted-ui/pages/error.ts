import { type Html, html } from '../html.ts'
import { icon } from '../icons.ts'
import { renderPage } from '../layout.ts'
import type { View } from '../view.ts'
import type { MessageLink } from './message.ts'

export interface ErrorModel {
  /** Unless given, that something went wrong. */
  title?: string | undefined
  /** Unless given, the sentence of Cognito's error page. */
  text?: string | undefined
  /** Below, in small print. */
  note?: string | undefined
  /** By which whoever runs the server finds the cause in the log. */
  requestId?: string | undefined
  link?: MessageLink | undefined
}

/** A page with nothing but an error. */
export function errorPage(view: View, model: ErrorModel): Html {
  const { error } = view.messages
  const { title = error.title, text = error.lead, note, requestId, link } = model
  return renderPage(view, {
    title,
    lead: text,
    sign: html`<div class="sign bad">${icon('problem')}</div>`,
    content: html`${link && html`<a class="button submitButton-customizable" href="${link.url}">${link.text}</a>`}
${note !== undefined && html`<p class="hint">${note}</p>`}
${requestId !== undefined && html`<p class="hint">${error.reference(requestId)}</p>`}`,
  })
}

/** The page of an app client whose pages have no style (answered with 403). */
export function unavailablePage(view: View): Html {
  const { unavailableTitle, unavailable } = view.messages.error
  return errorPage(view, { title: unavailableTitle, text: unavailable })
}
