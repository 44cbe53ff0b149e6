import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { routeOf } from './pages.ts'

/** A heading of the navigation, and the pages under it by their files. */
interface Section {
  text: string
  sources: string[]
  collapsed?: boolean
}

/** An item of VitePress's sidebar. */
export interface Item {
  text: string
  link: string
}

const sections: Section[] = [
  {
    text: 'Start',
    sources: ['README.md', 'docs/testing-with-poolhouse.md', 'docs/https.md', 'docs/README.md'],
  },
  {
    text: 'Guides',
    sources: ['docs/verifying-tokens.md', 'docs/guides/*.md', 'docs/terraform.md'],
  },
  {
    text: 'Sign-in and OAuth',
    sources: ['docs/hosted-sign-in.md', 'docs/identity-providers.md', 'docs/branding.md', 'docs/openid.md'],
  },
  { text: 'Functions', sources: ['docs/triggers.md', 'docs/lambda.md', 'docs/companions.md'] },
  {
    text: 'Operating',
    sources: [
      'docs/running-in-production.md',
      'docs/configuration.md',
      'docs/importing-users.md',
      'docs/user-events.md',
    ],
  },
  { text: 'Compatibility', sources: ['docs/compatibility.md', 'docs/operations.md'] },
  { text: 'Decisions', sources: ['ARCHITECTURE.md', 'docs/decisions/*.md'], collapsed: true },
]

/**
 * The sidebar, with each page's own title; a pattern stands for all files that it matches, by name. Throws where a page
 * of docs/ is in no section, or a section names a page that is not there.
 */
export function readSidebar(root: string): { text: string; items: Item[]; collapsed?: boolean }[] {
  const expanded = sections.map((section) => ({
    ...section,
    sources: section.sources.flatMap((source) => expand(root, source)),
  }))
  const listed = expanded.flatMap(({ sources }) => sources)
  const missing = findFiles(root, 'docs/**/*.md').filter((source) => !listed.includes(source))
  if (missing.length > 0)
    throw new Error(`${missing.join(', ')}: in no section of the site, see site/navigation.ts`)
  return expanded.map(({ sources, ...section }) => ({
    ...section,
    items: sources.map((source) => toItem(root, source)),
  }))
}

function expand(root: string, source: string): string[] {
  return source.includes('*') ? findFiles(root, source) : [source]
}

function findFiles(root: string, pattern: string): string[] {
  return globSync(pattern, { cwd: root })
    .map((path) => path.replaceAll('\\', '/'))
    .sort()
}

function toItem(root: string, source: string): Item {
  return { text: titleOf(root, source), link: `/${routeOf(source)?.replace(/\.md$/, '')}` }
}

function titleOf(root: string, source: string): string {
  if (source === 'README.md') return 'Start and sign in'
  if (source === 'docs/README.md') return 'All pages'
  const title = /^# (.+)$/m.exec(readFileSync(join(root, source), 'utf8'))?.[1]
  if (title === undefined) throw new Error(`${source} has no title`)
  return title
}
