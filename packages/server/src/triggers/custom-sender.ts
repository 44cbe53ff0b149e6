import { randomBytes } from 'node:crypto'
import { sealDataKey } from '../crypto/data-key-blob.ts'
import { encryptMessage } from '../crypto/encryption-sdk.ts'
import type { Services } from '../services.ts'
import type { UserPool } from '../storage/user-pools.ts'
import type { MessageOccasion } from './custom-message.ts'
import { tellTrigger } from './invoke.ts'

/** What a message is for: the part of `triggerSource` after the sender's name. */
export type SenderOccasion = MessageOccasion | 'AccountTakeOverNotification'

/** What a custom sender is told besides the code. */
export interface SenderEvent {
  trigger: 'CustomEmailSender' | 'CustomSMSSender'
  occasion: SenderOccasion
  clientId: string
  username: string
  userAttributes: Readonly<Record<string, string>>
  clientMetadata?: Readonly<Record<string, string>> | undefined
}

const requestTypes = {
  CustomEmailSender: 'customEmailSenderRequestV1',
  CustomSMSSender: 'customSMSSenderRequestV1',
}

/**
 * Hands a message to the pool's function, with the code encrypted as the AWS Encryption SDK does; what the function answers
 * counts for nothing. False where no function was run. Throws as `invokeTrigger`, after one attempt.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-custom-sender-triggers.html
 */
export function customSender(
  services: Services,
  pool: UserPool,
  { event, code }: { event: SenderEvent; code: string | undefined },
): Promise<boolean> {
  const { trigger, occasion, clientId, username, userAttributes, clientMetadata } = event
  return tellTrigger(services, {
    trigger,
    occasion,
    attempts: 1,
    subject: { pool, clientId, username, user: undefined },
    request: {
      type: requestTypes[trigger],
      code: code === undefined ? null : encryptCode(services, pool, code),
      userAttributes,
      ...(clientMetadata && { clientMetadata }),
    },
    response: {},
  })
}

/** Base64; the context is what Cognito was seen to give. */
function encryptCode(services: Services, pool: UserPool, code: string): string {
  const context = { 'userpool-id': pool.id }
  const keyArn = keyArnOf(pool)
  const plaintext = randomBytes(32)
  const encrypted = sealDataKey(services.keyring, plaintext, { keyArn, context })
  const dataKey = { plaintext, provider: 'aws-kms', providerInformation: keyArn, encrypted }
  return encryptMessage(Buffer.from(code, 'utf8'), { context, dataKey }).toString('base64')
}

/** A pool has a key wherever it names a sender; one that only the operator names gets a key of its own. */
function keyArnOf({ settings, region, accountId }: UserPool): string {
  const named = settings.lambdaConfig['kMSKeyID']
  if (typeof named === 'string') return named
  return `arn:aws:kms:${region}:${accountId}:key/00000000-0000-0000-0000-000000000000`
}
