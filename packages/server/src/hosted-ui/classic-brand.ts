import { nameForVisitors } from '../core/app-clients.ts'
import { sha256 } from '../crypto/random.ts'
import type { Services } from '../services.ts'
import type { AppClient } from '../storage/app-clients.ts'
import type { UiCustomization } from '../storage/ui-customizations.ts'
import * as uiCustomizations from '../storage/ui-customizations.ts'
import { toPageCss } from './classic-css.ts'
import { type Brand, defaultBrand } from './view.ts'

/** The classic pages' button has no border of another colour than its own. */
const borderless = '.submitButton-customizable.submitButton-customizable{border-color:transparent}\n'

/**
 * The look that SetUICustomization gave the app client, else that of all app clients. Pages with a look are light: style
 * sheet and logo were made for the classic pages, which know no dark.
 */
export async function findClassicBrand(services: Services, client: AppClient): Promise<Brand> {
  const own = await uiCustomizations.find(services.db, client.userPoolId, client.id)
  const customization = own ?? (await uiCustomizations.find(services.db, client.userPoolId))
  if (!customization) return defaultBrand
  const { css, image } = customization
  return {
    ...defaultBrand,
    isClassic: true,
    colorScheme: 'light',
    css: css === undefined ? '' : borderless + toPageCss(css),
    ...(image && { logo: { url: imageAddress(customization, image), alt: nameForVisitors(client) ?? '' } }),
  }
}

/** Where `customizationImage` answers, on whatever host the page is. */
function imageAddress({ userPoolId, appClientId }: UiCustomization, image: Buffer): string {
  return `/${userPoolId}/${appClientId ?? 'ALL'}/${sha256(image.toString('base64'))}/assets/images/image`
}
