import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { strictPolicy as policy, testView } from '../../test/support/hosted-pages.ts'
import * as errors from '../errors.ts'
import { brokenRequirements, errorText, toPageError } from './error-text.ts'
import { en } from './messages/en.ts'

const modelFile = new URL('../../../api-model/model/cognito-idp.json', import.meta.url)
const model = JSON.parse(readFileSync(modelFile, 'utf8')) as {
  operations: Record<string, { errors: string[] }>
}

const { NotAuthorizedException, InvalidParameterException, InvalidPasswordException } = errors
const text = (error: errors.ApiError) => errorText(en, error)

describe('errorText', () => {
  it.each<[string, errors.ApiError, string]>([
    ['a wrong password', new NotAuthorizedException(), en.errors.NotAuthorizedException],
    [
      'a locked name',
      new NotAuthorizedException('Password attempts exceeded'),
      en.errors.passwordAttemptsExceeded,
    ],
    ['locked codes', new NotAuthorizedException('Code attempts exceeded'), en.errors.codeAttemptsExceeded],
    ['a disabled user', new NotAuthorizedException('User is disabled.'), en.errors.userDisabled],
    [
      'a used session',
      new NotAuthorizedException('Invalid session for the user, session can only be used once.'),
      en.errors.sessionExpired,
    ],
    [
      'an old temporary password',
      new NotAuthorizedException('Temporary password has expired and must be reset by an administrator.'),
      en.errors.temporaryPasswordExpired,
    ],
    [
      'a closed pool',
      new NotAuthorizedException('SignUp is not permitted for this user pool'),
      en.errors.signUpNotPermitted,
    ],
    ['a wrong code', new errors.CodeMismatchException(), en.errors.CodeMismatchException],
    [
      'a code of the app used twice',
      new errors.ExpiredCodeException('Your software token has already been used once.'),
      en.errors.softwareTokenUsed,
    ],
    [
      'a short password',
      new InvalidPasswordException('Password did not conform with policy: Password not long enough'),
      en.errors.passwordTooShort,
    ],
    ['another bad password', new InvalidPasswordException('No good.'), en.errors.InvalidPasswordException],
    [
      'a missing attribute at sign-up',
      new InvalidParameterException(
        'Attributes did not conform to the schema: given_name: The attribute is required\n',
      ),
      'First name is missing.',
    ],
    [
      'a bad custom attribute',
      new InvalidParameterException('user.custom:team_size: Attribute length is wrong\n'),
      'Team size is not in the right form.',
    ],
    ['a bad parameter', new InvalidParameterException('Who knows?'), en.errors.InvalidParameterException],
    [
      'the words of a trigger',
      new errors.UserLambdaValidationException('PreSignUp failed with error Only staff may join.'),
      'Only staff may join.',
    ],
  ])('tells %s apart', (_, error, expected) => {
    expect(text(error)).toBe(expected)
  })

  /** What the pages do, as operations; and what they list but the server never throws here, or never explains. */
  const operations =
    'InitiateAuth RespondToAuthChallenge SignUp ConfirmSignUp ResendConfirmationCode ForgotPassword ConfirmForgotPassword AssociateSoftwareToken VerifySoftwareToken StartWebAuthnRegistration CompleteWebAuthnRegistration VerifyUserAttribute'
  const unexplained = ['InternalErrorException', 'UnsupportedOperationException']

  it('has words for every error that an operation of the pages can end with', () => {
    const listed = new Set(operations.split(' ').flatMap((name) => model.operations[name]?.errors))
    const thrown = Object.keys(errors).filter((name) => listed.has(name) && !unexplained.includes(name))
    expect(thrown).toContain('MFAMethodNotFoundException')
    const isGeneral = (name: string) =>
      text(Object.assign(new errors.ApiError('Why?'), { name })) === en.errors.general
    expect(thrown.filter(isGeneral)).toEqual([])
  })

  it('says nothing of an error that nobody expected', () => {
    const error = new errors.InternalErrorException('at Object.<anonymous> (/srv/secret.ts:1:1)')
    expect(text(error)).toBe(en.errors.general)
    expect(text(Object.assign(new errors.ApiError('x'), { name: 'constructor' }))).toBe(en.errors.general)
    expect(text(Object.assign(new errors.ApiError('x'), { name: 'attributeRequired' }))).toBe(
      en.errors.general,
    )
  })
})

describe('toPageError', () => {
  it.each<[errors.ApiError, string | undefined]>([
    [new errors.CodeMismatchException(), 'code'],
    [new errors.PasswordHistoryPolicyViolationException(), 'password'],
    [new InvalidParameterException('Username should be an email.'), 'username'],
    [new errors.UserNotFoundException(), 'username'],
    [new InvalidParameterException('Invalid phone number format.'), 'requiredAttributes[phone_number]'],
    [
      new InvalidParameterException('user.email: Invalid email address format.\n'),
      'requiredAttributes[email]',
    ],
    [new NotAuthorizedException(), undefined],
  ])('points at the field of %s', (error, field) => {
    expect(toPageError(testView(), error).field).toBe(field)
  })
})

describe('brokenRequirements', () => {
  const refused = new InvalidPasswordException(
    'Password did not conform with policy: Password not long enough',
  )
  const relaxed = { ...policy, requireUppercase: false }

  it.each([
    ['', relaxed, ['minimumLength', 'lowercase', 'number', 'symbol']],
    ['short', policy, ['minimumLength', 'uppercase', 'number', 'symbol']],
    ['SHOUTED 1', policy, ['lowercase']],
    ['long enough 1', policy, ['uppercase']],
    ['long enough 1', relaxed, []],
  ])('of %j', (password, policy, expected) => {
    expect(brokenRequirements(refused, { policy, password })).toEqual(expected)
  })

  it('are those that the exception is about', () => {
    const sent = { policy, password: 'short' }
    expect(brokenRequirements(new errors.PasswordHistoryPolicyViolationException(), sent)).toEqual([
      'history',
    ])
    expect(brokenRequirements(new NotAuthorizedException('uppercase characters'), sent)).toEqual([])
  })
})
