import { submitButton } from './fields.ts'
import type { FormTarget } from './forms.ts'
import { type Html, html } from './html.ts'
import { icon } from './icons.ts'
import { formAction, hiddenFields, type View } from './view.ts'

/** What assets/passkeys.js finds in the page. */
export interface PasskeyForm {
  /** The function of `navigator.credentials`. */
  ceremony: 'get' | 'create'
  /** JSON. */
  options: string
  target: FormTarget
  startsAtOnce?: boolean
  texts: { submit: string; noScript: string; unsupported: string; failed: string; alreadyRegistered?: string }
}

/** A button that asks for a passkey and posts it as `credential`. The texts of what may fail wait in the page. */
export function passkeyForm(
  view: View,
  { ceremony, options, target, startsAtOnce, texts }: PasskeyForm,
): Html {
  return html`<div class="alert errorMessage-customizable" role="alert" data-passkey-problem hidden>${icon('problem')}<p data-text></p></div>
<noscript><div class="alert errorMessage-customizable">${icon('problem')}<p>${texts.noScript}</p></div></noscript>
<form method="post" action="${formAction(view, target.path)}" data-passkey="${ceremony}" data-options="${options}"${startsAtOnce && html` data-start="at-once"`} data-failed="${texts.failed}" data-unsupported="${texts.unsupported}" data-registered="${texts.alreadyRegistered ?? ''}">
${hiddenFields(view, { ...target.fields, credential: '' })}
${submitButton(texts.submit)}
</form>`
}
