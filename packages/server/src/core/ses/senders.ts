import { InvalidParameterException } from '../../errors.ts'
import type { Services } from '../../services.ts'
import * as identities from '../../storage/ses-identities.ts'
import type { UserPoolSettings } from '../../storage/user-pools.ts'
import { readIdentityArn } from './identities.ts'

/**
 * Refuses a pool that is to send by an identity of SES which nobody verified, as Cognito does: by exactly this ARN, even
 * where its domain is verified (observed: aws/aws-cdk#18964, aws-amplify/amplify-backend#3134). Deviation: a pool may name
 * any identity of SES while the account has none in that region, so that nobody has to make one first. Throws
 * InvalidParameterException.
 */
export async function requireVerifiedSender(
  services: Services,
  { emailSendingAccount, sourceArn }: UserPoolSettings['emailConfiguration'],
): Promise<void> {
  const key = emailSendingAccount === 'DEVELOPER' && sourceArn ? readIdentityArn(sourceArn) : undefined
  if (key?.accountId !== services.config.accountId) return
  if (await identities.find(services.db, key)) return
  if (!(await identities.hasAny(services.db, key))) return
  throw new InvalidParameterException(
    `Cognito received the following error from Amazon SES when attempting to send email: Email address is not verified. The following identities failed the check in region ${key.region.toUpperCase()}: ${sourceArn}`,
  )
}
