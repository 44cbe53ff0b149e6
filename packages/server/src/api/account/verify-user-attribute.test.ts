import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createPool, createUser, type Pool, signIn } from '../../../test/support/pool.ts'
import { type CallError, databases, startTestServer, type TestServer } from '../../../test/support/server.ts'
import { attributeList, byName } from '../../../test/support/user-pool.ts'

const mismatch = {
  name: 'CodeMismatchException',
  message: 'Invalid verification code provided, please try again.',
}
const expired = {
  name: 'ExpiredCodeException',
  message: 'Invalid code provided, please request a code again.',
}
const limit = {
  name: 'LimitExceededException',
  message: 'Attempt limit exceeded, please try after some time.',
}
const unverifiable = {
  name: 'InvalidParameterException',
  message: 'Invalid attribute name. Only phone_number and email can be verified.',
}

describe.each(databases)('the verification of an attribute on %s', (kind) => {
  let server: TestServer
  let pool: Pool
  beforeAll(async () => {
    server = await startTestServer(kind)
    pool = await createPool(server)
  })
  afterAll(() => server.stop())

  async function open(username: string, attributes: Record<string, string> = {}, where = pool) {
    await createUser(server, where, username, attributes)
    return (await signIn(server, where, username)).AccessToken as string
  }

  function ask(token: string, attribute = 'email') {
    const input = { AccessToken: token, AttributeName: attribute }
    return server.call('GetUserAttributeVerificationCode', input)
  }

  function verify(token: string, code: string, attribute = 'email') {
    const input = { AccessToken: token, AttributeName: attribute, Code: code }
    return server.call('VerifyUserAttribute', input)
  }

  async function attributesOf(token: string) {
    return byName((await server.call('GetUser', { AccessToken: token })).UserAttributes)
  }

  const wrong = (code: string) => (code === '000000' ? '000001' : '000000')

  it('sends a code and verifies the address by it, again also where it is verified', async () => {
    const token = await open('jane', { email: 'jane@example.com' })
    for (let round = 0; round < 2; round++) {
      expect(await ask(token)).toEqual({
        CodeDeliveryDetails: { AttributeName: 'email', DeliveryMedium: 'EMAIL', Destination: 'j***@e***' },
      })
      const [message] = await server.outbox({ to: 'jane@example.com' })
      expect(message?.triggerSource).toBe('CustomMessage_VerifyUserAttribute')
      const code = await server.codeFor('jane@example.com')
      expect(await verify(token, code)).toEqual({})
      expect((await attributesOf(token))['email_verified']).toBe('true')
      await expect(verify(token, code)).rejects.toMatchObject(expired)
      server.advance(1)
    }
  })

  it('verifies a telephone number', async () => {
    const token = await open('caller', { phone_number: '+15551237777' })
    expect((await ask(token, 'phone_number')).CodeDeliveryDetails).toEqual({
      AttributeName: 'phone_number',
      DeliveryMedium: 'SMS',
      Destination: '+*******7777',
    })
    await verify(token, await server.codeFor('+15551237777'), 'phone_number')
    expect((await attributesOf(token))['phone_number_verified']).toBe('true')
  })

  it('refuses other attributes', async () => {
    const token = await open('other', { nickname: 'O' })
    await expect(ask(token, 'nickname')).rejects.toMatchObject(unverifiable)
    await expect(verify(token, '123456', 'nickname')).rejects.toMatchObject(unverifiable)
  })

  it('refuses to send a code to an address that the user lacks', async () => {
    const token = await open('homeless')
    await expect(ask(token)).rejects.toMatchObject({
      name: 'InvalidParameterException',
      message: 'User does not have a valid registered email address',
    })
    await expect(ask(token, 'phone_number')).rejects.toMatchObject({
      name: 'InvalidParameterException',
      message: 'User does not have a valid registered phone number',
    })
  })

  it('refuses a wrong code, one that nobody asked for, and that of the other attribute', async () => {
    const token = await open('both', { email: 'both@example.com', phone_number: '+15551236666' })
    await expect(verify(token, '123456')).rejects.toMatchObject(expired)
    await ask(token)
    const code = await server.codeFor('both@example.com')
    await expect(verify(token, wrong(code))).rejects.toMatchObject(mismatch)
    await expect(verify(token, code, 'phone_number')).rejects.toMatchObject(expired)
    expect(await attributesOf(token)).not.toMatchObject({ phone_number_verified: 'true' })
  })

  it('takes a code for a day', async () => {
    const token = await open('late', { email: 'late@example.com' })
    await ask(token)
    server.advance(24 * 3600)
    const { AccessToken } = await signIn(server, pool, 'late')
    await expect(verify(AccessToken, await server.codeFor('late@example.com'))).rejects.toMatchObject(expired)
  })

  it('takes no code for a value that has changed since', async () => {
    const token = await open('changed', { email: 'mine@example.com' })
    await ask(token)
    await server.call('UpdateUserAttributes', {
      AccessToken: token,
      UserAttributes: attributeList({ email: 'victim@example.com' }),
    })
    await expect(verify(token, await server.codeFor('mine@example.com'))).rejects.toMatchObject(expired)
    expect(await attributesOf(token)).toMatchObject({ email: 'victim@example.com', email_verified: 'false' })
  })

  it('sends five codes an hour, and takes fifteen tries', async () => {
    const token = await open('eager', { email: 'eager@example.com' })
    for (let count = 0; count < 5; count++) await ask(token)
    await expect(ask(token)).rejects.toMatchObject(limit)
    const code = await server.codeFor('eager@example.com')
    for (let tries = 0; tries < 15; tries++)
      await expect(verify(token, wrong(code))).rejects.toMatchObject(mismatch)
    await expect(verify(token, code)).rejects.toMatchObject(limit)
  })

  it('sends thirty codes an hour to one address, whoever asks', async () => {
    const tokens = await Promise.all(
      Array.from({ length: 7 }, (_, index) => open(`sharer${index}`, { email: 'all@example.com' })),
    )
    const last = tokens.pop() ?? ''
    for (const token of tokens) for (let count = 0; count < 5; count++) await ask(token)
    await expect(ask(last)).rejects.toMatchObject(limit)
    expect(await server.outbox({ to: 'all@example.com' })).toHaveLength(30)
  })

  it('lets exactly one of ten use a code', async () => {
    const token = await open('raced', { email: 'raced@example.com' })
    await ask(token)
    const code = await server.codeFor('raced@example.com')
    const outcomes = await Promise.allSettled(Array.from({ length: 10 }, () => verify(token, code)))
    const errors = outcomes.flatMap((outcome) =>
      outcome.status === 'rejected' ? [outcome.reason as CallError] : [],
    )
    expect(errors).toHaveLength(9)
    for (const error of errors) expect(error).toMatchObject(expired)
  })

  it('claims the alias, and refuses one that somebody has', async () => {
    const aliases = await createPool(server, { AliasAttributes: ['email'] })
    const first = await open('first', { email: 'shared@example.com' }, aliases)
    const second = await open('second', { email: 'shared@example.com' }, aliases)
    await ask(first)
    await verify(first, await server.codeFor('shared@example.com'))
    expect((await signIn(server, aliases, 'shared@example.com')).AccessToken).toBeTruthy()
    server.advance(1)
    await ask(second)
    await expect(verify(second, await server.codeFor('shared@example.com'))).rejects.toMatchObject({
      name: 'AliasExistsException',
      message: 'An account with the given email already exists.',
    })
    expect(await attributesOf(second)).not.toMatchObject({ email_verified: 'true' })
  })

  it('sends nothing where a function is to write the message', async () => {
    const guarded = await createPool(server, {
      LambdaConfig: { CustomMessage: 'arn:aws:lambda:us-east-1:000000000000:function:write' },
    })
    const token = await open('unwritten', { email: 'unwritten@example.com' }, guarded)
    await expect(ask(token)).rejects.toMatchObject({ name: 'UnexpectedLambdaException' })
    await expect(verify(token, '123456')).rejects.toMatchObject(expired)
  })
})
