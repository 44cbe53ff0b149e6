import { InvalidParameterException } from '../errors.ts'
import type { Services } from '../services.ts'
import * as domains from '../storage/domains.ts'
import type { UiCustomization } from '../storage/ui-customizations.ts'
import * as uiCustomizations from '../storage/ui-customizations.ts'
import { requireAppClient } from './app-clients.ts'
import { readClassicCss } from './classic-css.ts'
import { imageType } from './images.ts'
import { requireUserPool } from './user-pools.ts'

export interface CustomizationKey {
  userPoolId: string
  /** Absent for all app clients. */
  appClientId?: string | undefined
}

/**
 * Sets how the classic pages look: style sheet and logo at once, since neither is kept without the other being given.
 * Nothing given takes the look away, and answers undefined. Throws ResourceNotFoundException, InvalidParameterException
 * (observed: amazon-connect/voicemail-for-amazon-connect#5).
 */
export async function set(
  services: Services,
  key: CustomizationKey,
  look: { css?: string | undefined; image?: Uint8Array | undefined },
): Promise<UiCustomization | undefined> {
  await requireOwner(services, key)
  if (!(await hasDomain(services, key.userPoolId)))
    throw new InvalidParameterException('A domain must be associated with this user pool.')
  if (look.css) readClassicCss(look.css)
  const image = look.image?.byteLength ? Buffer.from(look.image) : undefined
  if (image) requireLogo(image)
  const { userPoolId, appClientId } = key
  if (!look.css && !image) {
    await uiCustomizations.remove(services.db, userPoolId, appClientId)
    return undefined
  }
  const now = services.clock.now()
  return uiCustomizations.save(services.db, {
    userPoolId,
    ...(appClientId !== undefined && { appClientId }),
    ...(look.css && { css: look.css }),
    ...(image && { image }),
    version: new Date(now).toISOString().slice(0, 19).replace(/\D/g, ''),
    createdAt: now,
    updatedAt: now,
  })
}

/**
 * How the classic pages look for the app client: by its own setting, else by that for all. Throws
 * ResourceNotFoundException, InvalidParameterException (observed in the tests of hashicorp/terraform-provider-aws).
 */
export async function get(services: Services, key: CustomizationKey): Promise<UiCustomization | undefined> {
  await requireOwner(services, key)
  if (!(await hasDomain(services, key.userPoolId)))
    throw new InvalidParameterException('There has to be an existing domain associated with this user pool')
  const own = await uiCustomizations.find(services.db, key.userPoolId, key.appClientId)
  return own ?? uiCustomizations.find(services.db, key.userPoolId)
}

async function requireOwner(
  services: Services,
  { userPoolId, appClientId }: CustomizationKey,
): Promise<void> {
  if (appClientId === undefined) await requireUserPool(services, userPoolId)
  else await requireAppClient(services, { userPoolId, clientId: appClientId })
}

async function hasDomain(services: Services, userPoolId: string): Promise<boolean> {
  return (await domains.listOfPool(services.db, userPoolId)).length > 0
}

/** The kinds of the developer guide; the text is ours. */
function requireLogo(image: Uint8Array): void {
  const type = imageType(image)
  if (type !== 'PNG' && type !== 'JPEG')
    throw new InvalidParameterException('The image file must be a PNG or JPEG image.')
}
