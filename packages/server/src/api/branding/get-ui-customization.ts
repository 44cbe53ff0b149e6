import * as uiCustomizations from '../../core/ui-customizations.ts'
import type { Operation } from '../operation.ts'
import { ALL_CLIENTS, toUiCustomizationType } from './to-ui-customization-type.ts'

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetUICustomization.html */
export const getUICustomization: Operation<'GetUICustomization'> = async (services, input) => {
  const appClientId = input.ClientId === ALL_CLIENTS ? undefined : input.ClientId
  const customization = await uiCustomizations.get(services, { userPoolId: input.UserPoolId, appClientId })
  return { UICustomization: toUiCustomizationType(services, customization) }
}
