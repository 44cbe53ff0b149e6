import type { ResourceServerScopeType, ResourceServerType } from '@poolhouse/api-model'
import type { ResourceServer, ResourceServerScope } from '../../storage/resource-servers.ts'

export function toResourceServerType(server: ResourceServer): ResourceServerType {
  return {
    UserPoolId: server.userPoolId,
    Identifier: server.identifier,
    Name: server.name,
    Scopes: server.scopes.map(({ scopeName, scopeDescription }) => ({
      ScopeName: scopeName,
      ScopeDescription: scopeDescription,
    })),
  }
}

/** The scopes that a caller gives; none where the input has no list. */
export function readScopes(scopes: ResourceServerScopeType[] = []): ResourceServerScope[] {
  return scopes.map(({ ScopeName, ScopeDescription }) => ({
    scopeName: ScopeName,
    scopeDescription: ScopeDescription,
  }))
}
