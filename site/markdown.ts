import { readFileSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'
import type { MarkdownRenderer } from 'vitepress'
import { homeSource, resolveLink, resolvePicture, type Target } from './pages.ts'
import { readHead, readStart } from './readme.ts'

type State = Parameters<Parameters<MarkdownRenderer['core']['ruler']['push']>[1]>[0]
type Token = State['tokens'][number]

/** Which file of the repository a text comes from, and which one shows it: the home page shows a piece of the README. */
interface Place {
  source: string
  shownBy: string
}

/** Shows the repository's Markdown as it is written for GitHub: links, pictures, and the README in two pieces. */
export function readAsOnGitHub(markdown: MarkdownRenderer, root: string, repository: string): void {
  const target: Target = { repository, isFolder: (path) => isFolder(join(root, path)) }
  markdown.core.ruler.before('normalize', 'poolhouse-readme', (state) => {
    const { shownBy } = placeOf(state, root)
    if (shownBy === 'README.md') state.src = readStart(state.src)
    if (shownBy === homeSource) state.src = readHead(readFileSync(join(root, 'README.md'), 'utf8')).body
  })
  markdown.core.ruler.push('poolhouse-links', (state) => {
    const place = placeOf(state, root)
    for (const token of withChildren(state.tokens)) rewrite(token, place, target)
  })
}

/** VitePress gives rewritten paths for pages, and those of the files for the search. */
function placeOf({ env }: State, root: string): Place {
  const shownBy = relative(root, env.realPath ?? env.path).replaceAll('\\', '/')
  return { shownBy, source: shownBy === homeSource ? 'README.md' : shownBy }
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false
}

function withChildren(tokens: Token[]): Token[] {
  return tokens.flatMap((token) => [token, ...(token.children ?? [])])
}

function rewrite(token: Token, { source, shownBy }: Place, target: Target): void {
  if (token.type === 'link_open')
    token.attrSet('href', resolveLink(token.attrGet('href') ?? '', source, target))
  if (token.type === 'image')
    token.attrSet('src', resolvePicture(token.attrGet('src') ?? '', source, shownBy))
  if (token.type === 'html_block' || token.type === 'html_inline')
    token.content = showPictures(token.content, source, shownBy)
}

/** A picture for dark systems follows the site's own switch instead. */
function showPictures(html: string, source: string, shownBy: string): string {
  return html
    .replaceAll(
      /<picture>\s*<source media="\(prefers-color-scheme: dark\)" srcset="([^"]+)">\s*<img src="([^"]+)"([^>]*)>\s*<\/picture>/g,
      '<img class="on-light" src="$2"$3><img class="on-dark" src="$1"$3>',
    )
    .replaceAll(
      /(<img\b[^>]*\ssrc=")([^"]+)"/g,
      (_, before: string, path: string) => `${before}${resolvePicture(path, source, shownBy)}"`,
    )
}
