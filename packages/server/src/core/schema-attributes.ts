import { InvalidParameterException } from '../errors.ts'
import type { SchemaAttribute } from '../storage/user-pools.ts'
import { asStored, type Given } from './given.ts'

/** An attribute as CreateUserPool and AddCustomAttributes ask for it, its name without prefix. */
export type AskedAttribute = Given<SchemaAttribute>

/** https://docs.aws.amazon.com/cognito/latest/developerguide/quotas.html */
const MAX_CUSTOM_ATTRIBUTES = 50
const MAX_VALUE_LENGTH = 2048

function text(name: string, constraints: SchemaAttribute['stringAttributeConstraints']): SchemaAttribute {
  return {
    name,
    attributeDataType: 'String',
    developerOnlyAttribute: false,
    mutable: true,
    required: false,
    ...(constraints && { stringAttributeConstraints: constraints }),
  }
}

function boolean(name: string): SchemaAttribute {
  return { ...text(name, undefined), attributeDataType: 'Boolean' }
}

const anyLength = { minLength: '0', maxLength: String(MAX_VALUE_LENGTH) }

/** The attributes of every pool, in the order and with the constraints of DescribeUserPool (observed on Cognito, 2024). */
export const standardAttributes: readonly SchemaAttribute[] = [
  { ...text('sub', { minLength: '1', maxLength: '2048' }), mutable: false, required: true },
  text('name', anyLength),
  text('given_name', anyLength),
  text('family_name', anyLength),
  text('middle_name', anyLength),
  text('nickname', anyLength),
  text('preferred_username', anyLength),
  text('profile', anyLength),
  text('picture', anyLength),
  text('website', anyLength),
  text('email', anyLength),
  boolean('email_verified'),
  text('gender', anyLength),
  text('birthdate', { minLength: '10', maxLength: '10' }),
  text('zoneinfo', anyLength),
  text('locale', anyLength),
  text('phone_number', anyLength),
  boolean('phone_number_verified'),
  text('address', anyLength),
  {
    ...text('updated_at', undefined),
    attributeDataType: 'Number',
    numberAttributeConstraints: { minValue: '0' },
  },
]

/** The schema of a new pool: the standard attributes as they were asked for, then the custom ones. */
export function createSchema(asked: AskedAttribute[]): SchemaAttribute[] {
  const standard = standardAttributes.map((attribute) => {
    const [changes, ...others] = asked.filter(({ name }) => name === attribute.name)
    if (others.length > 0) throw duplicate(attribute.name)
    return changes ? changeStandard(attribute, changes) : attribute
  })
  const isStandard = (name: string | undefined) => standard.some((attribute) => attribute.name === name)
  const custom = asked.filter(({ name }) => !isStandard(name)).map(toCustom)
  const names = custom.map(({ name }) => name)
  const twice = names.find((name, index) => names.indexOf(name) !== index)
  if (twice !== undefined) throw duplicate(twice)
  requireRoom(custom.length)
  return [...standard, ...custom]
}

/** The schema with further custom attributes. Throws InvalidParameterException. */
export function addToSchema(schema: SchemaAttribute[], asked: AskedAttribute[]): SchemaAttribute[] {
  const grown = [...schema]
  for (const attribute of asked.map(toCustom)) {
    const { name } = attribute
    if (grown.some((existing) => existing.name === name))
      throw new InvalidParameterException(
        `${name.replace(/^dev:/, '')}: Existing attribute already has name ${name}.`,
      )
    grown.push(attribute)
  }
  requireRoom(grown.length - standardAttributes.length)
  return grown
}

/** The text of the quota is ours. */
function requireRoom(count: number): void {
  if (count > MAX_CUSTOM_ATTRIBUTES)
    throw new InvalidParameterException(
      `A user pool can have at most ${MAX_CUSTOM_ATTRIBUTES} custom attributes.`,
    )
}

function duplicate(name: string): InvalidParameterException {
  return new InvalidParameterException(
    `Duplicate custom attribute names ${name} are not allowed in a user pool schema.`,
  )
}

/** Of a standard attribute requirement, mutability and limits can be chosen, the type cannot. */
function changeStandard(standard: SchemaAttribute, asked: AskedAttribute): SchemaAttribute {
  const given = asStored(asked)
  const type = given.attributeDataType ?? standard.attributeDataType
  if (type !== standard.attributeDataType || given.developerOnlyAttribute)
    throw new InvalidParameterException(
      `You can not change AttributeDataType or set developerOnlyAttribute for standard schema attribute ${standard.name}`,
    )
  const { name, mutable, required } = standard
  // A user's `sub` is the server's: it is always there and never changes.
  const chosen =
    name === 'sub' ? {} : { mutable: given.mutable ?? mutable, required: given.required ?? required }
  return requireConstraints({ ...standard, ...chosen, ...constraintsOf(standard, given) })
}

