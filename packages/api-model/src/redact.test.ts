import { describe, expect, test } from 'vitest'
import { shapes } from './generated/shapes.ts'
import { redact, type ShapeName } from './index.ts'
import { nodeOf } from './shape.ts'

const secret = 'hunter2'

describe('redact', () => {
  const cases: Array<[ShapeName, unknown]> = [
    [
      'SignUpRequest',
      {
        Username: secret,
        Password: secret,
        SecretHash: secret,
        UserAttributes: [{ Name: 'email', Value: secret }],
      },
    ],
    [
      'InitiateAuthRequest',
      { AuthParameters: { PASSWORD: secret }, ClientMetadata: { captcha: secret }, Session: secret },
    ],
    [
      'RespondToAuthChallengeRequest',
      { ChallengeResponses: { NEW_PASSWORD: secret }, UserContextData: { IpAddress: secret } },
    ],
    [
      'InitiateAuthResponse',
      {
        ChallengeParameters: { SECRET_BLOCK: secret },
        AuthenticationResult: { IdToken: secret, RefreshToken: secret },
      },
    ],
    ['ConfirmSignUpRequest', { ConfirmationCode: secret }],
    ['VerifyUserAttributeRequest', { Code: secret }],
    ['VerifySoftwareTokenRequest', { UserCode: secret }],
    ['AssociateSoftwareTokenResponse', { SecretCode: secret }],
    ['ChangePasswordRequest', { PreviousPassword: secret, ProposedPassword: secret, AccessToken: secret }],
    ['AdminCreateUserRequest', { TemporaryPassword: secret }],
    ['CreateUserPoolClientResponse', { UserPoolClient: { ClientSecret: secret } }],
    ['GetClientTokenRequest', { Secret: secret }],
    ['CreateIdentityProviderRequest', { ProviderDetails: { client_secret: secret, private_key: secret } }],
    ['ConfirmDeviceRequest', { DeviceSecretVerifierConfig: { PasswordVerifier: secret, Salt: secret } }],
    ['CompleteWebAuthnRegistrationRequest', { Credential: { response: secret } }],
    [
      'AdminInitiateAuthRequest',
      { ContextData: { HttpHeaders: [{ headerName: 'cookie', headerValue: secret }], EncodedData: secret } },
    ],
    ['DescribeUserImportJobResponse', { UserImportJob: { PreSignedUrl: secret } }],
    ['ListUsersRequest', { Filter: secret }],
    ['CreateGroupRequest', { Unlisted: secret }],
    ['CreateGroupRequest', [secret]],
    ['SchemaAttributesListType', secret],
  ]
  test.each(cases)('hides the secrets of %s', (shape, value) => {
    expect(JSON.stringify(redact(shape, value))).not.toContain(secret)
  })

  test('keeps what is needed to follow a request', () => {
    const input = {
      UserPoolId: 'a_b',
      ProviderName: 'x',
      ProviderDetails: { client_id: 'id', client_secret: secret },
    }
    expect(redact('CreateIdentityProviderRequest', input)).toEqual({
      UserPoolId: 'a_b',
      ProviderName: 'x',
      ProviderDetails: { client_id: 'id', client_secret: '***' },
    })
    expect(
      redact('SignUpRequest', { Username: 'ann', UserAttributes: [{ Name: 'email', Value: 'a@b' }] }),
    ).toEqual({
      Username: '***',
      UserAttributes: [{ Name: 'email', Value: '***' }],
    })
  })

  /** Strings whose names speak of secrets, but which hold none. */
  const harmless =
    /^(ChallengeName|CodeDeliveryDetails|TokenType|NextToken|PaginationToken|.*Validity.*|.*SessionId|ClientSecretId|ClientSecretCreateDate|.*Sessions?|.*Configuration|RevokeAssociatedSessions|PasswordHashingAlgorithm|PreTokenGeneration.*)$/

  test('leaves no string whose name speaks of a password, code, token or secret', () => {
    const suspects = (Object.keys(shapes) as ShapeName[]).flatMap((name) => {
      const node = nodeOf(name)
      if (node.type !== 'structure') return []
      return node.members
        .filter(
          (member) =>
            /Password|Code$|Token$|Secret|SecretHash|Session$/.test(member.name) &&
            !harmless.test(member.name),
        )
        .filter((member) => member.node.type === 'string' && !member.node.enum && !member.secret)
        .map((member) => `${name}.${member.name}`)
    })
    expect(suspects).toEqual([])
  })
})
