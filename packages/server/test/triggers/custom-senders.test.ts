import { buildClient, CommitmentPolicy, KmsKeyringNode } from '@aws-crypto/client-node'
import { KMS } from '@aws-sdk/client-kms'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import * as messages from '../../src/storage/messages.ts'
import { createFunctions, type TriggerEvent } from '../support/functions.ts'
import { createPool, type Pool } from '../support/pool.ts'
import { databases, startTestServer, type TestServer } from '../support/server.ts'

const KEY = 'arn:aws:kms:us-east-1:000000000000:key/1234abcd-12ab-34cd-56ef-1234567890ab'
const { decrypt } = buildClient(CommitmentPolicy.REQUIRE_ENCRYPT_REQUIRE_DECRYPT)

describe.each(databases)('functions that send on %s', (kind) => {
  const functions = createFunctions()
  let server: TestServer
  let pool: Pool
  let failures = 0

  beforeAll(async () => {
    server = await startTestServer(kind, [], { invoke: functions.invoke })
    const send = functions.add('send', () => {
      failures -= 1
      if (failures >= 0) throw new Error('no mail today')
      return 'what is answered counts for nothing'
    })
    pool = await createPool(server, {
      AutoVerifiedAttributes: ['email'],
      LambdaConfig: {
        CustomEmailSender: { LambdaArn: send, LambdaVersion: 'V1_0' },
        CustomSMSSender: { LambdaArn: send, LambdaVersion: 'V1_0' },
        CustomMessage: functions.add('word', () => {
          throw new Error('is not asked where a function sends')
        }),
        KMSKeyID: KEY,
      },
    })
  })
  afterAll(() => server.stop())
  beforeEach(() => {
    failures = 0
    functions.events.splice(0)
  })

  const kms = () =>
    new KMS({
      endpoint: server.url,
      region: 'us-east-1',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    })
  const open = async (code: string, keyIds = [KEY]) => {
    const keyring = new KmsKeyringNode({ keyIds, clientProvider: () => kms() as never })
    const { plaintext, messageHeader } = await decrypt(keyring, Buffer.from(code, 'base64'))
    return { text: plaintext.toString('utf8'), context: messageHeader.encryptionContext }
  }
  const signUp = (Username: string, attributes: Record<string, string>) =>
    server.call('SignUp', {
      ClientId: pool.clientId,
      Username,
      Password: 'Correct-Horse-1',
      UserAttributes: Object.entries(attributes).map(([Name, Value]) => ({ Name, Value })),
      ClientMetadata: { campaign: 'spring' },
    })
  const told = async (count = 1): Promise<TriggerEvent> => {
    await vi.waitFor(() => expect(functions.events.length).toBeGreaterThanOrEqual(count), 30_000)
    return functions.events.at(-1)
  }

  it('get the code under the key of the pool, which the Encryption SDK opens by our KMS', async () => {
    const { UserConfirmed } = await signUp('sendable', { email: 'sendable@example.com' })
    expect(UserConfirmed).toBe(false)
    const event = await told()
    expect(event).toMatchObject({
      version: '1',
      triggerSource: 'CustomEmailSender_SignUp',
      userName: 'sendable',
      userPoolId: pool.userPoolId,
      callerContext: { clientId: pool.clientId },
      request: {
        type: 'customEmailSenderRequestV1',
        userAttributes: { email: 'sendable@example.com', 'cognito:user_status': 'UNCONFIRMED' },
        clientMetadata: { campaign: 'spring' },
      },
    })
    const { text, context } = await open(event.request.code)
    expect(text).toMatch(/^\d{6}$/)
    expect(context).toEqual({ 'userpool-id': pool.userPoolId })
    const [shown] = await server.outbox({ to: 'sendable@example.com' })
    expect(shown?.code).toBe(text)
    const confirmation = { ClientId: pool.clientId, Username: 'sendable', ConfirmationCode: text }
    await server.call('ConfirmSignUp', confirmation)
  })

  it('do not open under another key or with another context', async () => {
    await signUp('closed', { email: 'closed@example.com' })
    const { code } = (await told()).request
    const other = KEY.replace('1234abcd', 'ffffffff')
    await expect(open(code, [other])).rejects.toThrow()
    const [generated, client] = [await kms().generateDataKey({ KeyId: KEY, KeySpec: 'AES_256' }), kms()]
    const CiphertextBlob = generated.CiphertextBlob as Uint8Array
    const { Plaintext, KeyId } = await client.decrypt({ CiphertextBlob })
    expect([Plaintext, KeyId]).toEqual([generated.Plaintext, KEY])
    await expect(
      client.decrypt({ CiphertextBlob, EncryptionContext: { pool: 'other' } }),
    ).rejects.toMatchObject({ name: 'InvalidCiphertextException' })
    await expect(client.decrypt({ CiphertextBlob, KeyId: other })).rejects.toMatchObject({
      name: 'IncorrectKeyException',
    })
    const described = await client.describeKey({ KeyId: '1234abcd-12ab-34cd-56ef-1234567890ab' })
    expect(described.KeyMetadata).toMatchObject({ Arn: KEY, Enabled: true })
    await expect(client.describeKey({ KeyId: 'alias/mine' })).rejects.toMatchObject({
      name: 'NotFoundException',
    })
    await expect(client.createKey({})).rejects.toThrow('CreateKey of KMS is not available on this server')
  })

  it('send what an administrator lets be sent, the temporary password in it', async () => {
    await server.call('AdminCreateUser', {
      UserPoolId: pool.userPoolId,
      Username: 'invited',
      TemporaryPassword: 'Temporary-Horse-1',
      UserAttributes: [{ Name: 'phone_number', Value: '+15555550100' }],
      DesiredDeliveryMediums: ['SMS'],
    })
    const event = await told()
    expect(event).toMatchObject({
      triggerSource: 'CustomSMSSender_AdminCreateUser',
      request: { type: 'customSMSSenderRequestV1' },
    })
    expect((await open(event.request.code)).text).toBe('Temporary-Horse-1')
  })

  it('are tried three times, and their failure reaches nobody but the log', async () => {
    failures = 5
    await signUp('unlucky', { email: 'unlucky@example.com' })
    for (const count of [1, 2, 3]) {
      await told(count)
      await vi.waitFor(
        async () => expect((await stored('unlucky@example.com'))?.lastError).toContain('failed'),
        10_000,
      )
      server.advance(60)
      server.services.wakeSender()
    }
    await vi.waitFor(async () => expect((await stored('unlucky@example.com'))?.dueAt).toBeUndefined(), 30_000)
    expect(functions.events).toHaveLength(3)
    expect(await stored('unlucky@example.com')).toMatchObject({
      tries: 3,
      lastError: 'the function failed: UserLambdaValidationException',
    })
  })

  const stored = async (to: string) => (await messages.list(server.services.db, { to, limit: 1 }))[0]
})
