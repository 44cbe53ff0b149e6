import { errorBox, submitButton } from '../fields.ts'
import { type FormTarget, form } from '../forms.ts'
import { type Html, html } from '../html.ts'
import { monogram, renderPage } from '../layout.ts'
import { registrationNotice } from '../registration-notice.ts'
import type { PageError, View } from '../view.ts'

export interface ContinueModel {
  /** What the user is called: a name, an e-mail address or the username. */
  name: string
  continue: FormTarget
  /** Where another user signs in. */
  anotherUserUrl: string
  error?: PageError | undefined
}

/** Asks a visitor with a session whether to go on with it. */
export function continuePage(view: View, model: ContinueModel): Html {
  const { messages, applicationName } = view
  const { continueSession, common } = messages
  const { name } = model
  return renderPage(view, {
    title: continueSession.title,
    lead: applicationName === undefined ? continueSession.lead : common.toContinueTo(applicationName),
    content: html`${errorBox(view, model.error)}${registrationNotice(view)}
<div class="account">${monogram(name)}<p>${name}</p></div>
<div class="stack tight">
${form(view, model.continue, submitButton(continueSession.submit(name)))}
<a class="button secondary" href="${model.anotherUserUrl}">${continueSession.anotherUser}</a>
</div>`,
  })
}
