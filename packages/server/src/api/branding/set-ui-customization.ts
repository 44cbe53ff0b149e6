import * as uiCustomizations from '../../core/ui-customizations.ts'
import type { Operation } from '../operation.ts'
import { ALL_CLIENTS, toUiCustomizationType } from './to-ui-customization-type.ts'

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_SetUICustomization.html */
export const setUICustomization: Operation<'SetUICustomization'> = async (services, input) => {
  const appClientId = input.ClientId === ALL_CLIENTS ? undefined : input.ClientId
  const key = { userPoolId: input.UserPoolId, appClientId }
  const look = { css: input.CSS, image: input.ImageFile }
  const customization = await uiCustomizations.set(services, key, look)
  return { UICustomization: toUiCustomizationType(services, customization) }
}
