import { sha256 } from '../crypto/random.ts'
import type { Services } from '../services.ts'
import type { BrandingAsset, LoginBranding } from '../storage/login-brandings.ts'
import * as loginBrandings from '../storage/login-brandings.ts'

/** The addresses of an image of a style, by the colours of the page that it is made for. */
export interface ModeImages {
  light?: string
  dark?: string
}

export interface AssetAddress {
  styleId: string
  /** The hash of the image, so that another image has another address and each may be kept for good. */
  hash: string
}

const contentTypes = new Map([
  ['ICO', 'image/vnd.microsoft.icon'],
  ['JPEG', 'image/jpeg'],
  ['PNG', 'image/png'],
  ['SVG', 'image/svg+xml'],
  ['WEBP', 'image/webp'],
])

const wellFormed = /^[0-9a-f-]{36}$/

/** The style's image of the category. One for both colour modes (`DYNAMIC`) stands in where a mode has none of its own. */
export function findImages(style: LoginBranding, category: string): ModeImages {
  const find = (mode: string) =>
    style.assets.find((one) => one.category === category && one.colorMode === mode)
  const both = find('DYNAMIC')
  const [light, dark] = [find('LIGHT') ?? both, find('DARK') ?? both]
  return {
    ...(light && { light: addressOf(style, light) }),
    ...(dark && { dark: addressOf(style, dark) }),
  }
}

/**
 * An image of a style of managed login. Anyone may see it; opened as a page of its own, an SVG can neither run nor load
 * anything.
 */
export async function brandingAsset(services: Services, address: AssetAddress): Promise<Response> {
  const asset = await findAsset(services, address)
  if (!asset) return Response.json({ message: 'Not found' }, { status: 404 })
  return new Response(new Uint8Array(asset.bytes), {
    headers: {
      'content-type': contentTypes.get(asset.extension) ?? 'application/octet-stream',
      'cache-control': 'public, max-age=31536000, immutable',
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox",
      'x-content-type-options': 'nosniff',
    },
  })
}

/** Not every text that an address can hold can be looked up. */
async function findAsset(services: Services, address: AssetAddress): Promise<BrandingAsset | undefined> {
  if (!wellFormed.test(address.styleId)) return undefined
  const style = await loginBrandings.findById(services.db, address.styleId)
  return style?.assets.find((asset) => hashOf(asset) === address.hash)
}

function addressOf(style: LoginBranding, asset: BrandingAsset): string {
  return `/branding/${style.id}/${hashOf(asset)}`
}

/** Of kind and image: the same bytes as another kind have another address, as they are sent as something else. */
function hashOf({ extension, bytes }: BrandingAsset): string {
  return sha256(`${extension} ${bytes.toString('base64')}`)
}
