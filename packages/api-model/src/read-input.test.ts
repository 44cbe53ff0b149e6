import { describe, expect, test } from 'vitest'
import { type OperationName, readInput, SerializationError, ValidationError } from './index.ts'

function failure(work: () => unknown): unknown {
  try {
    work()
  } catch (error) {
    return error
  }
  throw new Error('Nothing was thrown')
}

function serializationText(operation: OperationName, json: unknown): string | undefined {
  const error = failure(() => readInput(operation, json))
  if (!(error instanceof SerializationError)) throw error
  return error.text
}

function validationText(operation: OperationName, json: unknown): string {
  const error = failure(() => readInput(operation, json))
  if (!(error instanceof ValidationError)) throw error
  return error.message
}

const user = { UserPoolId: 'eu-west-1_abc', Username: 'ann' }
const signUp = { ClientId: 'client', Username: 'ann', Password: 'secret 1' }
const pool = { PoolName: 'pool' }
const unlike = (pattern: string) => `Member must satisfy regular expression pattern: ${pattern}`
const name = '[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]+'

describe('wrong JSON types', () => {
  const cases: Array<[string, OperationName, unknown, string | undefined]> = [
    ['a list as body', 'ListUserPools', [], 'Start of list found where not expected'],
    ['null as body', 'ListUserPools', null, undefined],
    ['a string as body', 'ListUserPools', 'x', undefined],
    ['a number for a string', 'SignUp', { ClientId: 1 }, 'NUMBER_VALUE can not be converted to a String'],
    [
      'a fraction for a string',
      'SignUp',
      { ClientId: 1.5 },
      'DECIMAL_VALUE can not be converted to a String',
    ],
    ['true for a string', 'SignUp', { ClientId: true }, 'TRUE_VALUE can not be converted to a String'],
    ['false for a string', 'SignUp', { ClientId: false }, 'FALSE_VALUE can not be converted to a String'],
    ['a list for a string', 'SignUp', { ClientId: [] }, 'Start of list found where not expected'],
    [
      'an object for a string',
      'SignUp',
      { ClientId: {} },
      'Start of structure or map found where not expected.',
    ],
    ['a string for a list', 'SignUp', { UserAttributes: 'x' }, 'Expected list or null'],
    [
      'an object for a list',
      'SignUp',
      { UserAttributes: {} },
      'Start of structure or map found where not expected.',
    ],
    ['a string for a structure', 'SignUp', { UserContextData: 'x' }, 'Expected null'],
    ['a list for a structure', 'SignUp', { UserContextData: [] }, 'Start of list found where not expected'],
    ['a list for a map', 'SignUp', { ClientMetadata: [] }, 'Start of list found where not expected'],
    [
      'a number in a map',
      'SignUp',
      { ClientMetadata: { a: 1 } },
      'NUMBER_VALUE can not be converted to a String',
    ],
    ['a number for a map', 'TagResource', { ResourceArn: 'x', Tags: 4 }, 'Expected null'],
    [
      'a string for an integer',
      'ListUserPools',
      { MaxResults: '1' },
      'STRING_VALUE can not be converted to an Integer',
    ],
    [
      'true for an integer',
      'ListUserPools',
      { MaxResults: true },
      'TRUE_VALUE can not be converted to an Integer',
    ],
    [
      'a fraction for an integer',
      'ListUserPools',
      { MaxResults: 1.5 },
      'DECIMAL_VALUE can not be converted to an Integer',
    ],
    ['an integer beyond 32 bits', 'CreateGroup', { Precedence: 2 ** 31 }, undefined],
    [
      'a word for a boolean',
      'AdminSetUserPassword',
      { Permanent: 'oui' },
      'STRING_VALUE can not be converted to an Boolean',
    ],
    [
      'a number for a boolean',
      'AdminSetUserPassword',
      { Permanent: 1 },
      'NUMBER_VALUE can not be converted to a Boolean',
    ],
    ['text for a blob', 'SetUICustomization', { ImageFile: 'no base64' }, undefined],
    ['a number for a blob', 'SetUICustomization', { ImageFile: 1 }, undefined],
  ]
  test.each(cases)('refuses %s', (_, operation, json, text) => {
    expect(serializationText(operation, json)).toBe(text)
  })

  test('refuses wrong types before broken constraints', () => {
    expect(serializationText('ListUserPools', { MaxResults: 0, NextToken: 1 })).toMatch('NUMBER_VALUE')
  })

  test('refuses a free document that is nested too deep', () => {
    const nested = (depth: number) => JSON.parse(`${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`)
    const input = { AccessToken: 'a.b.c', Credential: nested(64) }
    expect(readInput('CompleteWebAuthnRegistration', input).Credential).toBeDefined()
    expect(
      serializationText('CompleteWebAuthnRegistration', { ...input, Credential: nested(65) }),
    ).toBeUndefined()
  })
})

