import { errorBox } from '../fields.ts'
import { type FormTarget, linkButton, links, pageLink } from '../forms.ts'
import { type Html, html } from '../html.ts'
import { icon } from '../icons.ts'
import { renderPage } from '../layout.ts'
import { passkeyForm } from '../passkey-form.ts'
import type { PageError, View } from '../view.ts'

export interface PasskeyModel {
  state: string
  /** JSON of the challenge, as Cognito sends it. */
  requestOptions: string
  /** Whether the browser asks for the passkey before anyone presses the button. */
  startsAtOnce?: boolean
  /** Goes back to the choice of ways. */
  anotherWay?: FormTarget | undefined
  error?: PageError | undefined
}

/** WEB_AUTHN. Posts `state`, `credential` (JSON) to `/challenge`. */
export function passkeyPage(view: View, model: PasskeyModel): Html {
  const { passkey, code } = view.messages
  const { anotherWay, error } = model
  return renderPage(view, {
    title: passkey.title,
    lead: passkey.lead,
    sign: html`<div class="sign">${icon('passkey')}</div>`,
    script: true,
    content: html`${errorBox(view, error)}
${passkeyForm(view, {
  ceremony: 'get',
  options: model.requestOptions,
  target: { path: '/challenge', fields: { state: model.state } },
  startsAtOnce: model.startsAtOnce === true && error === undefined,
  texts: passkey,
})}
${links(
  view,
  anotherWay && linkButton(view, anotherWay, passkey.anotherWay),
  pageLink(view, '/login', code.startAgain),
)}`,
  })
}
