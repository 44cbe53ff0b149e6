import {
  type Caller,
  type ErrorName,
  type OperationName,
  operations,
} from '../packages/api-model/src/index.ts'
import { type Explanation, explanations } from './unprovoked-errors.ts'

/** An error of an operation, as `<operation> <error>`. */
export type Pair = `${OperationName} ${ErrorName}`

/** A list of exceptions is named after the rule when it leaves out no more operations. */
const MAX_EXCEPTIONS = 4
const names = Object.keys(operations) as OperationName[]
const callers: readonly [Caller | undefined, string][] = [
  [undefined, 'all'],
  ['sigv4', 'all with SigV4'],
  ['accessToken', 'all with an access token'],
]

/** Every error that the model declares, by operation. */
export function declaredPairs(): Pair[] {
  return names.flatMap((name) =>
    [...new Set(operations[name].errors)].map((error) => `${name} ${error}` as const),
  )
}

/** The pairs that have an explanation, as often as they have one. */
export function explainedPairs(): Pair[] {
  return explanations.flatMap(({ error, operations }) =>
    operations.map((name) => `${name} ${error}` as const),
  )
}

/** What the proof lacks: declared errors that are neither provoked nor explained, and those that are both. */
export function gapsIn(provoked: ReadonlySet<string>): string[] {
  const explained = new Set<string>(explainedPairs())
  const open = declaredPairs().filter((pair) => provoked.has(pair) === explained.has(pair))
  return open.map((pair) =>
    explained.has(pair)
      ? `${pair} is provoked by a test; take it out of scripts/unprovoked-errors.ts`
      : `${pair} is declared; provoke it in a test, or explain in scripts/unprovoked-errors.ts why it cannot occur`,
  )
}

/** How many errors are declared, provoked and explained, with each reason, in Markdown. */
export function proofSection(provoked: ReadonlySet<string>): string[] {
  const declared = declaredPairs()
  const shown = declared.filter((pair) => provoked.has(pair)).length
  return [
    '## Errors that cannot occur',
    '',
    `The model declares ${declared.length} errors for the operations, each counted once for each operation. Tests provoke`,
    `${shown} of them. The other ${declared.length - shown} cannot occur here:`,
    '',
    '| Error | Of | Why not |',
    '|---|---|---|',
    ...[...Map.groupBy(explanations, ({ reason }) => reason)].map(rowOf),
  ]
}

function rowOf([reason, explained]: [string, Explanation[]]): string {
  const errors = explained.map(({ error }) => shortName(error))
  const operations = explained.map(describeOperations)
  return `| ${unique(errors)} | ${unique(operations)} | ${reason} |`
}

function unique(texts: string[]): string {
  return [...new Set(texts)].join('; ')
}

/** Without `Exception` at the end. */
export function shortName(error: string): string {
  return error.replace(/Exception$/, '')
}

/** The operations by a rule where they follow one, else by name. */
function describeOperations({ error, operations }: Explanation): string {
  for (const [caller, rule] of callers) {
    const declaring = declaringOperations(error, caller)
    const exceptions = declaring.filter((name) => !operations.includes(name))
    const followsRule =
      operations.length > MAX_EXCEPTIONS && operations.every((name) => declaring.includes(name))
    if (!followsRule || exceptions.length > MAX_EXCEPTIONS) continue
    const butFor = exceptions.length > 0 ? ` but for ${exceptions.join(', ')}` : ''
    return `${rule} (${operations.length})${butFor}`
  }
  return operations.join(', ')
}

function declaringOperations(error: ErrorName, caller: Caller | undefined): OperationName[] {
  return names.filter((name) => {
    const facts = operations[name]
    const declared: readonly ErrorName[] = facts.errors
    return declared.includes(error) && (caller === undefined || facts.caller === caller)
  })
}
