import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Output, writeOutput } from './index.ts'

describe('writeOutput', () => {
  test('writes dates as epoch seconds with fraction, bytes as base64, and leaves out what is absent', () => {
    const output: Output<'GetUICustomization'> = {
      UICustomization: {
        UserPoolId: 'a_b',
        ClientId: undefined,
        CreationDate: new Date(1_700_574_875_123),
        LastModifiedDate: new Date(1_700_574_875_000),
      },
    }
    expect(writeOutput('GetUICustomization', output)).toBe(
      '{"UICustomization":{"UserPoolId":"a_b","LastModifiedDate":1700574875,"CreationDate":1700574875.123}}',
    )
  })

  test('cannot leak members that the shape does not list', () => {
    const user = {
      Username: 'ann',
      PasswordHash: 'secret',
      Attributes: [{ Name: 'email', Value: 'a@b', Salt: 'secret' }],
    }
    const text = writeOutput('ListUsers', { Users: [user] } as Output<'ListUsers'>)
    expect(text).toBe('{"Users":[{"Username":"ann","Attributes":[{"Name":"email","Value":"a@b"}]}]}')
  })

  test('answers nothing for operations without output, and an empty object for empty outputs', () => {
    expect(writeOutput('DeleteGroup', undefined)).toBeUndefined()
    expect(writeOutput('ChangePassword', {})).toBe('{}')
  })

  test.each([
    ['an object for a string', { Session: { secret: true } }],
    ['a string for a map', { ChallengeParameters: 'x' }],
    ['a string for a list', { AvailableChallenges: 'x' }],
    ['a list for a structure', { AuthenticationResult: [] }],
    ['no number for an integer', { AuthenticationResult: { ExpiresIn: Number.NaN } }],
  ])('throws on %s', (_, output) => {
    expect(() => writeOutput('InitiateAuth', output as unknown as Output<'InitiateAuth'>)).toThrow(TypeError)
  })

  test('throws on a date that is none', () => {
    expect(() => writeOutput('GetGroup', { Group: { CreationDate: new Date(Number.NaN) } })).toThrow(
      TypeError,
    )
  })

  test('writes large blobs and free documents', () => {
    const Bytes = new Uint8Array(100_000).map((_, index) => index)
    const Settings = { nested: [{ __html: '<' }, null] }
    const branding = {
      ManagedLoginBranding: {
        Settings,
        Assets: [{ Category: 'FORM_LOGO', ColorMode: 'LIGHT', Extension: 'PNG', Bytes }],
      },
    } as const
    const text = writeOutput(
      'DescribeManagedLoginBranding',
      branding as unknown as Output<'DescribeManagedLoginBranding'>,
    )
    const written = JSON.parse(text ?? '').ManagedLoginBranding
    expect(written.Settings).toEqual(Settings)
    expect(Buffer.from(written.Assets[0].Bytes, 'base64').equals(Buffer.from(Bytes))).toBe(true)
  })

  test('any strings come through JSON unchanged', () => {
    const record = fc.record({
      Session: fc.string({ unit: 'binary' }),
      ChallengeParameters: fc.dictionary(fc.string(), fc.string({ unit: 'binary' })),
      AuthenticationResult: fc.record({ AccessToken: fc.string(), ExpiresIn: fc.integer() }),
    })
    const property = fc.property(record, (output) => {
      expect(JSON.parse(writeOutput('InitiateAuth', output) ?? '')).toEqual(
        JSON.parse(JSON.stringify(output)),
      )
    })
    fc.assert(property)
  })
})
