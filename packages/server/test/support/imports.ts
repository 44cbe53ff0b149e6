/** One import, re-export or dynamic import: where it is, what it names, and whether only types come in. */
export type Import = { line: number; specifier: string; typesOnly: boolean }

const commentsAndStrings =
  /'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`|\/\/.*|\/\*[\s\S]*?\*\//g
const statements = /^[ \t]*(?:import|export)\s+(type\s+)?([\w*{][^'"`;=()]*?)\bfrom\s*['"]([^'"]+)['"]/gm
const bareImports = /^[ \t]*import\s*['"]([^'"]+)['"]/gm
const dynamicImports = /\bimport\s*\(\s*['"`]([^'"`]+)['"`]/g

/** Blanks out comments; the lines keep their numbers. */
export function withoutComments(text: string): string {
  return text.replace(commentsAndStrings, (found) =>
    found.startsWith('/') ? found.replace(/[^\n]/g, ' ') : found,
  )
}

/** Reads every import of a TypeScript source. A dynamic import counts as one of values, even in a type. */
export function readImports(source: string): Import[] {
  const text = withoutComments(source)
  const line = (index: number) => text.slice(0, index).split('\n').length
  const found: Import[] = []
  for (const { index, 0: whole, 1: type, 2: names = '', 3: specifier = '' } of text.matchAll(statements)) {
    const start = index + whole.search(/\S/)
    found.push({ line: line(start), specifier, typesOnly: type !== undefined || namesOnlyTypes(names) })
  }
  for (const { index, 1: specifier = '' } of [
    ...text.matchAll(bareImports),
    ...text.matchAll(dynamicImports),
  ]) {
    found.push({ line: line(index), specifier, typesOnly: false })
  }
  return found.sort((a, b) => a.line - b.line)
}

function namesOnlyTypes(names: string): boolean {
  const list = /^\{([\s\S]*)\}\s*$/.exec(names)?.[1]
  if (list === undefined) return false
  const entries = list
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '')
  return entries.length > 0 && entries.every((name) => name.startsWith('type '))
}
