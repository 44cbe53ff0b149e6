import type { ManagedResource } from './terraform.ts'

type Attributes = Record<string, unknown>

/** What each resource is imported by, as its page at the provider's registry says. */
const importIds: Record<string, (attributes: Attributes) => string> = {
  aws_cognito_identity_provider: ({ user_pool_id, provider_name }) => `${user_pool_id}:${provider_name}`,
  aws_cognito_managed_user_pool_client: ({ user_pool_id, id }) => `${user_pool_id}/${id}`,
  aws_cognito_resource_server: ({ user_pool_id, identifier }) => `${user_pool_id}|${identifier}`,
  aws_cognito_risk_configuration: ({ user_pool_id, client_id }) =>
    client_id ? `${user_pool_id}:${client_id}` : `${user_pool_id}`,
  aws_cognito_user: ({ user_pool_id, username }) => `${user_pool_id}/${username}`,
  aws_cognito_user_group: ({ user_pool_id, name }) => `${user_pool_id}/${name}`,
  aws_cognito_user_pool: ({ id }) => `${id}`,
  aws_cognito_user_pool_client: ({ user_pool_id, id }) => `${user_pool_id}/${id}`,
  aws_cognito_user_pool_domain: ({ domain }) => `${domain}`,
  aws_cognito_user_pool_ui_customization: ({ user_pool_id, client_id }) => `${user_pool_id},${client_id}`,
}

/** A configuration that imports what can be imported: all but the membership in a group. */
export function importBlocks(resources: ManagedResource[]): string {
  return resources
    .flatMap(({ address, type, attributes }) => {
      const id = importIds[type]?.(attributes)
      return id === undefined ? [] : [`import {\n  to = ${address}\n  id = "${id}"\n}\n`]
    })
    .join('\n')
}
