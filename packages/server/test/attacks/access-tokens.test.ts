import { operations as model, type OperationName } from '@poolhouse/api-model'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Node, nodeOf } from '../../../api-model/src/shape.ts'
import { signingKeys } from '../../src/core/signing-keys.ts'
import { signJwt } from '../../src/crypto/signatures.ts'
import * as users from '../../src/storage/users.ts'
import { claimsOf, createPool, createUser, type Pool, signIn } from '../support/pool.ts'
import { databases, startTestServer, type TestServer } from '../support/server.ts'

/** Text that fits the patterns of the model; the first that does is taken. */
const texts = [
  'email',
  '123456',
  'device_device_device',
  '00000000-0000-4000-8000-000000000000',
  'us-east-1_00000000-0000-4000-8000-000000000000',
]

/** The least value that the shape lets through. */
function sample(node: Node): unknown {
  switch (node.type) {
    case 'string':
      return node.enum?.[0] ?? texts.find((text) => fits(node, text))
    case 'list':
      return [sample(node.element)]
    case 'structure':
      return sampleMembers(node)
    case 'integer':
    case 'long':
      return node.min ?? 1
    case 'boolean':
      return true
    case 'blob':
      return 'eA=='
    default:
      return {}
  }
}

function fits({ pattern, min = 0, max = 2048 }: Extract<Node, { type: 'string' }>, text: string): boolean {
  return text.length >= min && text.length <= max && (pattern?.expression.test(text) ?? true)
}

function sampleMembers(node: Extract<Node, { type: 'structure' }>): Record<string, unknown> {
  const required = node.members.filter((member) => member.required)
  return Object.fromEntries(required.map((member) => [member.name, sample(member.node)]))
}

function sampleInput(name: OperationName): Record<string, unknown> {
  return sample(nodeOf(model[name].input)) as Record<string, unknown>
}

const names = (Object.keys(model) as OperationName[]).filter((name) => model[name].caller === 'accessToken')

/** Cognito's texts, by what is wrong with the token. */
const refusals = {
  'is no JWT': 'Invalid Access Token',
  'is an ID token': 'Invalid Access Token',
  'is a refresh token': 'Invalid Access Token',
  'names a pool that is not there': 'Invalid Access Token',
  "is signed with another pool's key": 'Could not verify signature for Access Token',
  "is signed with the pool's key for ID tokens, as one": 'Invalid Access Token',
  'was changed': 'Could not verify signature for Access Token',
  'is signed by nobody (alg none)': 'Could not verify signature for Access Token',
  "is another pool's, for this pool's user and client": 'Invalid Access Token',
  "is for another pool's client": 'Invalid Access Token',
  "is for another pool's user": 'Invalid Access Token',
  "is of this user's name and another's sign-in": 'Access Token has been revoked',
  'has expired': 'Access Token has expired',
  'was revoked': 'Access Token has been revoked',
  'was signed out by the user': 'Access Token has been revoked',
  'was signed out by an administrator': 'Access Token has been revoked',
  'has no origin and is older than a sign-out': 'Access Token has been revoked',
  'is of a user who was disabled': 'Access Token has been revoked',
  'is newer than its user is disabled': 'User is disabled.',
  'lacks the scope': 'Access Token does not have required scopes',
} as const

type Wrong = keyof typeof refusals

