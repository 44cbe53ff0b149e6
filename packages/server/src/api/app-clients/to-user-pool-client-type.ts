import { type Camel, toWire, type UserPoolClientType } from '@poolhouse/api-model'
import { clientSecrets } from '../../core/client-secrets.ts'
import type { Services } from '../../services.ts'
import type { AppClient } from '../../storage/app-clients.ts'

/** The client as the API shows it, with its oldest secret where it has one. */
export async function toUserPoolClientType(
  services: Services,
  client: AppClient,
): Promise<UserPoolClientType> {
  const [clientSecret] = await clientSecrets(services, client)
  const shown = {
    tokenValidityUnits: {}, // Observed on Cognito: there also where no unit was set.
    ...client.settings,
    userPoolId: client.userPoolId,
    clientName: client.name,
    clientId: client.id,
    clientSecret,
    creationDate: new Date(client.createdAt),
    lastModifiedDate: new Date(client.updatedAt),
  }
  return toWire<UserPoolClientType>('UserPoolClientType', shown as Camel<UserPoolClientType>)
}