function constraintsOf(
  attribute: SchemaAttribute,
  given: Pick<SchemaAttribute, 'stringAttributeConstraints' | 'numberAttributeConstraints'>,
): Partial<SchemaAttribute> {
  const { stringAttributeConstraints, numberAttributeConstraints } = given
  if (attribute.attributeDataType === 'String' && stringAttributeConstraints)
    return {
      stringAttributeConstraints: { ...attribute.stringAttributeConstraints, ...stringAttributeConstraints },
    }
  if (attribute.attributeDataType === 'Number' && numberAttributeConstraints)
    return {
      numberAttributeConstraints: { ...attribute.numberAttributeConstraints, ...numberAttributeConstraints },
    }
  return {}
}

/** Deviation: constraints that were not given are not filled in, or Terraform would plan a change that it refuses. */
function toCustom(asked: AskedAttribute): SchemaAttribute {
  const given = asStored(asked)
  const attributeDataType = requireType(given)
  if (given.required)
    throw new InvalidParameterException('Required custom attributes are not supported currently.')
  const attribute: SchemaAttribute = {
    name: `${given.developerOnlyAttribute ? 'dev:custom' : 'custom'}:${given.name ?? ''}`,
    attributeDataType,
    developerOnlyAttribute: given.developerOnlyAttribute ?? false,
    mutable: given.mutable ?? true,
    required: false,
  }
  requireName(given.name ?? '', attribute)
  return requireConstraints({ ...attribute, ...constraintsOf(attribute, given) })
}

/** A type is known of standard attributes alone. Observed on Cognito where attributes are added (aws/aws-cdk#8585). */
function requireType({ attributeDataType }: AskedAttribute): SchemaAttribute['attributeDataType'] {
  if (attributeDataType) return attributeDataType
  throw new InvalidParameterException(
    'Invalid AttributeDataType input, consider using the provided AttributeDataType enum.',
  )
}

/**
 * Text observed on Cognito in the log of a deployment, undated. Each part between colons is such a name: tests that ran
 * against Cognito have `custom:custom:x`.
 */
function requireName(plainName: string, attribute: SchemaAttribute): void {
  if (plainName.split(':').every((part) => /^[A-Za-z_][\w$-]*$/.test(part))) return
  const { name, attributeDataType } = attribute
  throw new InvalidParameterException(
    `Entity Type: USER, Message: AttributeName: ${name}, DataType: ${attributeDataType.toUpperCase()}, Error: ` +
      'Attribute names MUST conform to the following rules: _|ALPHA *(nameChar) and nameChar is "$" / "-" / "_" /DIGIT / ALPHA',
  )
}

function requireConstraints(attribute: SchemaAttribute): SchemaAttribute {
  const { name, stringAttributeConstraints: lengths, numberAttributeConstraints: values } = attribute
  const minLength = wholeNumber(name, lengths?.minLength) ?? 0
  const maxLength = wholeNumber(name, lengths?.maxLength) ?? MAX_VALUE_LENGTH
  if (minLength < 0 || minLength > MAX_VALUE_LENGTH || maxLength < 0 || maxLength > MAX_VALUE_LENGTH)
    throw new InvalidParameterException(
      `Attribute ${name} cannot have a length constraint outside of 0 to ${MAX_VALUE_LENGTH}`,
    )
  if (maxLength < minLength)
    throw new InvalidParameterException(
      `Attribute ${name} cannot have a max length shorter than it's min length`,
    )
  const minValue = wholeNumber(name, values?.minValue)
  const maxValue = wholeNumber(name, values?.maxValue)
  if (minValue !== undefined && maxValue !== undefined && maxValue < minValue)
    throw new InvalidParameterException(
      `Attribute ${name} cannot have a max value smaller than it's min value`,
    )
  return attribute
}

/** Sixteen digits hold every safe integer. The text is ours. */
function wholeNumber(name: string, constraint: string | undefined): number | undefined {
  if (constraint === undefined) return undefined
  const value = Number(constraint)
  if (/^[+-]?\d{1,16}$/.test(constraint) && Number.isSafeInteger(value)) return value
  throw new InvalidParameterException(
    `Attribute ${name} cannot have the constraint ${constraint}: not a whole number`,
  )
}
