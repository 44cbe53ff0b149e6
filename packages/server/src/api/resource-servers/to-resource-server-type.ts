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

export function readScopes(scopes: ResourceServerScopeType[] = []): ResourceServerScope[] {
  return scopes.map(({ ScopeName, ScopeDescription }) => ({
    scopeName: ScopeName,
    scopeDescription: ScopeDescription,
  }))
}
