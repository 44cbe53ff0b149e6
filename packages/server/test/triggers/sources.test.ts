import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { ALWAYS, beginProof, confirmedDevice, respond, startSignIn } from '../support/device.ts'
import { createPool, createUser, PASSWORD, type Pool, signIn } from '../support/pool.ts'
import { databases, startTestServer, type TestServer } from '../support/server.ts'
import { mapped, triggerCalls } from '../support/trigger-calls.ts'

const NEW_PASSWORD = 'Another-Horse-1'
const METADATA = { campaign: 'spring' }
/** Which of the two names the metadata has in a function's request. */
type Seen = 'clientMetadata' | 'validationData' | undefined

const flows = [
  'ALLOW_USER_AUTH',
  'ALLOW_USER_PASSWORD_AUTH',
  'ALLOW_ADMIN_USER_PASSWORD_AUTH',
  'ALLOW_CUSTOM_AUTH',
  'ALLOW_REFRESH_TOKEN_AUTH',
]

describe.each(databases)('the triggers of each operation on %s', (kind) => {
  let server: TestServer
  let pool: Pool
  let calledBefore = 0

  beforeAll(async () => {
    server = await startTestServer(kind, mapped('answers/index.js'))
    pool = await createPool(
      server,
      {
        AutoVerifiedAttributes: ['email'],
        Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'EMAIL_OTP'] } },
      },
      { ExplicitAuthFlows: flows, PreventUserExistenceErrors: 'ENABLED' },
    )
    calledBefore = (await triggerCalls(server)).length
  })
  afterAll(() => server.stop())

  const email = (username: string) => [{ Name: 'email', Value: `${username}@example.com` }]
  const verified = (username: string) =>
    createUser(server, pool, username, { email: `${username}@example.com`, email_verified: 'true' })
  const withClient = (input: Record<string, unknown>) => ({ ClientId: pool.clientId, ...input })
  const withPool = (input: Record<string, unknown>) => ({ UserPoolId: pool.userPoolId, ...input })
  const signUp = (Username: string) =>
    server.call(
      'SignUp',
      withClient({
        Username,
        Password: PASSWORD,
        UserAttributes: email(Username),
        ValidationData: [{ Name: 'invitation', Value: '42' }],
        ClientMetadata: METADATA,
      }),
    )
  const codeOf = (username: string) => server.codeFor(`${username}@example.com`)
  const start = (AuthFlow: string, AuthParameters: Record<string, string>) =>
    server.call('InitiateAuth', withClient({ AuthFlow, AuthParameters, ClientMetadata: METADATA }))
  const answer = (ChallengeName: string, Session: string, ChallengeResponses: Record<string, string>) =>
    server.call(
      'RespondToAuthChallenge',
      withClient({ ChallengeName, Session, ChallengeResponses, ClientMetadata: METADATA }),
    )

  /** The sources of the calls since the last look, each with where it found the metadata. */
  const seen = async (): Promise<[string, Seen][]> => {
    const calls = (await triggerCalls(server)).slice(calledBefore)
    calledBefore += calls.length
    return calls.map(({ triggerSource, event, outcome }) => {
      expect([triggerSource, outcome]).toEqual([triggerSource, 'success'])
      const names = (['clientMetadata', 'validationData'] as const).filter(
        (name) => event.request[name]?.campaign === METADATA.campaign,
      )
      expect(names.length).toBeLessThan(2)
      return [triggerSource, names[0]]
    })
  }

  type Row = [
    name: string,
    prepare: () => Promise<unknown>,
    run: (prepared: never) => Promise<unknown>,
    seen: [string, Seen][],
  ]
  const row = <Prepared>(
    name: string,
    prepare: () => Promise<Prepared>,
    run: (prepared: Prepared) => Promise<unknown>,
    expected: [string, Seen][],
  ): Row => [name, prepare, run as (prepared: never) => Promise<unknown>, expected]
  const nothing = async () => undefined

  const rows: Row[] = [
    row('SignUp', nothing, () => signUp('ada'), [
      ['PreSignUp_SignUp', 'clientMetadata'],
      ['CustomMessage_SignUp', 'clientMetadata'],
    ]),
    row('SignUp that the function confirms', nothing, () => signUp('auto-ada'), [
      ['PreSignUp_SignUp', 'clientMetadata'],
      ['PostConfirmation_ConfirmSignUp', 'clientMetadata'],
    ]),
    row(
      'ResendConfirmationCode',
      () => signUp('bob'),
      () => server.call('ResendConfirmationCode', withClient({ Username: 'bob', ClientMetadata: METADATA })),
      [['CustomMessage_ResendCode', 'clientMetadata']],
    ),
    row(
      'ConfirmSignUp',
      async () => {
        await signUp('cleo')
        return codeOf('cleo')
      },
      (ConfirmationCode) =>
        server.call(
          'ConfirmSignUp',
          withClient({ Username: 'cleo', ConfirmationCode, ClientMetadata: METADATA }),
        ),
      [['PostConfirmation_ConfirmSignUp', 'clientMetadata']],
    ),
    row(
      'AdminConfirmSignUp',
      () => signUp('dora'),
      () => server.call('AdminConfirmSignUp', withPool({ Username: 'dora', ClientMetadata: METADATA })),
      [['PostConfirmation_ConfirmSignUp', 'clientMetadata']],
    ),
    row(
      'AdminCreateUser',
      nothing,
      () =>
        server.call(
          'AdminCreateUser',
          withPool({
            Username: 'emil',
            TemporaryPassword: PASSWORD,
            UserAttributes: email('emil'),
            DesiredDeliveryMediums: ['EMAIL'],
            ClientMetadata: METADATA,
          }),
        ),
      [
        ['PreSignUp_AdminCreateUser', 'clientMetadata'],
        ['CustomMessage_AdminCreateUser', 'clientMetadata'],
      ],
    ),
    row(
      'ForgotPassword',
      () => verified('fay'),
      () => server.call('ForgotPassword', withClient({ Username: 'fay', ClientMetadata: METADATA })),
      [['CustomMessage_ForgotPassword', 'clientMetadata']],
    ),
    row(
      'ConfirmForgotPassword',
      async () => {
        await verified('gil')
        await server.call('ForgotPassword', withClient({ Username: 'gil' }))
        return codeOf('gil')
      },
      (ConfirmationCode) =>
        server.call(
          'ConfirmForgotPassword',
          withClient({ Username: 'gil', ConfirmationCode, Password: NEW_PASSWORD, ClientMetadata: METADATA }),
        ),
      [['PostConfirmation_ConfirmForgotPassword', 'clientMetadata']],
    ),
    row(
      'AdminResetUserPassword',
      () => verified('hal'),
      () => server.call('AdminResetUserPassword', withPool({ Username: 'hal', ClientMetadata: METADATA })),
      [['CustomMessage_ForgotPassword', 'clientMetadata']],
    ),
    row(
      'UpdateUserAttributes',
      async () => {
        await verified('ida')
        return signIn(server, pool, 'ida')
      },
      ({ AccessToken }) =>
        server.call('UpdateUserAttributes', {
          AccessToken,
          UserAttributes: email('ida-new'),
          ClientMetadata: METADATA,
        }),
      [['CustomMessage_UpdateUserAttribute', 'clientMetadata']],
    ),
    row(
      'AdminUpdateUserAttributes',
      () => verified('jan'),
      () =>
        server.call(
          'AdminUpdateUserAttributes',
          withPool({ Username: 'jan', UserAttributes: email('jan-new'), ClientMetadata: METADATA }),
        ),
      [['CustomMessage_UpdateUserAttribute', 'clientMetadata']],
    ),
    row(
      'GetUserAttributeVerificationCode',
      async () => {
        await createUser(server, pool, 'kim', { email: 'kim@example.com' })
        return signIn(server, pool, 'kim')
      },
      ({ AccessToken }) =>
        server.call('GetUserAttributeVerificationCode', {
          AccessToken,
          AttributeName: 'email',
          ClientMetadata: METADATA,
        }),
      [['CustomMessage_VerifyUserAttribute', 'clientMetadata']],
    ),
    row(
      'InitiateAuth by password',
      () => verified('lea'),
      () => start('USER_PASSWORD_AUTH', { USERNAME: 'lea', PASSWORD }),
      [
        ['PreAuthentication_Authentication', 'validationData'],
        ['PostAuthentication_Authentication', undefined],
        ['TokenGeneration_Authentication', undefined],
      ],
    ),
    row(
      'AdminInitiateAuth by password',
      () => verified('mia'),
      () =>
        server.call(
          'AdminInitiateAuth',
          withPool({
            ClientId: pool.clientId,
            AuthFlow: 'ADMIN_USER_PASSWORD_AUTH',
            AuthParameters: { USERNAME: 'mia', PASSWORD },
            ClientMetadata: METADATA,
          }),
        ),
      [
        ['PreAuthentication_Authentication', 'validationData'],
        ['PostAuthentication_Authentication', undefined],
        ['TokenGeneration_Authentication', undefined],
      ],
    ),
    row(
      'InitiateAuth by a code, which is sent',
      () => verified('nora'),
      () => start('USER_AUTH', { USERNAME: 'nora', PREFERRED_CHALLENGE: 'EMAIL_OTP' }),
      [
        ['PreAuthentication_Authentication', 'validationData'],
        ['CustomMessage_Authentication', undefined],
      ],
    ),
    row(
      'the answer with that code',
      async () => {
        await verified('otto')
        return start('USER_AUTH', { USERNAME: 'otto', PREFERRED_CHALLENGE: 'EMAIL_OTP' })
      },
      async ({ Session }) =>
        answer('EMAIL_OTP', Session, { USERNAME: 'otto', EMAIL_OTP_CODE: await codeOf('otto') }),
      [
        ['PostAuthentication_Authentication', 'clientMetadata'],
        ['TokenGeneration_Authentication', 'clientMetadata'],
      ],
    ),
    row(
      'a new password in the place of a temporary one',
      async () => {
        await server.call(
          'AdminCreateUser',
          withPool({ Username: 'pia', TemporaryPassword: PASSWORD, MessageAction: 'SUPPRESS' }),
        )
        return start('USER_PASSWORD_AUTH', { USERNAME: 'pia', PASSWORD })
      },
      ({ Session }) => answer('NEW_PASSWORD_REQUIRED', Session, { USERNAME: 'pia', NEW_PASSWORD }),
      [
        ['PostAuthentication_Authentication', 'clientMetadata'],
        ['TokenGeneration_NewPasswordChallenge', 'clientMetadata'],
      ],
    ),
    row(
      'CUSTOM_AUTH',
      () => verified('quin'),
      async () => {
        const { Session } = await start('CUSTOM_AUTH', { USERNAME: 'quin' })
        const again = await answer('CUSTOM_CHALLENGE', Session, { USERNAME: 'quin', ANSWER: 'barley' })
        await answer('CUSTOM_CHALLENGE', again.Session, { USERNAME: 'quin', ANSWER: 'sesame' })
      },
      [
        ['PreAuthentication_Authentication', 'validationData'],
        ['DefineAuthChallenge_Authentication', undefined],
        ['CreateAuthChallenge_Authentication', undefined],
        ['VerifyAuthChallengeResponse_Authentication', 'clientMetadata'],
        ['DefineAuthChallenge_Authentication', 'clientMetadata'],
        ['CreateAuthChallenge_Authentication', 'clientMetadata'],
        ['VerifyAuthChallengeResponse_Authentication', 'clientMetadata'],
        ['DefineAuthChallenge_Authentication', 'clientMetadata'],
        ['PostAuthentication_Authentication', 'clientMetadata'],
        ['TokenGeneration_Authentication', 'clientMetadata'],
      ],
    ),
    row(
      'REFRESH_TOKEN_AUTH',
      async () => {
        await verified('rosa')
        return signIn(server, pool, 'rosa')
      },
      ({ RefreshToken }) => start('REFRESH_TOKEN_AUTH', { REFRESH_TOKEN: RefreshToken }),
      [['TokenGeneration_RefreshTokens', undefined]],
    ),
    row(
      'a user who is brought over at sign-in',
      nothing,
      () => start('USER_PASSWORD_AUTH', { USERNAME: 'moved-1', PASSWORD }),
      [
        ['UserMigration_Authentication', 'validationData'],
        ['PreAuthentication_Authentication', 'validationData'],
        ['PostAuthentication_Authentication', undefined],
        ['TokenGeneration_Authentication', undefined],
      ],
    ),
    row(
      'a user who is brought over by a forgotten password',
      nothing,
      () => server.call('ForgotPassword', withClient({ Username: 'moved-2', ClientMetadata: METADATA })),
      [
        ['UserMigration_ForgotPassword', 'clientMetadata'],
        ['CustomMessage_ForgotPassword', 'clientMetadata'],
      ],
    ),
  ]

  it.each(rows)(
    '%s',
    async (_name, prepare, run, expected) => {
      const prepared = (await prepare()) as never
      await seen()
      await run(prepared)
      expect(await seen()).toEqual(expected)
    },
    30_000,
  )

  it('GetTokensFromRefreshToken', async () => {
    const { UserPoolClient } = await server.call(
      'CreateUserPoolClient',
      withPool({
        ClientName: 'rotating',
        ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH'],
        RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds: 0 },
      }),
    )
    await verified('sam')
    const { ClientId } = UserPoolClient
    const { RefreshToken } = await signIn(server, { ...pool, clientId: ClientId }, 'sam')
    await seen()
    await server.call('GetTokensFromRefreshToken', { ClientId, RefreshToken, ClientMetadata: METADATA })
    expect(await seen()).toEqual([['TokenGeneration_RefreshTokens', 'clientMetadata']])
  })

  it('a remembered device', async () => {
    await server.call(
      'UpdateUserPool',
      withPool({ AutoVerifiedAttributes: ['email'], DeviceConfiguration: ALWAYS }),
    )
    await verified('tess')
    const { device } = await confirmedDevice(server, pool, 'tess')
    const challenge = await startSignIn(server, pool, 'tess', device.key)
    const { challenge: next, proof } = await beginProof(server, pool, challenge, device, 'tess')
    await seen()
    await respond(server, pool, 'DEVICE_PASSWORD_VERIFIER', { session: next.Session, responses: proof })
    const sources = (await seen()).map(([source]) => source)
    expect(sources).toEqual(['PostAuthentication_Authentication', 'TokenGeneration_AuthenticateDevice'])
    await server.call('UpdateUserPool', withPool({ AutoVerifiedAttributes: ['email'] }))
  })

  it('shows PreSignUp its validation data, and nobody else', async () => {
    await seen()
    await signUp('uma')
    const calls = (await triggerCalls(server)).slice(-2)
    expect(calls.map(({ event }) => event.request.validationData)).toEqual([{ invitation: '42' }, undefined])
  })

  it('tells a function of a name that nobody has only where the client hides that', async () => {
    const gone = { name: 'NotAuthorizedException' }
    await expect(start('USER_PASSWORD_AUTH', { USERNAME: 'vera', PASSWORD })).rejects.toMatchObject(gone)
    const [migration, authentication] = (await triggerCalls(server)).slice(-2)
    expect(migration?.event.request).toMatchObject({ validationData: METADATA, password: '(hidden)' })
    expect(authentication?.event).toMatchObject({ userName: 'vera', request: { userNotFound: true } })
  })

  it('sends nothing of a user who was brought over, and keeps their password', async () => {
    await vi.waitFor(
      async () => expect(await server.outbox({ to: 'moved-1@example.com' })).toEqual([]),
      10_000,
    )
    expect(await signIn(server, pool, 'moved-1')).toHaveProperty('AccessToken')
  })
})
