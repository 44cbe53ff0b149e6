import { ApiError } from '../../errors.ts'
import type { Services } from '../../services.ts'
import type { Message } from '../../storage/messages.ts'
import * as userPools from '../../storage/user-pools.ts'
import { customSender } from '../../triggers/custom-sender.ts'
import { isConfigured } from '../../triggers/targets.ts'
import { openContent } from '../content.ts'
import { SendError } from './smtp.ts'

/** Lets the pool's function send the message. Throws SendError; one for good where the pool has no such function any more. */
export async function sendByFunction(services: Services, message: Message): Promise<void> {
  const { sender, code } = openContent(services, message)
  const pool = await userPools.find(services.db, message.userPoolId)
  if (!pool || !sender || !isConfigured(services, pool, sender.trigger))
    throw new SendError('the pool has no function that sends', true)
  const wasRun = await customSender(services, pool, { event: sender, code }).catch((error: unknown) => {
    if (!(error instanceof ApiError)) throw error
    // The function's own words might hold what it was given.
    throw new SendError(`the function failed: ${error.name}`, false, { cause: error })
  })
  if (!wasRun) throw new SendError('the function cannot be run', true)
}
