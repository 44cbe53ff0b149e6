import { describe, expect, it } from 'vitest'
import { issuer } from '../support/signer.ts'
import { access, attacksOf, id } from './attacks.ts'
import { candidates, signer } from './verifiers.ts'

describe('key injection', () => {
  it.each(attacksOf('key injection'))('is refused: %s', async (_, { token, expects, code }) => {
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

it('asks nobody but the issuer for keys, and not for each invented one', async () => {
  const urls: string[] = []
  const [ours] = candidates((url) => urls.push(url))
  for (const [, { token, expects }] of attacksOf('key injection')) {
    await expect(ours?.verify(token, expects)).rejects.toMatchObject({ name: 'AuthError' })
  }
  expect(urls).toEqual([`${issuer}/.well-known/jwks.json`])
})
