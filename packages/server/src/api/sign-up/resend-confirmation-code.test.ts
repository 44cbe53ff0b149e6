import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createPool, createUser, PASSWORD, type Pool } from '../../../test/support/pool.ts'
import { databases, startTestServer, type TestServer } from '../../../test/support/server.ts'
import { attributeList } from '../../../test/support/user-pool.ts'

const limit = {
  name: 'LimitExceededException',
  message: 'Attempt limit exceeded, please try after some time.',
}

describe.each(databases)('ResendConfirmationCode on %s', (kind) => {
  let server: TestServer
  let pool: Pool
  let hidden: Pool
  beforeAll(async () => {
    server = await startTestServer(kind)
    pool = await createPool(server, { AutoVerifiedAttributes: ['email'] })
    hidden = await createPool(
      server,
      { AutoVerifiedAttributes: ['email'] },
      { PreventUserExistenceErrors: 'ENABLED' },
    )
  })
  afterAll(() => server.stop())

  function signUp(
    name: string,
    where = pool,
    attributes: Record<string, string> = { email: `${name}@example.com` },
  ) {
    return server.call('SignUp', {
      ClientId: where.clientId,
      Username: name,
      Password: PASSWORD,
      UserAttributes: attributeList(attributes),
    })
  }

  function resend(name: string, where = pool) {
    return server.call('ResendConfirmationCode', { ClientId: where.clientId, Username: name })
  }

  it('sends a new code to the same address', async () => {
    await signUp('jane')
    expect(await resend('jane')).toEqual({
      CodeDeliveryDetails: { AttributeName: 'email', DeliveryMedium: 'EMAIL', Destination: 'j***@e***' },
    })
    const sent = await server.outbox({ to: 'jane@example.com' })
    expect(sent).toHaveLength(2)
    expect(new Set(sent.map(({ triggerSource }) => triggerSource))).toEqual(
      new Set(['CustomMessage_ResendCode', 'CustomMessage_SignUp']),
    )
  })

  it('sends five an hour', async () => {
    await signUp('eager')
    for (let count = 0; count < 5; count++) await resend('eager')
    await expect(resend('eager')).rejects.toMatchObject(limit)
    expect(await server.outbox({ to: 'eager@example.com' })).toHaveLength(6)
    server.advance(3600)
    await resend('eager')
  })

  it('sends thirty codes an hour to one address, whoever asks', async () => {
    const email = 'shared@example.com'
    for (let user = 0; user < 5; user++) {
      await signUp(`sharer${user}`, pool, { email })
      for (let count = 0; count < 5; count++) await resend(`sharer${user}`)
    }
    await signUp('sharer5', pool, { email: 'own@example.com' })
    await server.call('AdminUpdateUserAttributes', {
      UserPoolId: pool.userPoolId,
      Username: 'sharer5',
      UserAttributes: attributeList({ email }),
    })
    await expect(resend('sharer5')).rejects.toMatchObject(limit)
  })

  it('refuses confirmed users', async () => {
    await createUser(server, pool, 'confirmed', { email: 'confirmed@example.com' })
    await expect(resend('confirmed')).rejects.toMatchObject({
      name: 'InvalidParameterException',
      message: 'User is already confirmed.',
    })
  })

  it('refuses disabled users', async () => {
    await signUp('disabled')
    await server.call('AdminDisableUser', { UserPoolId: pool.userPoolId, Username: 'disabled' })
    await expect(resend('disabled')).rejects.toMatchObject({
      name: 'NotAuthorizedException',
      message: 'User is disabled.',
    })
  })

  it('refuses names that nobody has', async () => {
    await expect(resend('nobody')).rejects.toMatchObject({
      name: 'UserNotFoundException',
      message: 'Username/client id combination not found.',
    })
  })

  it('refuses where nothing is verified automatically, or the user has no such address', async () => {
    const refused = {
      name: 'NotAuthorizedException',
      message: 'Cannot resend codes. Auto verification not turned on.',
    }
    const manual = await createPool(server)
    await signUp('jane', manual)
    await expect(resend('jane', manual)).rejects.toMatchObject(refused)
    await signUp('unreachable', pool, {})
    await expect(resend('unreachable')).rejects.toMatchObject(refused)
  })

  describe('where the client hides who exists', () => {
    it('tells of an address for anybody, and sends nothing', async () => {
      await createUser(server, hidden, 'confirmed', { email: 'confirmed@example.com' })
      await signUp('gone', hidden)
      await server.call('AdminDisableUser', { UserPoolId: hidden.userPoolId, Username: 'gone' })
      const before = await server.outbox({ userPoolId: hidden.userPoolId })
      for (const name of ['nobody', 'confirmed', 'gone']) {
        const { CodeDeliveryDetails } = await resend(name, hidden)
        expect(CodeDeliveryDetails).toEqual({
          AttributeName: 'email',
          DeliveryMedium: 'EMAIL',
          Destination: expect.stringMatching(/^[a-z]\*\*\*@[a-z]\*\*\*$/),
        })
        expect((await resend(name, hidden)).CodeDeliveryDetails).toEqual(CodeDeliveryDetails)
      }
      expect(await server.outbox({ userPoolId: hidden.userPoolId })).toEqual(before)
    })

    it('masks what looks like an address as it is', async () => {
      const { CodeDeliveryDetails } = await resend('Somebody@test.example', hidden)
      expect(CodeDeliveryDetails.Destination).toBe('s***@t***')
    })

    it('limits names that nobody has alike', async () => {
      for (let count = 0; count < 5; count++) await resend('unknown', hidden)
      await expect(resend('unknown', hidden)).rejects.toMatchObject(limit)
    })

    it('says of anybody that the pool verifies nothing automatically', async () => {
      const manual = await createPool(server, {}, { PreventUserExistenceErrors: 'ENABLED' })
      await signUp('jane', manual)
      for (const name of ['jane', 'nobody'])
        await expect(resend(name, manual)).rejects.toMatchObject({
          name: 'NotAuthorizedException',
          message: 'Cannot resend codes. Auto verification not turned on.',
        })
    })

    it('sends the code to those who wait for one', async () => {
      await signUp('waiting', hidden)
      await resend('waiting', hidden)
      expect(await server.outbox({ to: 'waiting@example.com' })).toHaveLength(2)
    })
  })
})
