/**
 * Writes src/generated/*.ts from model/cognito-idp.json. Run without arguments to write, with --check to fail
 * when a checked-in file differs from what the model gives. The output depends on the model and this file only.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

type ModelShape = {
  type: string
  members?: Record<string, string>
  required?: string[]
  member?: string
  key?: string
  value?: string
  min?: number
  max?: number
  pattern?: string
  enum?: string[]
  sensitive?: boolean
  exception?: boolean
  httpStatus?: number
}
type ModelOperation = { input: string; output?: string; auth: 'none' | 'sigv4'; errors: string[] }
type Model = { operations: Record<string, ModelOperation>; shapes: Record<string, ModelShape> }

/** Structures that the service models as free JSON documents; the model file shows them without members. */
const documentShapes = new Set(['Document'])

/** The root of the SDKs' exception classes: never sent, so it is no error name. */
const abstractErrors = new Set(['CognitoIdentityProviderServiceException'])

/**
 * Callers that the model's auth trait gets wrong. GetClientToken has no auth trait, which reads as SigV4, but it is
 * the app client's own call: it carries ClientId and Secret, and the service documents it beside the unauthenticated ones.
 */
const callerOverrides: Readonly<Record<string, 'unsigned' | 'accessToken' | 'sigv4'>> = {
  GetClientToken: 'unsigned',
}

/**
 * Patterns that the service enforces in another form than the model gives. Password: answers of the service since
 * 2020 name `^[\S]+.*[\S]+$` (two characters at least, inner spaces allowed, as the developer guide says), where the
 * model still has `[\S]+`.
 */
const patternOverrides: Readonly<Record<string, string>> = { PasswordType: '^[\\S]+.*[\\S]+$' }

const folder = join(dirname(fileURLToPath(import.meta.url)), '..')
const heading =
  '// Made by scripts/generate.ts from model/cognito-idp.json. Change the script or the model, not this file.\n\n'
const quote = (text: string) =>
  `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('\n', '\\n')}'`
const union = (names: string[]) => names.map((name) => `\n  | ${quote(name)}`).join('')

function required(shapes: Record<string, ModelShape>, name: string | undefined): ModelShape {
  const shape = name === undefined ? undefined : shapes[name]
  if (!shape) throw new Error(`The model refers to the shape ${name}, which it does not define`)
  return shape
}

const scalarTypes: Readonly<Record<string, string>> = {
  string: 'string',
  integer: 'number',
  long: 'number',
  boolean: 'boolean',
  timestamp: 'Date',
  blob: 'Uint8Array',
}

function typeOf(model: Model, name: string): string {
  const shape = required(model.shapes, name)
  if (documentShapes.has(name)) return 'unknown'
  if (shape.type === 'structure' || shape.enum) return name
  if (shape.type === 'list') return `Array<${typeOf(model, shape.member ?? '')}>`
  if (shape.type === 'map') return `Record<string, ${typeOf(model, shape.value ?? '')}>`
  const scalar = scalarTypes[shape.type]
  if (!scalar) throw new Error(`The model has a shape of the unknown type ${shape.type}: ${name}`)
  return scalar
}

function interfaceOf(model: Model, name: string, allOptional: boolean): string {
  const shape = required(model.shapes, name)
  const members = Object.entries(shape.members ?? {})
  if (members.length === 0) return `export type ${name} = Record<never, never>\n`
  const lines = members.map(([member, target]) => {
    const type = typeOf(model, target)
    const needed = !allOptional && shape.required?.includes(member)
    return needed ? `  ${member}: ${type}` : `  ${member}?: ${type} | undefined`
  })
  return `export interface ${name} {\n${lines.join('\n')}\n}\n`
}

function types(model: Model): string {
  const outputs = new Set(Object.values(model.operations).map((operation) => operation.output))
  const shapes = Object.entries(model.shapes)
  const enums = shapes
    .filter(([, shape]) => shape.enum)
    .map(([name, shape]) => `export type ${name} =${union(shape.enum ?? [])}\n`)
  const structures = shapes
    .filter(([name, shape]) => shape.type === 'structure' && !shape.exception && !documentShapes.has(name))
    .map(([name]) => interfaceOf(model, name, outputs.has(name)))
  const operations = Object.entries(model.operations).map(
    ([name, { input, output }]) => `  ${name}: { input: ${input}; output: ${output ?? 'undefined'} }`,
  )
  return `${heading}${enums.join('\n')}\n${structures.join('\n')}
/** Input and output of every operation; the output is undefined where the operation answers an empty body. */
export interface Operations {\n${operations.join('\n')}\n}\n`
}

