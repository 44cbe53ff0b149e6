import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Answer, databases, startTestServer, type TestServer } from '../support/server.ts'
import { isInstalled, python, runGuest } from './guests.ts'

const hasBoto3 = isInstalled(python, '-c', 'import boto3')

describe.runIf(hasBoto3).each(databases)('boto3 on %s', (kind) => {
  let server: TestServer
  let seen: Answer

  beforeAll(async () => {
    server = await startTestServer(kind)
    const { output, errors } = await runGuest(server.url, python, ['journey.py'])
    expect(errors).toBe('')
    seen = JSON.parse(output)
  })
  afterAll(() => server.stop())

  it('makes a pool and reads it, with its time', () => {
    expect(seen.pool).toEqual({
      id: expect.stringMatching(/^us-east-1_[0-9A-Za-z]{9}$/),
      tags: { team: 'blue' },
      createdIsDatetime: true,
      createdNow: true,
    })
  })

  it('signs a user up', () => {
    expect(seen.signUp).toEqual({
      confirmed: false,
      delivery: { AttributeName: 'email', DeliveryMedium: 'EMAIL', Destination: 'a***@e***' },
    })
  })

  it('signs in, refreshes and reads the user, without a signature', () => {
    expect(seen.session).toMatchObject({
      expiresIn: 3600,
      username: 'ada',
      attributes: { email: 'ada@example.com', email_verified: 'true', name: 'Žofie' },
    })
  })

  it('changes the password', () => {
    expect(seen.password).toEqual({
      old: { Code: 'NotAuthorizedException', Message: 'Incorrect username or password.' },
      new: 'Bearer',
    })
  })

  it('raises typed exceptions without trying again', () => {
    expect(seen.errors).toEqual({
      typed: {
        message: 'User does not exist.',
        status: 400,
        retries: 0,
        requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      },
      noPool: {
        Code: 'ResourceNotFoundException',
        Message: 'User pool us-east-1_Nowhere00 does not exist.',
      },
      noSecretHash: {
        Code: 'NotAuthorizedException',
        Message: expect.stringMatching(
          /^Client \w+ is configured with secret but SECRET_HASH was not received$/,
        ),
      },
    })
  })

  it('pages through users and pools', () => {
    expect(seen.pages).toEqual({ users: ['one', 'three', 'two'], pools: ['boto', 'pages'] })
  })

  it('deletes a user', () => {
    expect(seen.end).toEqual({ Code: 'UserNotFoundException', Message: 'User does not exist.' })
  })
})
