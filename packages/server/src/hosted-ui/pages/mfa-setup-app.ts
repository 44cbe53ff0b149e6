import { codeField, errorBox, submitButton } from '../fields.ts'
import { form, links, pageLink } from '../forms.ts'
import { type Html, html, trusted } from '../html.ts'
import { renderPage } from '../layout.ts'
import type { PageError, View } from '../view.ts'

export interface MfaSetupAppModel {
  state: string
  /** An `svg` element that we made: it is not escaped. */
  qrCode: string
  /** Base32. */
  secret: string
  /** `otpauth://totp/…`, the text of the QR code. */
  otpauthUrl: string
  error?: PageError | undefined
}

/** MFA_SETUP with an authenticator app. Posts `state`, `code` to `/challenge`. */
export function mfaSetupAppPage(view: View, model: MfaSetupAppModel): Html {
  const { mfaSetup, code } = view.messages
  const target = { path: '/challenge', fields: { state: model.state } } as const
  const field = codeField(view, model.error, { first: model.error !== undefined, hint: mfaSetup.appCode })
  return renderPage(view, {
    title: mfaSetup.appTitle,
    lead: mfaSetup.appScan,
    content: html`${errorBox(view, model.error)}
<div class="stack">
<div class="qr-code" role="img" aria-label="${mfaSetup.qrCode}">${trusted(model.qrCode)}</div>
${appLink(view, model)}
${byHand(view, model)}
${form(view, target, html`<div class="stack">${field}${submitButton(mfaSetup.appSubmit)}</div>`)}
</div>
${links(view, pageLink(view, '/login', code.startAgain))}`,
  })
}

/** For whoever reads this page on the device that has the app, and can't scan its own screen. */
function appLink({ messages }: View, { otpauthUrl }: MfaSetupAppModel): Html | undefined {
  if (!otpauthUrl.startsWith('otpauth://')) return undefined
  return html`<a class="app-link" href="${otpauthUrl}">${messages.mfaSetup.openApp}</a>`
}

function byHand({ messages: { mfaSetup } }: View, { secret }: MfaSetupAppModel): Html {
  return html`<details><summary>${mfaSetup.cannotScan}</summary>
<p class="hint">${mfaSetup.enterSecret}</p>
<code class="secret" translate="no">${inGroups(secret)}</code></details>`
}

/** In fours, as people read them out. */
function inGroups(secret: string): string {
  return secret.match(/.{1,4}/gs)?.join(' ') ?? ''
}
