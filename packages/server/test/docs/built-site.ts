import { execFile } from 'node:child_process'
import { cp, glob, readFile, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import type { Guest } from '../support/guest.ts'
import { temporaryFolder } from '../support/process.ts'
import { root } from './markdown.ts'

/** The documentation site, as files. */
export interface BuiltSite {
  folder: string
  /** HTML by path, such as `guides/cube.html`. */
  pages: Map<string, string>
  remove(): Promise<void>
}

/**
 * Builds the site in a copy, so that nothing is left in the work tree. Throws what VitePress prints where it fails: at a
 * dead link, or a page that is not in the navigation.
 */
export async function buildSite(guest: Guest, repository: string): Promise<BuiltSite> {
  const { path, remove } = await temporaryFolder()
  try {
    const folder = await build(guest, path, repository)
    return { folder, pages: await readHtml(folder), remove }
  } catch (error) {
    await remove()
    throw error
  }
}

async function build({ copyTo, modules }: Guest, path: string, repository: string): Promise<string> {
  await copyTo(join(path, 'site'))
  for (const part of ['docs', 'README.md', 'ARCHITECTURE.md'])
    await cp(join(root, part), join(path, part), { recursive: true })
  for (const folder of ['packages', 'examples'])
    await symlink(join(root, folder), join(path, folder), 'junction')
  await promisify(execFile)(process.execPath, [join(modules, 'vitepress/bin/vitepress.js'), 'build'], {
    cwd: join(path, 'site'),
    env: { ...process.env, NODE_ENV: 'production', SITE_REPOSITORY: repository },
  })
  return join(path, 'site/dist')
}

async function readHtml(folder: string): Promise<Map<string, string>> {
  const names = await listFiles('**/*.html', folder)
  const entries = names.map(async (name) => [name, await readFile(join(folder, name), 'utf8')] as const)
  return new Map(await Promise.all(entries))
}

/** Paths from the folder, with slashes, by name. */
export async function listFiles(pattern: string, folder: string): Promise<string[]> {
  const names = await Array.fromAsync(glob(pattern, { cwd: folder }))
  return names.map((name) => name.replaceAll('\\', '/')).sort()
}

/** Where a page's links lead, as they are written. */
export function linksOf(html: string): string[] {
  return [...html.matchAll(/<a\b[^>]*\shref="([^"]+)"/g)].map(([, link = '']) =>
    link.replaceAll('&amp;', '&'),
  )
}

/** The links within the site that lead to no page, or to no heading of it. */
export function deadLinks(pages: Map<string, string>, name: string): string[] {
  const inside = linksOf(pages.get(name) ?? '').filter((link) => /^[/#]/.test(link))
  return inside.filter((link) => {
    const { pathname, hash } = new URL(link, `http://site/${name}`)
    const target = pages.get(decodeURI(pathname).replace(/\/$/, '/index.html').slice(1))
    return (
      target === undefined || (hash !== '' && !target.includes(` id="${decodeURIComponent(hash.slice(1))}"`))
    )
  })
}

interface SearchIndex {
  search(words: string): { id: string }[]
}
interface MiniSearch {
  default: { loadJSON(json: string, options: { fields: string[]; storeFields: string[] }): SearchIndex }
}

/** The index that the site's search loads, opened by the library that it uses. */
export async function openSearchIndex(folder: string, { modules }: Guest): Promise<SearchIndex> {
  const [file = ''] = await listFiles('assets/chunks/@localSearchIndex*.js', folder)
  const library = createRequire(join(modules, 'vitepress/package.json')).resolve('minisearch')
  const { default: json } = (await import(pathToFileURL(join(folder, file)).href)) as { default: string }
  const { default: miniSearch } = (await import(pathToFileURL(library).href)) as MiniSearch
  return miniSearch.loadJSON(json, { fields: ['title', 'titles', 'text'], storeFields: ['title', 'titles'] })
}
