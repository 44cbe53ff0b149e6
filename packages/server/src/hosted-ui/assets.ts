import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { brotliCompressSync, gzipSync } from 'node:zlib'

const contentTypes = {
  'pages.css': 'text/css; charset=utf-8',
  'passkeys.js': 'text/javascript; charset=utf-8',
} as const

export type AssetName = keyof typeof contentTypes

interface Asset {
  path: string
  contentType: string
  body: Uint8Array<ArrayBuffer>
  brotli: Uint8Array<ArrayBuffer>
  gzip: Uint8Array<ArrayBuffer>
}

const assets: Record<AssetName, Asset> = {
  'pages.css': read('pages.css'),
  'passkeys.js': read('passkeys.js'),
}
const byPath = new Map(Object.values(assets).map((asset) => [asset.path, asset]))

/** The address of a file of the pages. It names the content, so that it may be kept for good. */
export function assetUrl(name: AssetName): string {
  return assets[name].path
}

/** The file at an address of `assetUrl`, if there is one. */
export function asset(path: string): { body: Uint8Array<ArrayBuffer>; contentType: string } | undefined {
  return byPath.get(path)
}

/** The answer to a request of a file at an address of `assetUrl`, compressed where the browser says that it can read it. */
export function assetResponse(path: string, acceptEncoding = ''): Response | undefined {
  const found = byPath.get(path)
  if (!found) return undefined
  const coding = chooseCoding(acceptEncoding)
  return new Response(coding ? found[coding] : found.body, {
    headers: {
      'content-type': found.contentType,
      'cache-control': 'public, max-age=31536000, immutable',
      'x-content-type-options': 'nosniff',
      'cross-origin-resource-policy': 'same-origin',
      vary: 'accept-encoding',
      ...(coding && { 'content-encoding': coding === 'brotli' ? 'br' : 'gzip' }),
    },
  })
}

/** RFC 9110 section 12.5.3, without weights but for 0, which refuses. */
function chooseCoding(acceptEncoding: string): 'brotli' | 'gzip' | undefined {
  const accepted = acceptEncoding
    .toLowerCase()
    .split(',')
    .map((part) => part.replaceAll(/\s/g, ''))
    .filter((part) => !/;q=0(?:\.0*)?$/.test(part))
    .map((part) => part.split(';')[0])
  if (accepted.includes('br')) return 'brotli'
  return accepted.includes('gzip') ? 'gzip' : undefined
}

function read(name: AssetName): Asset {
  const body = Uint8Array.from(readFileSync(new URL(`./assets/${name}`, import.meta.url)))
  const hash = createHash('sha256').update(body).digest('base64url').slice(0, 16)
  return {
    path: `/assets/${name.replace('.', `.${hash}.`)}`,
    contentType: contentTypes[name],
    body,
    brotli: Uint8Array.from(brotliCompressSync(body)),
    gzip: Uint8Array.from(gzipSync(body, { level: 9 })),
  }
}
