import type { AssetType, ManagedLoginBrandingType } from '@poolhouse/api-model'
import type { AskedAsset } from '../../core/login-branding-assets.ts'
import { mergedSettings } from '../../core/login-brandings.ts'
import type { BrandingAsset, LoginBranding } from '../../storage/login-brandings.ts'

/** The style as the API shows it: what was given, or, merged, the whole settings document. */
export function toManagedLoginBrandingType(
  branding: LoginBranding,
  isMerged = false,
): ManagedLoginBrandingType {
  return {
    ManagedLoginBrandingId: branding.id,
    UserPoolId: branding.userPoolId,
    UseCognitoProvidedValues: branding.settings === undefined,
    Settings: isMerged ? mergedSettings(branding) : branding.settings,
    Assets: branding.assets.map(toAssetType),
    CreationDate: new Date(branding.createdAt),
    LastModifiedDate: new Date(branding.updatedAt),
  } as ManagedLoginBrandingType
}

function toAssetType({ category, colorMode, extension, resourceId, bytes }: BrandingAsset): AssetType {
  const asset = { Category: category, ColorMode: colorMode, Extension: extension }
  return { ...asset, Bytes: bytes, ResourceId: resourceId } as AssetType
}

/** The assets that a caller gives; undefined where the input has none, which is not an empty list. */
export function readAssets(assets: AssetType[] | undefined): AskedAsset[] | undefined {
  return assets?.map((asset) => ({
    category: asset.Category,
    colorMode: asset.ColorMode,
    extension: asset.Extension,
    resourceId: asset.ResourceId,
    bytes: asset.Bytes,
  }))
}
