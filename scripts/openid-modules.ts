import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** A module of the conformance suite as one of our tests is named after it. */
interface Module {
  name: string
  result: 'passes' | 'passes, with a warning' | 'differs' | 'does not apply'
  /** One sentence of Markdown, where it does not simply pass. */
  why: string
}

const root = fileURLToPath(new URL('..', import.meta.url))
const tests = 'packages/server/test'
/** The files with the tests of each plan. */
export const plans = {
  Basic: [`${tests}/support/openid-modules.ts`, `${tests}/oauth/oidcc-basic.test.ts`],
  Implicit: [`${tests}/support/openid-modules.ts`, `${tests}/oauth/oidcc-implicit.test.ts`],
  Config: [`${tests}/oauth/oidcc-config.test.ts`],
} as const
type PlanName = keyof typeof plans

/** The page with the tables of all plans brought up to date. Throws where one has no place. */
export async function withModules(page: string): Promise<string> {
  let text = page
  for (const plan of Object.keys(plans) as PlanName[]) text = withTable(text, plan, await readModules(plan))
  return text
}

/** The modules of a plan by name, with what the comments before their tests say. */
export async function readModules(plan: PlanName): Promise<Module[]> {
  const sources = await Promise.all(plans[plan].map((path) => readFile(join(root, path), 'utf8')))
  return sources.flatMap(modulesIn).sort((one, other) => (one.name < other.name ? -1 : 1))
}

/** Every test that is named after a module. A comment before it begins with `Cognito:` or `Does not apply:`. */
export function modulesIn(source: string): Module[] {
  const found = source.matchAll(/((?:^ *\/\/.*\n)*)^ *it\('(oidcc-[\w-]+)'/gm)
  return [...found].map(([, comment = '', name = '']) => {
    const text = comment
      .replaceAll(/^ *\/\/ ?/gm, '')
      .replaceAll(/\s+/g, ' ')
      .trim()
    const [, kind, why = ''] = /^(Cognito|Does not apply): (.*)$/.exec(text) ?? []
    return { name, result: resultOf(kind, why), why: why.charAt(0).toUpperCase() + why.slice(1) }
  })
}

function resultOf(kind: string | undefined, why: string): Module['result'] {
  if (kind === undefined) return 'passes'
  if (kind === 'Does not apply') return 'does not apply'
  return why.startsWith('with the warning') ? 'passes, with a warning' : 'differs'
}

function withTable(page: string, plan: PlanName, modules: Module[]): string {
  const [begin, end] = [
    `<!-- modules of ${plan}: made by scripts/operations-page.ts -->`,
    `<!-- end of ${plan} -->`,
  ]
  const [head, rest] = page.split(begin)
  const tail = rest?.split(end)[1]
  if (head === undefined || tail === undefined) throw new Error(`The page has no place for the plan ${plan}`)
  const rows = modules.map(
    ({ name, result, why }) => `| \`${name}\` | ${result} | ${why.replaceAll('|', '\\|')} |`,
  )
  const table = ['| Module | Result | Why |', '|---|---|---|', ...rows].join('\n')
  return `${head}${begin}\n\n${table}\n\n${end}${tail}`
}