function shapeText(name: string, shape: ModelShape): string {
  const fields = [`type: ${quote(documentShapes.has(name) ? 'document' : shape.type)}`]
  const pattern = patternOverrides[name] ?? shape.pattern
  if (shape.members && !documentShapes.has(name)) {
    const members = Object.entries(shape.members).map(([member, target]) => `${member}: ${quote(target)}`)
    fields.push(members.length === 0 ? 'members: {}' : `members: { ${members.join(', ')} }`)
  }
  if (shape.required) fields.push(`required: [${shape.required.map(quote).join(', ')}]`)
  for (const reference of ['member', 'key', 'value'] as const) {
    const target = shape[reference]
    if (target !== undefined) fields.push(`${reference}: ${quote(target)}`)
  }
  if (shape.min !== undefined) fields.push(`min: ${shape.min}`)
  if (shape.max !== undefined) fields.push(`max: ${shape.max}`)
  if (pattern !== undefined) fields.push(`pattern: ${quote(pattern)}`)
  if (shape.enum) fields.push(`enum: [${shape.enum.map(quote).join(', ')}]`)
  if (shape.sensitive) fields.push('sensitive: true')
  return `  ${name}: { ${fields.join(', ')} },`
}

function shapes(model: Model): string {
  const entries = Object.entries(model.shapes).filter(([, shape]) => !shape.exception)
  return `${heading}import type { Shape } from '../shape.ts'

export type ShapeName =${union(entries.map(([name]) => name))}

export const shapes: Readonly<Record<ShapeName, Shape>> = {
${entries.map(([name, shape]) => shapeText(name, shape)).join('\n')}
}
`
}

function callerOf(model: Model, name: string, operation: ModelOperation): string {
  const override = callerOverrides[name]
  if (override) return override
  if (operation.auth === 'sigv4') return 'sigv4'
  return required(model.shapes, operation.input).members?.AccessToken ? 'accessToken' : 'unsigned'
}

function operations(model: Model): string {
  const entries = Object.entries(model.operations)
  const lines = entries.map(([name, operation]) => {
    const output = operation.output === undefined ? '' : ` output: ${quote(operation.output)},`
    const errors = operation.errors.map(quote).join(', ')
    return `  ${name}: { input: ${quote(operation.input)},${output} caller: ${quote(callerOf(model, name, operation))}, errors: [${errors}] },`
  })
  return `${heading}import type { ErrorName } from './errors.ts'
import type { ShapeName } from './shapes.ts'

export type OperationName =${union(entries.map(([name]) => name))}

/** Who calls: an app without signature, a signed-in user by the access token in the body, or an operator by SigV4. */
export type Caller = 'unsigned' | 'accessToken' | 'sigv4'

export type OperationFacts = {
  readonly input: ShapeName
  /** Missing where the operation answers an empty body. */
  readonly output?: ShapeName
  readonly caller: Caller
  readonly errors: readonly ErrorName[]
}

export const operations: Readonly<Record<OperationName, OperationFacts>> = {
${lines.join('\n')}
}
`
}

function errors(model: Model): string {
  const entries = Object.entries(model.shapes).filter(
    ([name, shape]) => shape.exception && !abstractErrors.has(name),
  )
  const lines = entries.map(([name, shape]) => {
    const further = Object.keys(shape.members ?? {}).filter((member) => member.toLowerCase() !== 'message')
    return `  ${name}: { httpStatus: ${shape.httpStatus}, furtherMembers: [${further.map(quote).join(', ')}] },`
  })
  return `${heading}export type ErrorName =${union(entries.map(([name]) => name))}

/** Status of each error, and the members its body may have beside __type and message. */
export const errors: Readonly<Record<ErrorName, { readonly httpStatus: number; readonly furtherMembers: readonly string[] }>> = {
${lines.join('\n')}
}
`
}

function isCurrent(path: string, text: string): boolean {
  try {
    return readFileSync(path, 'utf8') === text
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return false
    throw error
  }
}

/** Writes the files, or with `check` only compares them; returns the names of those that differed. */
function generate(check: boolean): string[] {
  const model = JSON.parse(readFileSync(join(folder, 'model/cognito-idp.json'), 'utf8')) as Model
  const files = {
    types: types(model),
    shapes: shapes(model),
    operations: operations(model),
    errors: errors(model),
  }
  const stale = Object.entries(files).filter(
    ([name, text]) => !isCurrent(join(folder, `src/generated/${name}.ts`), text),
  )
  if (!check) mkdirSync(join(folder, 'src/generated'), { recursive: true })
  if (!check) for (const [name, text] of stale) writeFileSync(join(folder, `src/generated/${name}.ts`), text)
  return stale.map(([name]) => `${name}.ts`)
}

const check = process.argv.includes('--check')
const stale = generate(check)
if (check && stale.length > 0) {
  console.error(
    `packages/api-model/src/generated is not what the model gives: ${stale.join(', ')}. Run: npm run generate`,
  )
  process.exitCode = 1
}
