import { UserNotFoundException } from '../errors.ts'
import { type Services, transaction } from '../services.ts'
import * as attempts from '../storage/attempts.ts'
import * as messages from '../storage/messages.ts'
import type { User } from '../storage/users.ts'
import * as userChanges from './user-changes.ts'

/**
 * Removes the user with everything that is theirs: names, memberships, codes, tokens and history by the database's own
 * rules, counted tries and messages that were sent here. What is still to be sent may be for somebody else with the same
 * address; it goes with the age of the outbox. Throws UserNotFoundException.
 */
export async function removeUser(services: Services, user: User): Promise<void> {
  await transaction(services, async (services) => {
    if (!(await userChanges.remove(services, user))) throw new UserNotFoundException()
    await attempts.removeOf(services.db, user.id)
    const { email, phone_number } = user.attributes
    for (const address of [email, phone_number])
      if (address) await messages.removeSent(services.db, user.userPoolId, address)
  })
}
