import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createPool, PASSWORD, signIn } from '../support/pool.ts'
import { type ServerProcess, startProcess, temporaryFolder } from '../support/process.ts'

const EMAIL = 'ada@example.com'

describe('what a sign-up, a sign-in and a client secret leave behind', () => {
  const secrets = new Map<string, string>()
  let folder: { path: string; remove(): Promise<void> }
  let log: string
  let database: string

  beforeAll(async () => {
    folder = await temporaryFolder()
    const server = await startProcess([`--data-dir=${folder.path}`, '--no-demo', '--log-level=debug'])
    await leaveSecrets(server)
    await server.stop()
    log = server.output()
    const files = ['poolhouse.db', 'poolhouse.db-wal'].map((name) => join(folder.path, name))
    const texts = await Promise.all(files.map((file) => readFile(file, 'latin1').catch(() => '')))
    database = texts.join('')
  })
  afterAll(() => folder.remove())

  async function leaveSecrets(server: ServerProcess): Promise<void> {
    const pool = await createPool(server, { AutoVerifiedAttributes: ['email'] })
    const { UserPoolClient } = await server.call('CreateUserPoolClient', {
      UserPoolId: pool.userPoolId,
      ClientName: 'confidential',
      GenerateSecret: true,
    })
    const user = { ClientId: pool.clientId, Username: 'ada' }
    await server.call('SignUp', {
      ...user,
      Password: PASSWORD,
      UserAttributes: [{ Name: 'email', Value: EMAIL }],
    })
    const ConfirmationCode = await server.codeFor(EMAIL)
    await server.call('ConfirmSignUp', { ...user, ConfirmationCode })
    const tokens = await signIn(server, pool, 'ada')
    await server.call('GetUser', { AccessToken: tokens.AccessToken })
    secrets.set('the password', PASSWORD)
    secrets.set('the code', ConfirmationCode)
    secrets.set('the client secret', UserPoolClient.ClientSecret)
    secrets.set('the access token', tokens.AccessToken)
    secrets.set('the ID token', tokens.IdToken)
    secrets.set('the refresh token', tokens.RefreshToken)
  }

  const names = [
    'the password',
    'the code',
    'the client secret',
    'the access token',
    'the ID token',
    'the refresh token',
  ]

  it.each(names)('does not hold %s in the log, not even at debug level', (name) => {
    expect(log).toContain('SignUp')
    expect(log).not.toContain(secrets.get(name))
  })

  it.each(names.filter((name) => name !== 'the code'))('does not hold %s in the database', (name) => {
    expect(database).toContain('us-east-1_')
    expect(database).not.toContain(secrets.get(name))
  })

  it('does not hold the code in the database, alone or in a message', () => {
    const code = secrets.get('the code') ?? ''
    expect(database).not.toMatch(new RegExp(`(^|[^0-9])${code}([^0-9]|$)`))
  })

  it('does not hold a private key in the database', () => {
    expect(database).not.toMatch(/PRIVATE KEY|"d":"/)
  })
})
