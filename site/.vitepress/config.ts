import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitepress'
import { readAsOnGitHub } from '../markdown.ts'
import { readSidebar } from '../navigation.ts'
import { anchorOf, homeSource, routeOf } from '../pages.ts'
import { readHead } from '../readme.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
/** Its table has no room beside an outline. */
const widePage = 'docs/operations.md'
/** Where links out of the documentation lead, and the path that the site is served under. */
const { SITE_REPOSITORY = 'https://github.com/your-organisation/poolhouse', SITE_BASE = '/' } = process.env

// biome-ignore lint/style/noDefaultExport: VitePress reads it.
export default defineConfig({
  title: 'Poolhouse',
  description: 'Amazon Cognito user pools as a server that you run yourself',
  lang: 'en',
  base: SITE_BASE,
  srcDir: '..',
  srcExclude: ['!(docs|site)/**/*', '!(README|ARCHITECTURE).md', 'site/!(home.md)'],
  rewrites: (source) => routeOf(source) ?? source,
  outDir: './dist',
  ignoreDeadLinks: 'localhostLinks',
  head: [['link', { rel: 'icon', href: `data:image/svg+xml,${encodeURIComponent(icon())}` }]],
  markdown: {
    anchor: { slugify: anchorOf },
    languageAlias: { caddy: 'nginx' },
    config: (markdown) => readAsOnGitHub(markdown, root, SITE_REPOSITORY),
  },
  transformPageData(page) {
    if (page.filePath === widePage)
      return { frontmatter: { ...page.frontmatter, aside: false, pageClass: 'wide' } }
    if (page.filePath !== homeSource) return
    const { name, text, tagline } = readHead(readFileSync(join(root, 'README.md'), 'utf8'))
    return { frontmatter: { ...page.frontmatter, hero: { ...page.frontmatter.hero, name, text, tagline } } }
  },
  vite: {
    publicDir: false,
    plugins: [{ name: 'poolhouse-vue', enforce: 'pre', resolveId: resolveVue, config: leaveDependencies }],
    server: { watch: { ignored: ['**/packages/**', '**/poolhouse-data/**', '**/test-artefacts/**'] } },
  },
  themeConfig: {
    nav: [
      { text: 'Start', link: '/start' },
      { text: 'Guides', link: '/verifying-tokens' },
      { text: 'Operations', link: '/operations' },
      { text: 'Compatibility', link: '/compatibility' },
    ],
    sidebar: readSidebar(root),
    outline: { level: [2, 3] },
    search: { provider: 'local' },
    externalLinkIcon: false,
  },
})

/** The pages lie outside of this folder, so their imports would not find the Vue that renders them beside it. */
function resolveVue(id: string, _importer: string | undefined, { ssr }: { ssr?: boolean }) {
  return ssr && /^vue(\/server-renderer)?$/.test(id) ? { id, external: true as const } : undefined
}

/** For the same reason the development server cannot bundle them beforehand; they work without. */
function leaveDependencies(config: { optimizeDeps?: { include?: string[] } }) {
  if (config.optimizeDeps) config.optimizeDeps.include = []
}

function icon(): string {
  return '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><path d="M16 3 2 14h4v8h20v-8h4z" fill="#1f5fbf"/><path d="M3 27q3.3-3 6.5 0t6.5 0 6.5 0 6.5 0" fill="none" stroke="#4aa3df" stroke-width="3"/></svg>'
}
