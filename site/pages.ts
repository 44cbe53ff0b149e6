import { posix } from 'node:path'

/** Where the README's first lines stand. */
export const homeSource = 'site/home.md'

const routes = new Map([
  [homeSource, 'index.md'],
  ['README.md', 'start.md'],
  ['ARCHITECTURE.md', 'architecture.md'],
  ['docs/README.md', 'all-pages.md'],
])

/** The page that a file of the repository becomes, such as `guides/cube.md`; undefined for one that stays outside. */
export function routeOf(source: string): string | undefined {
  return routes.get(source) ?? /^docs\/(.+\.md)$/.exec(source)?.[1]
}

/** What a link of the page reads as on the site. */
export interface Target {
  /** The repository's address, with the branch that links lead to. */
  repository: string
  isFolder(path: string): boolean
}

/**
 * Where a link in a file of the repository leads on the site: to another page, else to the file in the repository.
 * Addresses and links within the page stay as they are.
 */
export function resolveLink(link: string, source: string, { repository, isFolder }: Target): string {
  if (/^([a-z][a-z0-9+.-]*:|#|\/)/i.test(link)) return link
  const [path = '', anchor] = link.split('#')
  const target = posix.join(posix.dirname(source), decodeURIComponent(path)).replace(/\/$/, '')
  const hash = anchor === undefined ? '' : `#${anchor}`
  const route = routeOf(target)
  if (route !== undefined) return `/${route}${hash}`
  return `${repository}/${isFolder(target) ? 'tree' : 'blob'}/main/${encodeURI(target)}${hash}`
}

/** The path of a picture, which a text of `source` names, for the file that the text is shown by. */
export function resolvePicture(path: string, source: string, shownBy: string): string {
  if (/^([a-z][a-z0-9+.-]*:|\/)/i.test(path)) return path
  const target = posix.join(posix.dirname(source), path)
  const relative = posix.relative(posix.dirname(shownBy), target)
  return relative.startsWith('.') ? relative : `./${relative}`
}

/** The anchor of a heading as GitHub makes it, since links are written for GitHub. */
export function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-')
}
