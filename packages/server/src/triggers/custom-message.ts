import { InvalidLambdaResponseException } from '../errors.ts'
import type { Services } from '../services.ts'
import type { UserPool } from '../storage/user-pools.ts'
import { aboutUser, type EventSubject, invokeTrigger } from './invoke.ts'

/** What a message is for: the part of `triggerSource` after `CustomMessage_`. */
export type MessageOccasion =
  | 'SignUp'
  | 'ResendCode'
  | 'ForgotPassword'
  | 'UpdateUserAttribute'
  | 'VerifyUserAttribute'
  | 'AdminCreateUser'
  | 'Authentication'

/** The function's own words, with the placeholder of the code in them. */
export interface MessageTexts {
  smsMessage?: string
  emailMessage?: string
  emailSubject?: string
}

const CODE = '{####}'
const USERNAME = '{username}'
/** https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-custom-message.html */
const limits = { smsMessage: 140, emailMessage: 20_000, emailSubject: 140 }

/**
 * Lets the pool's function word a message; what it leaves out keeps the pool's words. Throws as `invokeTrigger`, and
 * InvalidLambdaResponseException for a message without its code, one that is too long, and an e-mail where the pool
 * sends by Cognito's own account.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-custom-message.html
 */
export async function customMessage(
  services: Services,
  subject: EventSubject,
  occasion: MessageOccasion,
): Promise<MessageTexts> {
  const isInvitation = occasion === 'AdminCreateUser'
  const response = await invokeTrigger(services, {
    trigger: 'CustomMessage',
    occasion,
    subject,
    request: {
      ...aboutUser(subject),
      codeParameter: CODE,
      linkParameter: '{##Click Here##}',
      usernameParameter: isInvitation ? USERNAME : null,
    },
    response: { smsMessage: null, emailMessage: null, emailSubject: null },
  })
  const texts = {
    ...textOf(response, 'smsMessage'),
    ...textOf(response, 'emailMessage'),
    ...textOf(response, 'emailSubject'),
  }
  requirePlaceholders(texts, isInvitation)
  requireOwnAccount(subject.pool, texts)
  return texts
}

function textOf(response: Record<string, unknown> | undefined, name: keyof MessageTexts): MessageTexts {
  const value = response?.[name]
  if (value === null || value === undefined) return {}
  if (typeof value !== 'string' || value.length > limits[name]) throw new InvalidLambdaResponseException()
  return { [name]: value }
}

function requirePlaceholders({ smsMessage, emailMessage }: MessageTexts, isInvitation: boolean): void {
  for (const text of [smsMessage, emailMessage]) {
    if (text === undefined) continue
    const hasCode = text.includes(CODE) || /\{##.+##\}/s.test(text)
    if (!hasCode || (isInvitation && !text.includes(USERNAME))) throw new InvalidLambdaResponseException()
  }
}

function requireOwnAccount({ settings }: UserPool, { emailMessage, emailSubject }: MessageTexts): void {
  const isOwn = settings.emailConfiguration.emailSendingAccount === 'DEVELOPER'
  if (!isOwn && (emailMessage !== undefined || emailSubject !== undefined))
    throw new InvalidLambdaResponseException()
}
