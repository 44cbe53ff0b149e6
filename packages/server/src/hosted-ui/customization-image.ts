import { imageType } from '../core/images.ts'
import { sha256 } from '../crypto/random.ts'
import type { Services } from '../services.ts'
import * as uiCustomizations from '../storage/ui-customizations.ts'

export interface ImageAddress {
  userPoolId: string
  /** The app client's id, or `ALL`. */
  scope: string
  /** The hash of the image, so that another image has another address and each may be kept for good. */
  hash: string
}

/** The logo of the classic pages, at the address that SetUICustomization answers. Anyone may see it. */
export async function customizationImage(services: Services, address: ImageAddress): Promise<Response> {
  const found = await findCustomization(services, address)
  if (!found?.image || sha256(found.image.toString('base64')) !== address.hash)
    return Response.json({ message: 'Not found' }, { status: 404 })
  return new Response(new Uint8Array(found.image), {
    headers: {
      'content-type': imageType(found.image) === 'PNG' ? 'image/png' : 'image/jpeg',
      'cache-control': 'public, max-age=31536000, immutable',
      'content-security-policy': "default-src 'none'",
      'x-content-type-options': 'nosniff',
    },
  })
}

const wellFormed = /^[\w+-]+$/

/** Not every text that an address can hold can be looked up. */
async function findCustomization(services: Services, { userPoolId, scope }: ImageAddress) {
  if (!wellFormed.test(userPoolId) || !wellFormed.test(scope)) return undefined
  return uiCustomizations.find(services.db, userPoolId, scope === 'ALL' ? undefined : scope)
}
