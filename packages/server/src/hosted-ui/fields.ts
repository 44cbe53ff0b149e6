import { type Html, html } from './html.ts'
import { icon } from './icons.ts'
import type { PageError, View } from './view.ts'

/** One field of a form with its label. */
export interface Field {
  name: string
  /** Else it is made of the name. */
  id?: string
  label: string
  type?: 'text' | 'email' | 'tel' | 'url' | 'date' | 'number' | 'password'
  autocomplete?: string
  value?: string | undefined
  /** A sentence below the field. */
  hint?: string | undefined
  /** Unless false, the browser wants it filled in. */
  required?: boolean
  /** More attributes of the element, by name. */
  attributes?: Record<string, string | undefined>
  /** The element, where it is no `input`. */
  element?: (attributes: Html) => Html
  /** What stands at the end of the label's line. */
  beside?: Html
  /** Ids of other descriptions. */
  describedBy?: string | undefined
  /** Where the cursor is when the page opens, unless an error is about another field. */
  first?: boolean
  /** Stands so far down that its error has to stand beside it too. */
  repeatsError?: boolean
}

/** The ids of the boxes with what went wrong and what went well. */
const errorId = 'problem'
const successId = 'done'

/**
 * A label with its field. The field that the error is about, or the first where it is about none, has the cursor and is
 * described by the error, so that a screen reader says it.
 */
export function field(view: View, error: PageError | undefined, given: Field): Html {
  const { id = fieldId(given.name) } = given
  const { focused, invalid } = standing(error, given)
  const hintId = given.hint === undefined ? undefined : `${id}-hint`
  const descriptions = [focused && error ? errorId : undefined, hintId, given.describedBy]
  const attributes = writeAttributes({
    class: ['inputField-customizable', given.attributes?.['class']].filter(Boolean).join(' '),
    id,
    name: given.name,
    autocomplete: given.autocomplete,
    'aria-describedby': descriptions.filter(Boolean).join(' ') || undefined,
    'aria-invalid': invalid ? 'true' : undefined,
    required: given.required === false ? undefined : '',
    autofocus: focused ? '' : undefined,
    ...withoutClass(given.attributes),
  })
  // What stands beside the label comes after the field, so that the tabulator goes from field to field.
  return html`<div class="field">
${label(view, id, given)}
${given.element ? given.element(attributes) : input(given, attributes)}
${hintId !== undefined && html`<p class="hint" id="${hintId}">${given.hint}</p>`}
${invalid && given.repeatsError && html`<p class="hint problem" aria-hidden="true">${error?.text}</p>`}
${given.beside && html`<div class="beside">${given.beside}</div>`}
</div>`
}

function standing(error: PageError | undefined, { name, first }: Field) {
  const invalid = error?.field === name
  return { invalid, focused: error?.field === undefined ? first === true : invalid }
}

function label(view: View, id: string, { label, required }: Field): Html {
  const optional =
    required === false && html` <span class="optional">(${view.messages.common.optional})</span>`
  return html`<label class="label-customizable" for="${id}">${label}${optional}</label>`
}

function input({ type = 'text', value }: Field, attributes: Html): Html {
  const written = type === 'password' || value === undefined ? undefined : html` value="${value}"`
  return html`<input type="${type}"${attributes}${written}>`
}

function withoutClass({ class: _, ...others }: Record<string, string | undefined> = {}) {
  return others
}

function writeAttributes(attributes: Record<string, string | undefined>): Html {
  const written = Object.entries(attributes).filter(([, value]) => value !== undefined)
  return html`${written.map(([name, value]) => (value === '' ? html` ${name}` : html` ${name}="${value}"`))}`
}

/** `requiredAttributes[email]` is no good id in style sheets. */
function fieldId(name: string): string {
  return `field-${name.replaceAll(/[^A-Za-z0-9]+/g, '-').replace(/-$/, '')}`
}

/** The box with what went wrong. */
export function errorBox(view: View, error: PageError | undefined): Html | undefined {
  if (!error) return undefined
  return html`<div class="alert errorMessage-customizable" role="alert" id="${errorId}">${icon('problem')}
<p><span class="visually-hidden">${view.messages.common.errorHeading}: </span>${error.text}</p></div>`
}

/** The box with what went well. */
export function successBox(text: string | undefined): Html | undefined {
  return text === undefined
    ? undefined
    : html`<div class="success" role="status" id="${successId}">${icon('done')}<p>${text}</p></div>`
}

/** `describedBy` of the first field below a box with what went well: what is there at the start is not read out by itself. */
export function describedBySuccess(isShown: unknown): string | undefined {
  return isShown ? successId : undefined
}

/** The button that a form is about. */
export function submitButton(text: string): Html {
  return html`<button type="submit" class="submitButton-customizable">${text}</button>`
}

/** A field for a code of digits, which phones fill in from a message. */
export function codeField(view: View, error: PageError | undefined, options: Partial<Field> = {}): Html {
  return field(view, error, {
    name: 'code',
    label: view.messages.common.code,
    autocomplete: 'one-time-code',
    attributes: { class: 'digits', inputmode: 'numeric', autocapitalize: 'none', spellcheck: 'false' },
    ...options,
  })
}
