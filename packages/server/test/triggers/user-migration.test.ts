import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createFunctions } from '../support/functions.ts'
import { createPool, createUser, type Pool, signIn } from '../support/pool.ts'
import { databases, startTestServer, type TestServer } from '../support/server.ts'

const nobody = { name: 'UserNotFoundException' }

describe.each(databases)('the function that brings users over on %s', (kind) => {
  const functions = createFunctions()
  let server: TestServer
  let pool: Pool
  let userAttributes: Record<string, unknown> | undefined
  let password: string | undefined

  beforeAll(async () => {
    server = await startTestServer(kind, [], { invoke: functions.invoke })
    const UserMigration = functions.add('migrate', (event) => {
      if (password !== undefined && event.request.password !== password) throw new Error('Wrong password')
      event.response = { userAttributes, finalUserStatus: 'CONFIRMED' }
      return event
    })
    pool = await createPool(server, { LambdaConfig: { UserMigration } })
    await createUser(server, pool, 'taken')
  })
  afterAll(() => server.stop())

  it('may give attributes that are no texts but have one', async () => {
    userAttributes = { email: 'ada@example.com', email_verified: true, updated_at: 1 }
    await signIn(server, pool, 'ada')
    const { UserAttributes } = await server.call('AdminGetUser', {
      UserPoolId: pool.userPoolId,
      Username: 'ada',
    })
    expect(UserAttributes).toContainEqual({ Name: 'email_verified', Value: 'true' })
    expect(UserAttributes).toContainEqual({ Name: 'updated_at', Value: '1' })
  })

  it('may say in its own words why it knows nobody', async () => {
    password = 'Another-Horse-1'
    await expect(signIn(server, pool, 'carl')).rejects.toMatchObject({
      ...nobody,
      message: 'UserMigration failed with error Wrong password.',
    })
    password = undefined
    server.advance(20 * 60)
  })

  it('may choose the name of a user whom an alias finds', async () => {
    const UserMigration = functions.add('rename', (event) => {
      const mine = { username: `renamed-${kind}`, email: event.userName, email_verified: 'true' }
      event.response = { userAttributes: mine, finalUserStatus: 'CONFIRMED' }
      return event
    })
    const aliased = await createPool(server, { AliasAttributes: ['email'], LambdaConfig: { UserMigration } })
    const { AccessToken } = await signIn(server, aliased, 'dora@example.com')
    expect(await server.call('GetUser', { AccessToken })).toMatchObject({ Username: `renamed-${kind}` })
  })

  it.each<[string, Record<string, unknown>]>([
    ['a list', { email: ['a@example.com'] }],
    ['an object', { name: { toString: 'x', valueOf: 'x' } }],
    ['null', { name: null }],
    ['NUL', { name: 'a\u0000' }],
    ['half a character', { name: '\ud800' }],
    ['the id of another', { sub: '00000000-0000-4000-8000-000000000000' }],
    ['a name that is too long', { username: 'x'.repeat(129) }],
    ['a name with a space', { username: 'two words' }],
    ['a name with a control', { username: 'two\nlines' }],
    ['no name', { username: '' }],
    ['another name than the one that was typed', { username: 'robert' }],
    ['the name of somebody who is here', { username: 'taken' }],
  ])('brings nobody over with %s', async (_what, attributes) => {
    userAttributes = { email: 'bob@example.com', ...attributes }
    await expect(signIn(server, pool, 'bob')).rejects.toMatchObject(nobody)
    const { Users } = await server.call('ListUsers', { UserPoolId: pool.userPoolId })
    expect(Users).toHaveLength(2)
    server.advance(20 * 60)
  })

  describe.each(['LEGACY', 'ENABLED'])(
    'where PreventUserExistenceErrors is %s',
    (PreventUserExistenceErrors) => {
      const guessing = PreventUserExistenceErrors.toLowerCase()
      const exceeded = { name: 'NotAuthorizedException', message: 'Password attempts exceeded' }
      let client: Pool

      beforeAll(async () => {
        const { UserPoolClient } = await server.call('CreateUserPoolClient', {
          UserPoolId: pool.userPoolId,
          ClientName: guessing,
          ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH'],
          PreventUserExistenceErrors,
        })
        client = { ...pool, clientId: UserPoolClient.ClientId }
        password = 'Right-Horse-1'
        userAttributes = {}
      })
      const guess = (name: string, index: number) => signIn(server, client, name, `Wrong-Horse-${index}`)

      it('is asked of no more guesses than a user here would be', async () => {
        functions.events.splice(0)
        const guesses = Array.from({ length: 12 }, (_, index) => index)
        for (const index of guesses) await guess(`one-${guessing}`, index).catch(() => undefined)
        expect(functions.events.length).toBeLessThan(7)
        const right = signIn(server, client, `one-${guessing}`, password)
        await expect(right).rejects.toMatchObject(exceeded)
        server.advance(20 * 60)
        expect(await signIn(server, client, `one-${guessing}`, password)).toHaveProperty('AccessToken')
      })

      it('is asked of a forgotten password as often as a user here could be', async () => {
        functions.events.splice(0)
        userAttributes = undefined
        const ask = () =>
          server.call('ForgotPassword', { ClientId: client.clientId, Username: `lost-${guessing}` })
        for (const _ of Array.from({ length: 20 })) await ask().catch(() => undefined)
        expect(functions.events).toHaveLength(20)
        await expect(ask()).rejects.toMatchObject({ name: 'LimitExceededException' })
        expect(functions.events).toHaveLength(20)
      })
    },
  )
})
