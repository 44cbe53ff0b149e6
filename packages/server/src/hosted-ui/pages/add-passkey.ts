import { errorBox } from '../fields.ts'
import { links } from '../forms.ts'
import { type Html, html } from '../html.ts'
import { icon } from '../icons.ts'
import { renderPage } from '../layout.ts'
import { passkeyForm } from '../passkey-form.ts'
import type { PageError, View } from '../view.ts'

export interface AddPasskeyModel {
  /** JSON of StartWebAuthnRegistration's CredentialCreationOptions. */
  creationOptions: string
  /** Where visitors go who want none. */
  notNowUrl?: string | undefined
  error?: PageError | undefined
}

/** Posts `credential` (JSON) to `/passkeys/add`. */
export function addPasskeyPage(view: View, model: AddPasskeyModel): Html {
  const { addPasskey } = view.messages
  const { notNowUrl } = model
  return renderPage(view, {
    title: addPasskey.title,
    lead: addPasskey.lead,
    sign: html`<div class="sign">${icon('passkey')}</div>`,
    script: true,
    content: html`${errorBox(view, model.error)}
<ul class="points">${addPasskey.points.map((point) => html`<li>${icon('tick')}<span>${point}</span></li>`)}</ul>
${passkeyForm(view, {
  ceremony: 'create',
  options: model.creationOptions,
  target: { path: '/passkeys/add' },
  texts: addPasskey,
})}
${links(view, notNowUrl === undefined ? undefined : html`<a href="${notNowUrl}">${addPasskey.notNow}</a>`)}`,
  })
}
