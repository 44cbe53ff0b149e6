import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Guest, installGuest } from '../support/guest.ts'
import { type BuiltSite, buildSite, deadLinks, linksOf, listFiles, openSearchIndex } from './built-site.ts'
import { root } from './markdown.ts'

const repository = 'https://repository.example/poolhouse'
const guest = await installGuest('site')
if (!guest) console.warn('Left out, because npm reaches no registry: the documentation site')

describe.runIf(guest)('the documentation site', () => {
  let site: BuiltSite
  const page = (name: string) => site.pages.get(name) ?? ''

  beforeAll(async () => {
    site = await buildSite(guest as Guest, repository)
  })
  afterAll(() => site?.remove())

  it('has each page of docs/ in its navigation', async () => {
    const sources = await listFiles('docs/**/*.md', root)
    const names = sources.map((source) =>
      source
        .replace(/^docs\/README/, 'all-pages')
        .replace('docs/', '')
        .replace(/md$/, 'html'),
    )
    expect([...site.pages.keys()]).toEqual(expect.arrayContaining(names))
    const [sidebar = ''] = /<nav\b[^>]*id="VPSidebarNav".*?<\/nav>/s.exec(page('start.html')) ?? []
    const navigation = linksOf(sidebar)
    expect(names.filter((name) => !navigation.includes(`/${name}`))).toEqual([])
  })

  it('begins with the first lines of the README', async () => {
    const readme = await readFile(join(root, 'README.md'), 'utf8')
    const [, title = '?', sentence = '?'] = /^# (.+)\n\n([^.]+\.)/.exec(readme) ?? []
    expect(page('index.html')).toContain(title)
    expect(page('index.html')).toContain(sentence)
    expect(page('index.html')).toMatch(/<img src="\/assets\/first-sign-in\.[^"]+\.svg"/)
  })

  it('has links to pages and headings that are there', () => {
    const dead = [...site.pages.keys()].map((name) => [name, deadLinks(site.pages, name)])
    expect(dead.filter(([, links]) => links?.length)).toEqual([])
  })

  it('leads to the repository from what is no page', () => {
    const outside = linksOf(page('operations.html')).filter((link) => link.includes('packages/'))
    expect(outside.length).toBeGreaterThan(100)
    expect(outside.filter((link) => !link.startsWith(`${repository}/blob/main/packages/`))).toEqual([])
    expect(linksOf(page('guides/node-service.html'))).toContain(
      `${repository}/tree/main/examples/node-service`,
    )
  })

  it('has every picture that it shows', async () => {
    const assets = await listFiles('assets/*', site.folder)
    const html = [...site.pages.values()].join('\n')
    const shown = [...html.matchAll(/<img\b[^>]*\ssrc="\/([^"]+)"/g)].map(([, path = '']) => path)
    expect(shown.length).toBeGreaterThan(5)
    expect(shown.filter((path) => !assets.includes(path))).toEqual([])
  })

  it('finds a page by a word on it', async () => {
    const index = await openSearchIndex(site.folder, guest as Guest)
    const found = index.search('PreTokenGeneration').map(({ id }) => id)
    expect(found).toContainEqual(expect.stringMatching(/^\/triggers\.html/))
    expect(index.search('poolhousedemoclient0000000').map(({ id }) => id)).toContain('/start.html#start')
  })

  it('names no folder of the machine that built it', () => {
    const folders = [root.replace(/[/\\]$/, ''), site.folder]
    const html = [...site.pages.values()].join('\n')
    expect(folders.filter((folder) => html.includes(folder))).toEqual([])
  })
})
