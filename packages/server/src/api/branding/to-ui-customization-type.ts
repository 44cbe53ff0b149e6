import type { UICustomizationType } from '@poolhouse/api-model'
import { sha256 } from '../../crypto/random.ts'
import type { Services } from '../../services.ts'
import type { UiCustomization } from '../../storage/ui-customizations.ts'

/** How the API calls the look of all app clients. */
export const ALL_CLIENTS = 'ALL'

/** The look as the API shows it; nothing set is `{}`, by which Terraform knows that it is gone. */
export function toUiCustomizationType(
  services: Services,
  customization: UiCustomization | undefined,
): UICustomizationType {
  if (!customization) return {}
  const { userPoolId, css, image, version } = customization
  const clientId = customization.appClientId ?? ALL_CLIENTS
  const address = `${services.publicUrl}/${userPoolId}/${clientId}`
  return {
    UserPoolId: userPoolId,
    ClientId: clientId,
    ImageUrl: image && `${address}/${sha256(image.toString('base64'))}/assets/images/image`,
    CSS: css,
    CSSVersion: version,
    LastModifiedDate: new Date(customization.updatedAt),
    CreationDate: new Date(customization.createdAt),
  }
}
