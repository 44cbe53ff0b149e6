import type { SchemaAttribute } from '../storage/user-pools.ts'
import { type Field, field } from './fields.ts'
import { type Html, html } from './html.ts'
import type { Messages } from './messages.ts'
import type { PageError, View } from './view.ts'

/** An attribute that a form asks for: its row of the pool's schema. */
export type AskedAttribute = Pick<SchemaAttribute, 'name' | 'attributeDataType'> & Partial<SchemaAttribute>

/** What a form asks for of a user's attributes, with what has been filled in so far. */
export interface AskedAttributes {
  attributes: AskedAttribute[]
  /** By the name of the attribute. */
  values?: Record<string, string>
}

/** The name of an attribute's field, as Cognito's forms spell it. */
export function attributeFieldName(name: string): string {
  return `requiredAttributes[${name}]`
}

/** What a visitor calls the attribute: the label of a standard attribute, else its name in plain words. */
export function attributeLabel(messages: Messages, name: string): string {
  if (isStandard(messages, name)) return messages.attributes[name]
  const words = name
    .replace(/^(?:dev:)?custom:/, '')
    .replaceAll(/[_-]+/g, ' ')
    .trim()
  return words === '' ? name : words.charAt(0).toUpperCase() + words.slice(1)
}

function isStandard(messages: Messages, name: string): name is keyof Messages['attributes'] {
  return Object.hasOwn(messages.attributes, name)
}

/** The fields of the attributes, each with the type, the limits and the autocompletion that fit. */
export function attributeFields(
  view: View,
  error: PageError | undefined,
  { attributes, values = {} }: AskedAttributes,
  first = false,
): Html[] {
  return attributes.map((attribute, index) => {
    const { name } = attribute
    const value = Object.hasOwn(values, name) ? values[name] : undefined
    const own = isStandard(view.messages, name)
      ? standardField(view.messages, name, value)
      : customField(view.messages, attribute, value)
    return field(view, error, {
      name: attributeFieldName(name),
      label: attributeLabel(view.messages, name),
      value,
      first: first && index === 0,
      repeatsError: true,
      ...own,
      attributes: { ...limits(attribute), ...own.attributes },
    })
  })
}

/** Tokens of https://html.spec.whatwg.org/multipage/form-control-infrastructure.html#autofill. */
const autocomplete: Partial<Record<keyof Messages['attributes'], string>> = {
  name: 'name',
  given_name: 'given-name',
  family_name: 'family-name',
  middle_name: 'additional-name',
  nickname: 'nickname',
  email: 'email',
  phone_number: 'tel',
  birthdate: 'bday',
  gender: 'sex',
  locale: 'language',
  website: 'url',
  profile: 'url',
  picture: 'photo',
  address: 'street-address',
}

const types: Partial<Record<keyof Messages['attributes'], NonNullable<Field['type']>>> = {
  email: 'email',
  phone_number: 'tel',
  birthdate: 'date',
  website: 'url',
  profile: 'url',
  picture: 'url',
  updated_at: 'number',
}

function standardField(
  messages: Messages,
  name: keyof Messages['attributes'],
  value: string | undefined,
): Partial<Field> {
  const hints: Record<string, string> = messages.attributeHints
  return {
    ...(types[name] && { type: types[name] }),
    ...(autocomplete[name] !== undefined && { autocomplete: autocomplete[name] }),
    hint: hints[name],
    ...(name === 'address' && { element: (attributes) => textArea(attributes, value) }),
    ...(name === 'updated_at' && { attributes: { min: '0', step: '1' } }),
  }
}

function customField(
  messages: Messages,
  { attributeDataType }: AskedAttribute,
  value: string | undefined,
): Partial<Field> {
  if (attributeDataType === 'Boolean')
    return { element: (attributes) => yesOrNo(messages, attributes, value) }
  if (attributeDataType === 'DateTime') return { hint: messages.attributeHints.dateTime }
  return attributeDataType === 'Number' ? { type: 'number', attributes: { step: 'any' } } : {}
}

/** The schema's limits. Dates and yes-or-no have a form of their own. */
function limits({
  name,
  attributeDataType,
  ...attribute
}: AskedAttribute): Record<string, string | undefined> {
  if (attributeDataType === 'Number') {
    const { minValue, maxValue } = attribute.numberAttributeConstraints ?? {}
    return { min: minValue, max: maxValue }
  }
  if (attributeDataType !== 'String' || name === 'birthdate') return {}
  const { minLength, maxLength } = attribute.stringAttributeConstraints ?? {}
  return { minlength: minLength === '0' ? undefined : minLength, maxlength: maxLength }
}

function textArea(attributes: Html, value = ''): Html {
  return html`<textarea rows="3"${attributes}>${value}</textarea>`
}

function yesOrNo({ common }: Messages, attributes: Html, value: string | undefined): Html {
  const option = (answer: string, text: string) =>
    html`<option value="${answer}"${answer === value?.toLowerCase() && html` selected`}>${text}</option>`
  return html`<select${attributes}>${option('', common.choose)}${option('true', common.yes)}${option('false', common.no)}</select>`
}
