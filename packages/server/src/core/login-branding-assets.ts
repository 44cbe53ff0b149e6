import { InvalidParameterException } from '../errors.ts'
import type { BrandingAsset } from '../storage/login-brandings.ts'
import { imageType } from './images.ts'
import { isActiveSvg, refersElsewhere } from './svg.ts'

/** An image as a caller gives it. */
export interface AskedAsset {
  category: string
  colorMode: string
  extension: string
  resourceId?: string | undefined
  bytes?: Uint8Array | undefined
}

/** Categories that are of one kind of image; that icons are for one category only was observed on Cognito, 2026. */
const extensionOf = new Map([
  ['FAVICON_ICO', 'ICO'],
  ['FAVICON_SVG', 'SVG'],
])

/**
 * The images that were given: at most one for a category and colour mode, each of the kind that it says, and without
 * anything that a browser would run or load. The texts are ours. Throws InvalidParameterException.
 */
export function checkAssets(asked: readonly AskedAsset[]): BrandingAsset[] {
  const places = asked.map(({ category, colorMode }) => `${category} ${colorMode}`)
  const repeated = places.find((place, index) => places.indexOf(place) < index)
  if (repeated !== undefined) throw new InvalidParameterException(`Duplicate asset: ${repeated}`)
  return asked.map(checkAsset)
}

function checkAsset({ category, colorMode, extension, resourceId, bytes }: AskedAsset): BrandingAsset {
  requireExtension(category, extension)
  if (!bytes?.byteLength) throw new InvalidParameterException(`The asset ${category} has no Bytes.`)
  if (imageType(bytes) !== extension)
    throw new InvalidParameterException(`The asset ${category} is not an image of type ${extension}.`)
  if (extension === 'SVG' && isActiveSvg(bytes))
    throw new InvalidParameterException(
      `The asset ${category} can not contain scripts, foreign content or entities.`,
    )
  if (extension === 'SVG' && refersElsewhere(bytes))
    throw new InvalidParameterException(`The asset ${category} can not refer to other files.`)
  const image = { category, colorMode, extension, bytes: Buffer.from(bytes) }
  return { ...image, ...(resourceId !== undefined && { resourceId }) }
}

function requireExtension(category: string, extension: string): void {
  const only = extensionOf.get(category)
  if (only === undefined ? extension === 'ICO' : extension !== only)
    throw new InvalidParameterException(`The asset ${category} can not have the extension ${extension}.`)
}
