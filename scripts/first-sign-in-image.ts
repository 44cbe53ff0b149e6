/**
 * Draws docs/images/first-sign-in.svg from what the server and the AWS CLI really print. Needs the AWS CLI.
 * A test compares the picture's first half with the server's start-up text.
 */
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

type Line = { text: string; kind: 'command' | 'output' }

const root = fileURLToPath(new URL('..', import.meta.url))
const picture = join(root, 'docs/images/first-sign-in.svg')
const PAGE_URL = 'http://localhost:4100'
/** Columns; what is longer ends in `…`. */
const WIDTH = 104
const FONT_SIZE = 13
/** Of a character, in pixels: the widest of the fonts named below. */
const COLUMN = FONT_SIZE * 0.61
const ROW = 19
const MARGIN = 22
const TITLE_BAR = 34

const session: [string, ...string[]] = [
  `export AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER=${PAGE_URL} AWS_DEFAULT_REGION=us-east-1 \\`,
  '    AWS_ACCESS_KEY_ID=any AWS_SECRET_ACCESS_KEY=any',
]
const signInCommand: [string, ...string[]] = [
  'aws cognito-idp initiate-auth --client-id poolhousedemoclient0000000 \\',
  '    --auth-flow USER_PASSWORD_AUTH --auth-parameters USERNAME=demo,PASSWORD=Poolhouse-1',
]

const { startUpText, answer } = await record()
const lines: Line[] = [
  ...command('npm start'),
  ...output(startUpText.trimEnd()),
  { text: '', kind: 'output' },
  ...command(...session),
  ...command(...signInCommand),
  ...output(answer.trimEnd()),
]
writeFileSync(picture, draw(lines))

/** Starts a server of its own in an empty folder and signs in. */
async function record(): Promise<{ startUpText: string; answer: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'poolhouse-image-'))
  const program = join(root, 'packages/server/bin/poolhouse.js')
  const server = spawn(process.execPath, [program, 'start', '--port=0', '--log-level=error'], { cwd: folder })
  try {
    let text = ''
    for await (const chunk of server.stdout) {
      text += String(chunk)
      if (text.includes('Ctrl-C stops the server')) break
    }
    const url = /is ready at (\S+)/.exec(text)?.[1] ?? ''
    const [head = ''] = text.replaceAll(url, PAGE_URL).split('  Sign in with the AWS CLI')
    return { startUpText: head, answer: signIn(url) }
  } finally {
    server.kill()
    await once(server, 'exit')
    rmSync(folder, { recursive: true })
  }
}

/** Runs what the picture shows, at the server's real address. */
function signIn(url: string): string {
  const script = [...session, ...signInCommand].join('\n').replaceAll(PAGE_URL, url)
  return execFileSync('bash', ['-c', script], { encoding: 'utf8' })
}

function command(first: string, ...rest: string[]): Line[] {
  return [`$ ${first}`, ...rest].map((text) => ({ text, kind: 'command' }))
}

function output(text: string): Line[] {
  return text.split('\n').map((line) => ({ text: line, kind: 'output' }))
}

function draw(drawn: Line[]): string {
  const width = Math.ceil(WIDTH * COLUMN + 2 * MARGIN)
  const height = TITLE_BAR + drawn.length * ROW + MARGIN
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="A terminal: Poolhouse starts, and the demo user signs in with the AWS CLI">
<style>
  .window { fill: #f6f8fa; stroke: #d0d7de }
  .dot { fill: #d0d7de }
  text { font: ${FONT_SIZE}px ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace; white-space: pre; fill: #424a53 }
  .command { fill: #0a3069; font-weight: 600 }
  .head { fill: #116329; font-weight: 600 }
  @media (prefers-color-scheme: dark) {
    .window { fill: #0d1117; stroke: #30363d }
    .dot { fill: #30363d }
    text { fill: #c9d1d9 }
    .command { fill: #79c0ff }
    .head { fill: #7ee787 }
  }
</style>
<rect class="window" x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" rx="10"/>
${[0, 1, 2].map((index) => `<circle class="dot" cx="${MARGIN + index * 18}" cy="19" r="5.5"/>`).join('')}
${drawn.map(drawLine).join('\n')}
</svg>
`
}

function drawLine({ text, kind }: Line, index: number): string {
  const shown = text.length > WIDTH ? `${text.slice(0, WIDTH - 1)}…` : text
  const style = kind === 'command' ? 'command' : text.includes('is ready at') ? 'head' : undefined
  const y = TITLE_BAR + (index + 1) * ROW - 4
  return `<text x="${MARGIN}" y="${y}" xml:space="preserve"${style ? ` class="${style}"` : ''}>${escapeXml(shown)}</text>`
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
}