describe('accepted forms', () => {
  test('drops nulls and unknown members at every depth', () => {
    const input = {
      ...signUp,
      SecretHash: null,
      Unknown: { deep: [1] },
      UserAttributes: [null, { Name: 'email', Value: null, Other: 1 }],
      ClientMetadata: { kept: 'yes', dropped: null },
    }
    const expected = { ...signUp, UserAttributes: [{ Name: 'email' }], ClientMetadata: { kept: 'yes' } }
    expect(JSON.parse(JSON.stringify(readInput('SignUp', input)))).toEqual(expected)
  })

  test.each([
    ['true', true],
    ['T', true],
    ['1', true],
    ['No', false],
    ['0', false],
  ])('takes the word %s for a boolean', (word, expected) => {
    expect(readInput('AdminSetUserPassword', { ...user, Password: 'pw', Permanent: word }).Permanent).toBe(
      expected,
    )
  })

  test('reads base64 as bytes', () => {
    const input = readInput('SetUICustomization', { UserPoolId: 'a_b', ImageFile: '/wAB' })
    expect(input.ImageFile).toEqual(Uint8Array.of(255, 0, 1))
  })

  test('keeps prototype keys as plain entries of maps and documents', () => {
    const json = JSON.parse(
      '{"AuthFlow":"USER_AUTH","ClientId":"c","__proto__":{"Session":"x"},"AuthParameters":{"__proto__":"p","constructor":"c"}}',
    )
    const input = readInput('InitiateAuth', json)
    expect(input.Session).toBeUndefined()
    expect(Object.keys(input.AuthParameters ?? {})).toEqual(['__proto__', 'constructor'])
    expect(input.AuthParameters?.toString).toBeUndefined()
  })
})

