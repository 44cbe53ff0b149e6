import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createFunctions } from '../../server/test/support/functions.ts'
import { createPool, createUser, type Pool, signIn } from '../../server/test/support/pool.ts'
import { startTestServer, type TestServer } from '../../server/test/support/server.ts'
import { type CubeRequest, cubeAuth, cubeClaims } from '../src/cube.ts'
import { HASURA_NAMESPACE, hasuraClaims, readHasuraClaims } from '../src/hasura.ts'
import { createVerifier } from '../src/index.ts'

const CUBE_NAMESPACE = 'http://localhost:4000/'
const context = { company_id: 'company1', roles: ['user'] }

/** The functions as the guides of Cube and Hasura write them, with our claims. */
const answers = {
  V1_0: (sub: string) => ({
    claimsOverrideDetails: {
      claimsToAddOrOverride: {
        [HASURA_NAMESPACE]: hasuraClaims({ userId: sub, defaultRole: 'user', allowedRoles: ['user'] }),
        [CUBE_NAMESPACE]: cubeClaims(context),
      },
    },
  }),
  V2_0: (sub: string) => {
    const claims = hasuraClaims({ userId: sub, defaultRole: 'user', allowedRoles: ['user'] })
    return {
      claimsAndScopeOverrideDetails: {
        idTokenGeneration: {
          claimsToAddOrOverride: { [HASURA_NAMESPACE]: JSON.parse(claims), [CUBE_NAMESPACE]: context },
        },
      },
    }
  },
}

describe.each(['V1_0', 'V2_0'] as const)('claims of a pre-token-generation function %s', (version) => {
  const functions = createFunctions()
  let server: TestServer
  let pool: Pool

  beforeAll(async () => {
    server = await startTestServer('sqlite', [], { invoke: functions.invoke })
    const LambdaArn = functions.add('claims', (event) => {
      event.response = answers[version](event.request.userAttributes.sub)
      return event
    })
    const PreTokenGenerationConfig = { LambdaArn, LambdaVersion: version }
    pool = await createPool(server, { LambdaConfig: { PreTokenGenerationConfig } })
    await createUser(server, pool, 'ada')
  })
  afterAll(() => server.stop())

  const verifier = () => {
    const issuer = `${server.services.publicUrl}/${pool.userPoolId}`
    const now = () => server.testClock?.now() ?? 0
    return createVerifier({ issuer, clientId: pool.clientId, tokenUse: 'id' }, { now })
  }

  it('are read for Hasura', async () => {
    const user = await verifier().verify((await signIn(server, pool, 'ada')).IdToken)
    const expected = { userId: user.sub, defaultRole: 'user', allowedRoles: ['user'], variables: {} }
    expect(readHasuraClaims(user)).toEqual(expected)
  })

  it('are the security context of Cube', async () => {
    const { IdToken, AccessToken } = await signIn(server, pool, 'ada')
    const { checkAuth, checkSqlAuth } = cubeAuth({ verifier: verifier(), namespace: CUBE_NAMESPACE })
    const request: CubeRequest = {}
    await checkAuth(request, IdToken)
    expect(request.securityContext).toEqual(context)
    expect(await checkSqlAuth({}, 'ada', IdToken)).toMatchObject({ securityContext: context })
    await expect(checkAuth({}, AccessToken)).rejects.toMatchObject({ code: 'token-use' })
  })
})