describe.each(databases)('access tokens on %s', (kind) => {
  let server: TestServer
  let pool: Pool
  let wrong: Record<Wrong, string>
  let deletedToken: string
  let count = 0

  beforeAll(async () => {
    server = await startTestServer(kind)
    pool = await createPool(server)
    wrong = await makeTokens()
    deletedToken = await tokenAfter('AdminDeleteUser')
  })
  afterAll(() => server.stop())

  async function signInNewUser(where = pool) {
    const name = `user${count++}`
    await createUser(server, where, name, { email: `${name}@example.com` })
    return { name, ...(await signIn(server, where, name)) }
  }

  /** A token whose user an administrator then treats so. */
  async function tokenAfter(operation: string, where = pool): Promise<string> {
    const { name, AccessToken } = await signInNewUser(where)
    await server.call(operation, { UserPoolId: where.userPoolId, Username: name })
    return AccessToken
  }

  /** The token with other claims, signed with a key of this pool. */
  async function forge(
    token: string,
    changes: object,
    signer = pool.userPoolId,
    use: 'access' | 'id' = 'access',
  ) {
    const keys = await signingKeys(server.services, signer)
    return signJwt(keys[use], { ...claimsOf(token), ...changes })
  }

  function reencode(token: string, { header, claims }: { header?: object; claims?: object }): string {
    const [first, second, signature] = token.split('.')
    const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
    return [header ? encode(header) : first, claims ? encode(claims) : second, header ? '' : signature].join(
      '.',
    )
  }

  async function disabledWithoutSignOut(): Promise<string> {
    const { AccessToken } = await signInNewUser()
    const user = await users.findById(server.services.db, String(claimsOf(AccessToken)['sub']))
    if (!user) throw new Error('The user is not there')
    await users.update(server.services.db, { ...user, enabled: false })
    return AccessToken
  }

  async function makeTokens(): Promise<Record<Wrong, string>> {
    const good = await signInNewUser()
    const revoked = await signInNewUser()
    const signedOut = await signInNewUser()
    const otherPool = await createPool(server)
    const other = claimsOf((await signInNewUser(otherPool)).AccessToken)
    const untraced = await createPool(server, {}, { EnableTokenRevocation: false })
    const input = { Token: revoked.RefreshToken, ClientId: pool.clientId }
    await server.call('RevokeToken', input)
    await server.call('GlobalSignOut', { AccessToken: signedOut.AccessToken })
    const claims = claimsOf(good.AccessToken)
    const elsewhere = { iss: `${server.services.publicUrl}/us-east-1_Nowhere00` }
    return {
      'is no JWT': 'garbage',
      'is an ID token': good.IdToken,
      'is a refresh token': good.RefreshToken,
      'names a pool that is not there': await forge(good.AccessToken, elsewhere),
      "is signed with another pool's key": await forge(good.AccessToken, {}, otherPool.userPoolId),
      "is signed with the pool's key for ID tokens, as one": await forge(
        good.AccessToken,
        { token_use: 'id' },
        pool.userPoolId,
        'id',
      ),
      'was changed': reencode(good.AccessToken, { claims: { ...claims, sub: other['sub'] } }),
      'is signed by nobody (alg none)': reencode(good.AccessToken, { header: { alg: 'none' } }),
      "is another pool's, for this pool's user and client": await forge(
        good.AccessToken,
        { iss: other['iss'] },
        otherPool.userPoolId,
      ),
      "is for another pool's client": await forge(good.AccessToken, { client_id: otherPool.clientId }),
      "is for another pool's user": await forge(good.AccessToken, {
        sub: other['sub'],
        origin_jti: undefined,
      }),
      "is of this user's name and another's sign-in": await forge(good.AccessToken, {
        origin_jti: other['origin_jti'],
      }),
      'has expired': await forge(good.AccessToken, { exp: Math.floor(server.services.clock.now() / 1000) }),
      'was revoked': revoked.AccessToken,
      'was signed out by the user': signedOut.AccessToken,
      'was signed out by an administrator': await tokenAfter('AdminUserGlobalSignOut'),
      'has no origin and is older than a sign-out': await tokenAfter('AdminUserGlobalSignOut', untraced),
      'is of a user who was disabled': await tokenAfter('AdminDisableUser'),
      'is newer than its user is disabled': await disabledWithoutSignOut(),
      'lacks the scope': await forge(good.AccessToken, { scope: 'openid profile phone' }),
    }
  }

  describe.each(names)('%s', (name) => {
    const input = sampleInput(name)

    if ('AccessToken' in input)
      it('refuses a call without token', async () => {
        await expect(server.call(name, { ...input, AccessToken: undefined })).rejects.toMatchObject({
          name: 'InvalidParameterException',
          message:
            "1 validation error detected: Value at 'accessToken' failed to satisfy constraint: Member must not be null",
        })
      })

    it.each(Object.entries(refusals))('refuses a token that %s', async (what, message) => {
      const token = wrong[what as Wrong]
      await expect(server.call(name, { ...input, AccessToken: token })).rejects.toMatchObject({
        name: 'NotAuthorizedException',
        message,
        status: 400,
      })
    })

    it('refuses a token of a user who is gone', async () => {
      const declared: readonly string[] = model[name].errors
      const expected = declared.includes('UserNotFoundException')
        ? { name: 'UserNotFoundException', message: 'User does not exist.' }
        : { name: 'NotAuthorizedException', message: 'Access Token has been revoked' }
      await expect(server.call(name, { ...input, AccessToken: deletedToken })).rejects.toMatchObject(expected)
    })

    it('takes a good token', async () => {
      const { AccessToken } = await signInNewUser()
      const outcome = await server.call(name, { ...input, AccessToken }).catch((error: Error) => error)
      const message = outcome instanceof Error ? outcome.message : 'none'
      expect(message).not.toMatch(/validation error|internal error|User does not exist/)
      expect(Object.values(refusals)).not.toContain(message)
    })
  })
})