describe('broken constraints', () => {
  const cases: Array<[string, OperationName, unknown, string[]]> = [
    [
      'a missing member',
      'CreateUserPool',
      {},
      ["Value null at 'poolName' failed to satisfy constraint: Member must not be null"],
    ],
    [
      'a missing secret',
      'GetUser',
      {},
      ["Value at 'accessToken' failed to satisfy constraint: Member must not be null"],
    ],
    [
      'a long secret',
      'SignUp',
      { ...signUp, Username: 'a'.repeat(129) },
      ["Value at 'username' failed to satisfy constraint: Member must have length less than or equal to 128"],
    ],
    [
      'empty username and password, the password first and the pattern before the length',
      'SignUp',
      { ...signUp, Username: '', Password: '' },
      [
        `Value at 'password' failed to satisfy constraint: ${unlike('^[\\S]+.*[\\S]+$')}`,
        `Value at 'username' failed to satisfy constraint: ${unlike(name)}`,
        "Value at 'username' failed to satisfy constraint: Member must have length greater than or equal to 1",
      ],
    ],
    [
      'a value outside an enum',
      'CreateUserPool',
      { ...pool, MfaConfiguration: 'false' },
      [
        "Value 'false' at 'mfaConfiguration' failed to satisfy constraint: Member must satisfy enum value set: [OPTIONAL, OFF, ON]",
      ],
    ],
    [
      'an enum with two values of one place',
      'CreateIdentityProvider',
      { UserPoolId: 'a_b', ProviderName: 'idp', ProviderType: 'LDAP', ProviderDetails: {} },
      [
        "Value 'LDAP' at 'providerType' failed to satisfy constraint: Member must satisfy enum value set: [Facebook, SAML, SignInWithApple, LoginWithAmazon, OIDC, Google]",
      ],
    ],
    [
      'a list of values of an enum',
      'CreateUserPoolClient',
      { UserPoolId: 'a_b', ClientName: 'c', ExplicitAuthFlows: ['NONE'] },
      [
        "Value '[NONE]' at 'explicitAuthFlows' failed to satisfy constraint: Member must satisfy constraint: [Member must satisfy enum value set: [ALLOW_CUSTOM_AUTH, ADMIN_NO_SRP_AUTH, ALLOW_USER_AUTH, ALLOW_REFRESH_TOKEN_AUTH, ALLOW_CLIENT_TOKEN_AUTH, ALLOW_USER_PASSWORD_AUTH, ALLOW_USER_SRP_AUTH, CUSTOM_AUTH_FLOW_ONLY, USER_PASSWORD_AUTH, ALLOW_ADMIN_USER_PASSWORD_AUTH]]",
      ],
    ],
    [
      'a quoted identifier',
      'AdminConfirmSignUp',
      { ...user, UserPoolId: 'YOUR-POOL' },
      [`Value 'YOUR-POOL' at 'userPoolId' failed to satisfy constraint: ${unlike('[\\w-]+_[0-9a-zA-Z]+')}`],
    ],
    [
      'a large number',
      'ListUserPools',
      { MaxResults: 99_999_999_999 },
      [
        "Value '99999999999' at 'maxResults' failed to satisfy constraint: Member must have value less than or equal to 60",
      ],
    ],
    [
      'a small number',
      'ListUserPools',
      { MaxResults: 0 },
      [
        "Value '0' at 'maxResults' failed to satisfy constraint: Member must have value greater than or equal to 1",
      ],
    ],
    [
      'a structure in a list, by its position',
      'CreateUserPool',
      { ...pool, Schema: [{ Name: 'fine' }, { Name: 'x'.repeat(21) }] },
      [
        `Value '${'x'.repeat(21)}' at 'schema.2.member.name' failed to satisfy constraint: Member must have length less than or equal to 20`,
      ],
    ],
    [
      'a list of scalars, once, with all constraints',
      'UpdateUserPoolClient',
      { UserPoolId: 'a_b', ClientId: 'c', CallbackURLs: ['https://a', 'b c', ''] },
      [
        `Value '[https://a, b c, ]' at 'callbackURLs' failed to satisfy constraint: Member must satisfy constraint: [Member must have length less than or equal to 1024, Member must have length greater than or equal to 1, ${unlike(name)}]`,
      ],
    ],
    [
      'keys and values of a map',
      'CreateTerms',
      {
        UserPoolId: 'a_b',
        ClientId: 'c',
        TermsName: 'terms-of-use',
        TermsSource: 'LINK',
        Enforcement: 'NONE',
        Links: { 'cognito:klingon': '' },
      },
      [
        expect.stringMatching(
          /^Value '\{cognito:klingon=\}' at 'links' failed to satisfy constraint: Map keys must satisfy constraint: \[Member must satisfy/,
        ),
        `Value '{cognito:klingon=}' at 'links' failed to satisfy constraint: Map value must satisfy constraint: [Member must have length less than or equal to 1024, Member must have length greater than or equal to 1, ${unlike('^[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]+$')}]`,
      ],
    ],
    [
      'a structure in a map',
      'CreateUserPool',
      { ...pool, AcrConfiguration: { gold: {} } },
      [
        "Value null at 'acrConfiguration.gold.member.acrValue' failed to satisfy constraint: Member must not be null",
      ],
    ],
    [
      'a long list of structures, without its value',
      'AddCustomAttributes',
      { UserPoolId: 'a_b', CustomAttributes: new Array(26).fill({ Name: 'a' }) },
      [
        "Value at 'customAttributes' failed to satisfy constraint: Member must have length less than or equal to 25",
      ],
    ],
    [
      'a code, which is never quoted',
      'ConfirmSignUp',
      { ClientId: 'c', Username: 'ann', ConfirmationCode: '12 34' },
      [`Value at 'confirmationCode' failed to satisfy constraint: ${unlike('[\\S]+')}`],
    ],
  ]
  test.each(cases)('reports %s', (_, operation, json, violations) => {
    const error = failure(() => readInput(operation, json))
    expect(error).toBeInstanceOf(ValidationError)
    expect((error as ValidationError).violations).toEqual(violations)
  })

  test('joins one and several violations to a message', () => {
    expect(validationText('CreateUserPool', {})).toMatch(
      /^1 validation error detected: Value null at 'poolName' [^;]*$/,
    )
    expect(validationText('AdminGetUser', {})).toBe(
      "2 validation errors detected: Value at 'username' failed to satisfy constraint: Member must not be null; " +
        "Value null at 'userPoolId' failed to satisfy constraint: Member must not be null",
    )
  })

  test('counts code points', () => {
    expect(readInput('SignUp', { ...signUp, Username: '😀'.repeat(128) }).Username).toHaveLength(256)
    expect(validationText('SignUp', { ...signUp, Username: '😀'.repeat(129) })).toMatch(
      'less than or equal to 128',
    )
  })

  test('bounds the number of violations', () => {
    const error = failure(() =>
      readInput('SignUp', { ...signUp, UserAttributes: new Array(100_000).fill({}) }),
    )
    expect((error as ValidationError).violations).toHaveLength(100)
  })
})
