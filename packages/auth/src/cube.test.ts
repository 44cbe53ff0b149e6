import { describe, expect, it } from 'vitest'
import { during, recordedFetch } from '../test/support/fixture.ts'
import { clientId, createSigner, idClaims, issuer } from '../test/support/signer.ts'
import { type CubeRequest, cubeAuth, cubeClaims, readCubeClaims } from './cube.ts'
import { createVerifier } from './index.ts'

const namespace = 'http://localhost:4000/'
const context = { company_id: 'company1', roles: ['user'] }
const signer = createSigner('key one')
const { fetch } = recordedFetch(() => Response.json({ keys: [signer.jwk] }))
const verifier = createVerifier({ issuer, clientId, tokenUse: 'id' }, { fetch, now: during })
const { checkAuth, checkSqlAuth } = cubeAuth({ verifier, namespace })
const token = (value: unknown) => signer.token(idClaims({ [namespace]: value }))

describe('readCubeClaims', () => {
  it.each([
    ['an object', context],
    ['JSON text', cubeClaims(context)],
  ])('reads %s', async (_, value) => {
    expect(readCubeClaims(await verifier.verify(token(value)), namespace)).toEqual(context)
  })

  it.each([undefined, null, 'no JSON', '[]', '1', 1])(
    'refuses %j, which would show every row',
    async (value) => {
      const user = await verifier.verify(token(value))
      expect(() => readCubeClaims(user, namespace)).toThrow(expect.objectContaining({ code: 'malformed' }))
    },
  )
})

describe('checkAuth', () => {
  it.each(['Bearer ', 'bearer ', ''])('keeps the security context of a token after %j', async (scheme) => {
    const request: CubeRequest = {}
    await checkAuth(request, `${scheme}${token(context)}`)
    expect(request.securityContext).toEqual(context)
  })

  it.each([
    [undefined, 'missing'],
    ['', 'missing'],
    ['nothing', 'malformed'],
    [`Basic ${token(context)}`, 'missing'],
    [token(undefined), 'malformed'],
    [createSigner('key one').token(idClaims({ [namespace]: context })), 'signature'],
  ])('refuses case %#', async (authorization, code) => {
    const request: CubeRequest = {}
    await expect(checkAuth(request, authorization)).rejects.toMatchObject({ code })
    expect(request).toEqual({})
  })
})

describe('checkSqlAuth', () => {
  it('takes the token for the password', async () => {
    const password = token(context)
    expect(await checkSqlAuth({}, 'ada', password)).toEqual({ password, securityContext: context })
  })

  it.each([undefined, null, '', 'secret'])('refuses the password %j', async (password) => {
    await expect(checkSqlAuth({}, 'ada', password)).rejects.toMatchObject({ name: 'AuthError' })
  })
})
