import { describe, expect, it } from 'vitest'
import { access, attacksOf, id } from './attacks.ts'
import { candidates, signer } from './verifiers.ts'

describe('algorithm confusion', () => {
  it.each(attacksOf('algorithm confusion'))('is refused: %s', async (_, { token, expects, code }) => {
    const [ours] = candidates()
    await expect(ours?.verify(token, expects)).rejects.toMatchObject({ name: 'AuthError', code })
  })

  it('is all that is wrong with these tokens', async () => {
    for (const { verify } of candidates()) {
      await verify(signer.token(access()), 'access')
      await verify(signer.token(id()), 'id')
    }
  })
})
