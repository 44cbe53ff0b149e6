const firstSection = '## Start\n'

/** The README's head for the home page: its name, its first sentence, the rest of that paragraph, and what follows. */
export interface Head {
  name: string
  text: string
  tagline: string
  /** Markdown, up to the first section. */
  body: string
}

/** Throws where the README does not begin with a title and a paragraph before its section `Start`. */
export function readHead(readme: string): Head {
  const [head = ''] = splitReadme(readme)
  const parts = /^# (?<name>[^\n]+)\n+(?<text>[^.]+\.) (?<tagline>.+?)\n\n(?<body>.+)$/s.exec(head)?.groups
  if (!parts) throw new Error('README.md does not begin with a title, a paragraph and more')
  const { name = '', text = '', tagline = '', body = '' } = parts
  return { name, text, tagline: tagline.replaceAll('\n', ' '), body }
}

/** The README without its head, as a page with a title of its own. */
export function readStart(readme: string): string {
  const [, rest] = splitReadme(readme)
  return `# Start and sign in\n\n${firstSection}${rest}`
}

function splitReadme(readme: string): [head: string, rest: string] {
  const at = readme.indexOf(`\n${firstSection}`)
  if (at < 0) throw new Error('README.md has no section "Start"')
  return [readme.slice(0, at), readme.slice(at + 1 + firstSection.length)]
}
