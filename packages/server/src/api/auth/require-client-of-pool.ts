import { type ClientAndPool, requireClient } from '../../core/client-authentication.ts'
import { requireUserPool } from '../../core/user-pools.ts'
import { ResourceNotFoundException } from '../../errors.ts'
import type { Services } from '../../services.ts'

/** The app client of this very pool. Throws ResourceNotFoundException for either. */
export async function requireClientOfPool(
  services: Services,
  input: { UserPoolId: string; ClientId: string },
): Promise<ClientAndPool> {
  await requireUserPool(services, input.UserPoolId)
  const found = await requireClient(services, input.ClientId)
  if (found.pool.id !== input.UserPoolId)
    throw new ResourceNotFoundException(`User pool client ${input.ClientId} does not exist.`)
  return found
}
