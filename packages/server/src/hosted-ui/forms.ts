import { type Html, html, type Insert } from './html.ts'
import { type IconName, icon } from './icons.ts'
import { formAction, hiddenFields, type View } from './view.ts'

/** Where a form is sent, and what it brings along unseen. */
export interface FormTarget {
  path: `/${string}`
  fields?: Record<string, string | undefined>
}

/** A form that is posted, with its guard against forged requests. */
export function form(view: View, { path, fields }: FormTarget, content: Insert): Html {
  return html`<form method="post" action="${formAction(view, path)}">
${hiddenFields(view, fields)}
${content}
</form>`
}

/** A form that is one button, looking like a link. */
export function linkButton(view: View, target: FormTarget, text: string): Html {
  return form(view, target, html`<button type="submit" class="plain redirect-customizable">${text}</button>`)
}

/** One of several ways to go on: a button of a form that sends `answer`. */
export interface Choice {
  answer: string
  icon: IconName
  text: string
  hint?: string
}

/** The ways to go on, in a form of their own. */
export function choices(view: View, target: FormTarget, list: Choice[]): Html {
  return form(view, target, html`<div class="stack tight">${list.map(choiceButton)}</div>`)
}

function choiceButton({ answer, icon: name, text, hint }: Choice): Html {
  const small = hint !== undefined && html`<small>${hint}</small>`
  return html`<button type="submit" class="secondary choice" name="answer" value="${answer}">${icon(name)}<span>${text}${small}</span>${icon('next')}</button>\n`
}

/** A line between two ways to go on. */
export function divider(view: View): Html {
  return html`<div class="divider">${view.messages.common.or}</div>`
}

/** A link to another of our pages, with the original query. */
export function pageLink(view: View, path: `/${string}`, text: string): Html {
  return html`<a class="redirect-customizable" href="${formAction(view, path)}">${text}</a>`
}

/** The links at the end of a page: other ways on from here. */
export function links(view: View, ...list: (Html | undefined)[]): Html | undefined {
  const given = list.filter((link) => link !== undefined)
  if (given.length === 0) return undefined
  return html`<nav class="links" aria-label="${view.messages.common.moreOptions}">${given}</nav>`
}

/** Tells password managers whose password the form is about. It is not sent. */
export function knownUsername(username: string | undefined): Html | undefined {
  return username === undefined
    ? undefined
    : html`<input type="text" autocomplete="username" value="${username}" readonly hidden>`
}
