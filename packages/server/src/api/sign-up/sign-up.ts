import { type CodeDeliveryDetailsType, toWire } from '@poolhouse/api-model'
import { record } from '../../core/auth-events.ts'
import { requireClientWithSecretHash } from '../../core/client-authentication.ts'
import * as signUps from '../../core/sign-up.ts'
import type { Operation } from '../operation.ts'
import { originOf } from '../request-origin.ts'
import { givenAttributes, toRecord } from '../users/given-attributes.ts'

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_SignUp.html */
export const signUp: Operation<'SignUp'> = async (services, input, request) => {
  const { ClientId: clientId, Username: username, SecretHash: secretHash } = input
  const found = await requireClientWithSecretHash(services, { clientId, username, secretHash })
  const { user, delivery, session } = await signUps.register(services, found, {
    name: username,
    password: input.Password,
    attributes: givenAttributes(input.UserAttributes),
    validationData: input.ValidationData && toRecord(input.ValidationData),
    clientMetadata: input.ClientMetadata,
  })
  const origin = originOf(found.client, input.UserContextData, request)
  const facts = { ...found, type: 'SignUp', origin } as const
  record(services, facts, { id: user.id }, { response: 'Pass', challengeResponses: [] })
  return {
    UserConfirmed: user.status === 'CONFIRMED',
    UserSub: user.id,
    Session: session,
    ...(delivery && {
      CodeDeliveryDetails: toWire<CodeDeliveryDetailsType>('CodeDeliveryDetailsType', delivery),
    }),
  }
}
