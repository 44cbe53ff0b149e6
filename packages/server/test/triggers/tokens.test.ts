import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createFunctions, type TriggerEvent } from '../support/functions.ts'
import { claimsOf, createPool, createUser, type Pool, signIn } from '../support/pool.ts'
import { databases, startTestServer, type TestServer } from '../support/server.ts'

const ADMIN_SCOPE = 'aws.cognito.signin.user.admin'
const unrecognizable = { name: 'InvalidLambdaResponseException', message: 'Unrecognizable lambda output' }
/** Claims that no function may give either. */
const fixed = ['nbf', 'acr', 'amr', 'azp', 'nonce', 'at_hash', 'device_key', 'identities', 'client_id']

describe.each(databases)('the function of tokens on %s', (kind) => {
  const functions = createFunctions()
  let server: TestServer
  let change: (event: TriggerEvent) => unknown
  const pools = new Map<string, Pool>()

  const add = async (version: string): Promise<Pool> => {
    const LambdaArn = functions.add(version, (event) => change(event))
    const pool = await createPool(server, {
      LambdaConfig: { PreTokenGenerationConfig: { LambdaArn, LambdaVersion: version } },
      Schema: [{ Name: 'plan', AttributeDataType: 'String', Mutable: true }],
    })
    await createUser(server, pool, 'ada', { email: 'ada@example.com', 'custom:plan': 'free' })
    for (const GroupName of ['admins', 'staff']) {
      await server.call('CreateGroup', { UserPoolId: pool.userPoolId, GroupName })
      await server.call('AdminAddUserToGroup', { UserPoolId: pool.userPoolId, GroupName, Username: 'ada' })
    }
    return pool
  }
  const tokensOf = async (version: string) => {
    const result = await signIn(server, pools.get(version) as Pool, 'ada')
    return { id: claimsOf(result.IdToken), access: claimsOf(result.AccessToken) }
  }
  const answer = (details: unknown, member = 'claimsAndScopeOverrideDetails') => {
    change = (event) => {
      event.response = { [member]: details }
      return event
    }
  }
  const answerFirst = (details: unknown) => answer(details, 'claimsOverrideDetails')

  beforeAll(async () => {
    server = await startTestServer(kind, [], { invoke: functions.invoke })
    for (const version of ['V1_0', 'V2_0', 'V3_0']) pools.set(version, await add(version))
  })
  afterAll(() => server.stop())
  beforeEach(() => {
    change = (event) => event
    functions.events.splice(0)
  })

  it('gets the event of its version', async () => {
    for (const [version, expected] of [
      ['V1_0', { version: '1', response: { claimsOverrideDetails: null } }],
      ['V2_0', { version: '2', response: { claimsAndScopeOverrideDetails: null } }],
      ['V3_0', { version: '3', response: { claimsAndScopeOverrideDetails: null } }],
    ] as const) {
      functions.events.splice(0)
      await tokensOf(version)
      const [{ request, ...event }] = functions.events
      expect(event).toMatchObject({ ...expected, triggerSource: 'TokenGeneration_Authentication' })
      expect(request.groupConfiguration).toEqual({
        groupsToOverride: ['admins', 'staff'],
        iamRolesToOverride: [],
        preferredRole: null,
      })
      expect(request.scopes).toEqual(version === 'V1_0' ? undefined : [ADMIN_SCOPE])
      expect(request.userAttributes).toMatchObject({
        'custom:plan': 'free',
        'cognito:user_status': 'CONFIRMED',
      })
    }
  })

  it('changes the ID token alone in the first version', async () => {
    answerFirst({
      claimsToAddOrOverride: { tenant: 't1', 'custom:plan': 'gold' },
      claimsToSuppress: ['email'],
    })
    const { id, access } = await tokensOf('V1_0')
    expect(id).toMatchObject({ tenant: 't1', 'custom:plan': 'gold', 'cognito:groups': ['admins', 'staff'] })
    expect(id).not.toHaveProperty('email')
    expect(access).not.toHaveProperty('tenant')
  })

  it('changes both tokens in the later ones, with values of every kind', async () => {
    const values = { a: 'text', b: 1, c: true, d: ['x'], e: { f: { g: 1 } } }
    answer({
      idTokenGeneration: {
        claimsToAddOrOverride: { ...values, both: 1 },
        claimsToSuppress: ['both', 'email'],
      },
      accessTokenGeneration: {
        claimsToAddOrOverride: values,
        scopesToAdd: ['orders/read', 'two words', 'aws.cognito.other'],
        scopesToSuppress: [ADMIN_SCOPE],
      },
    })
    for (const version of ['V2_0', 'V3_0']) {
      const { id, access } = await tokensOf(version)
      expect(id).toMatchObject(values)
      expect(access).toMatchObject({ ...values, scope: 'orders/read' })
      expect(id).not.toHaveProperty('both')
      expect(id).not.toHaveProperty('email')
    }
  })

  it('gives no scope of Cognito itself, and none that is no scope', async () => {
    const own = ['aws.cognito.other', 'aws.cognito/dcr/register', 'aws.cognito', 'AWS.cognito.other']
    const scopesToAdd = ['orders/read', ...own, '', 'a"b', 'a\\b', 'a\tb', 'a\u0000', 'ä']
    answer({ accessTokenGeneration: { scopesToAdd } })
    expect((await tokensOf('V2_0')).access).toMatchObject({ scope: `${ADMIN_SCOPE} orders/read` })
  })

  it('may answer nothing that is too deep to be written', async () => {
    const deep = JSON.parse('['.repeat(20_000) + ']'.repeat(20_000)) as unknown
    answer({ idTokenGeneration: { claimsToAddOrOverride: { deep } } })
    await expect(tokensOf('V2_0')).rejects.toMatchObject(unrecognizable)
  })

  it.each(['V1_0', 'V2_0'])('changes nothing of what is the server own in %s', async (version) => {
    const before = await tokensOf(version)
    const open = ['email', 'email_verified', 'custom:plan']
    const own = (token: Record<string, unknown>) =>
      [...new Set([...Object.keys(token), ...fixed])].filter((name) => !open.includes(name))
    type Generation = { claimsToAddOrOverride?: object; claimsToSuppress?: string[] }
    const forged = (names: string[]) => Object.fromEntries(names.map((name) => [name, 'forged']))
    const attempts: ((names: string[]) => Generation)[] = [
      (names) => ({ claimsToAddOrOverride: forged(names) }),
      (names) => ({ claimsToSuppress: names }),
    ]
    for (const generationOf of attempts) {
      const [idTokenGeneration, accessTokenGeneration] = [own(before.id), own(before.access)].map(
        generationOf,
      )
      if (version === 'V1_0') answerFirst(idTokenGeneration)
      else answer({ idTokenGeneration, accessTokenGeneration })
      const { id, access } = await tokensOf(version)
      for (const [token, former] of [
        [id, before.id],
        [access, before.access],
      ] as const) {
        expect(Object.values(token)).not.toContain('forged')
        expect(Object.keys(token).sort()).toEqual(Object.keys(former).sort())
      }
    }
  })

  it('adds neither dev claims nor an audience that is another client', async () => {
    const { clientId } = pools.get('V2_0') as Pool
    const claims = { 'dev:one': 'x', 'cognito:two': 'x', aud: 'another' }
    answer({ accessTokenGeneration: { claimsToAddOrOverride: claims } })
    const { access } = await tokensOf('V2_0')
    for (const name of Object.keys(claims)) expect(access).not.toHaveProperty([name])
    answer({ accessTokenGeneration: { claimsToAddOrOverride: { aud: clientId } } })
    expect((await tokensOf('V2_0')).access['aud']).toBe(clientId)
  })

  it.each([
    ['are left out', undefined, ['admins', 'staff'], undefined],
    ['are empty', {}, undefined, undefined],
    ['are null', null, undefined, undefined],
    ['are others', { groupsToOverride: ['guests'] }, ['guests'], undefined],
    [
      'come with roles',
      {
        groupsToOverride: ['a'],
        iamRolesToOverride: ['arn:aws:iam::1:role/r'],
        preferredRole: 'arn:aws:iam::1:role/r',
      },
      ['a'],
      'arn:aws:iam::1:role/r',
    ],
  ])('groups that %s', async (_what, groupOverrideDetails, groups, role) => {
    for (const version of ['V1_0', 'V2_0']) {
      const details = groupOverrideDetails === undefined ? {} : { groupOverrideDetails }
      if (version === 'V1_0') answerFirst(details)
      else answer(details)
      const { id, access } = await tokensOf(version)
      expect([id['cognito:groups'], access['cognito:groups']]).toEqual([groups, groups])
      expect(id['cognito:preferred_role']).toBe(role)
      expect(id['cognito:roles']).toEqual(role && [role])
    }
  })

  it.each([
    ['a list for details', []],
    ['a text for claims', { idTokenGeneration: { claimsToAddOrOverride: 'all' } }],
    ['a claim without a value', { idTokenGeneration: { claimsToAddOrOverride: { tenant: null } } }],
    ['a text for a list', { accessTokenGeneration: { claimsToSuppress: 'email' } }],
    ['numbers for scopes', { accessTokenGeneration: { scopesToAdd: [1] } }],
    ['a list for a role', { groupOverrideDetails: { preferredRole: [] } }],
    [
      '5001 claims',
      { idTokenGeneration: { claimsToSuppress: Array.from({ length: 5001 }, (_, index) => `c${index}`) } },
    ],
  ])('may not answer %s', async (_what, details) => {
    answer(details)
    await expect(tokensOf('V2_0')).rejects.toMatchObject(unrecognizable)
  })

  it('may answer 5000 claims', async () => {
    answer({
      idTokenGeneration: { claimsToSuppress: Array.from({ length: 5000 }, (_, index) => `c${index}`) },
    })
    await expect(tokensOf('V2_0')).resolves.toBeDefined()
  })

  it('is asked about tokens of machines in the third version alone', async () => {
    for (const version of ['V2_0', 'V3_0']) {
      const { userPoolId } = pools.get(version) as Pool
      const Scopes = [{ ScopeName: 'read', ScopeDescription: 'reads' }]
      const api = { UserPoolId: userPoolId, Identifier: 'orders', Name: 'orders', Scopes }
      await server.call('CreateResourceServer', api)
      const { UserPoolClient: client } = await server.call('CreateUserPoolClient', {
        UserPoolId: userPoolId,
        ClientName: 'machine',
        GenerateSecret: true,
        AllowedOAuthFlowsUserPoolClient: true,
        AllowedOAuthFlows: ['client_credentials'],
        AllowedOAuthScopes: ['orders/read'],
      })
      functions.events.splice(0)
      answer({
        accessTokenGeneration: { claimsToAddOrOverride: { machine: version }, scopesToAdd: ['orders/write'] },
      })
      const response = await fetch(`${server.url}/oauth2/token`, {
        method: 'POST',
        body: new URLSearchParams({
          grant_type: 'client_credentials',
          client_id: client.ClientId,
          client_secret: client.ClientSecret,
          aws_client_metadata: JSON.stringify({ batch: 'nightly' }),
        }),
      })
      const { access_token: token } = (await response.json()) as { access_token: string }
      if (version === 'V2_0') {
        expect(functions.events).toEqual([])
        continue
      }
      expect(functions.events).toMatchObject([
        {
          triggerSource: 'TokenGeneration_ClientCredentials',
          userName: 'ClientCredentials',
          request: {
            userAttributes: {},
            groupConfiguration: null,
            scopes: ['orders/read'],
            clientMetadata: { batch: 'nightly' },
          },
        },
      ])
      expect(claimsOf(token)).toMatchObject({ machine: 'V3_0', scope: 'orders/read orders/write' })
    }
  })
})
