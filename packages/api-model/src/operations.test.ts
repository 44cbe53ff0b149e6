import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { describe, expect, expectTypeOf, test } from 'vitest'
import { errors, type Input, isOperationName, type Output, operations } from './index.ts'

describe('the generated tables', () => {
  test('are what the model gives', () => {
    const script = fileURLToPath(new URL('../scripts/generate.ts', import.meta.url))
    expect(execFileSync(process.execPath, [script, '--check'], { encoding: 'utf8' })).toBe('')
  })

  test.each([
    ['InitiateAuth', 'unsigned'],
    ['GetClientToken', 'unsigned'],
    ['GetUser', 'accessToken'],
    ['AssociateSoftwareToken', 'accessToken'],
    ['VerifySoftwareToken', 'accessToken'],
    ['AdminGetUser', 'sigv4'],
  ] as const)('%s is called %s', (operation, caller) => {
    expect(operations[operation].caller).toBe(caller)
  })

  test('know which operations answer an empty body', () => {
    expect(operations.DeleteGroup.output).toBeUndefined()
    expect(operations.ChangePassword.output).toBe('ChangePasswordResponse')
  })

  test('know the errors', () => {
    expect(errors.InternalErrorException.httpStatus).toBe(500)
    expect(errors.InvalidParameterException).toEqual({ httpStatus: 400, furtherMembers: ['reasonCode'] })
  })

  test('are not fooled by names of the prototype', () => {
    expect(isOperationName('constructor')).toBe(false)
    expect(isOperationName('SignUp')).toBe(true)
  })

  test('make required input members certain and output members optional', () => {
    expectTypeOf<Input<'SignUp'>['Username']>().toEqualTypeOf<string>()
    expectTypeOf<Input<'SignUp'>['Password']>().toEqualTypeOf<string | undefined>()
    expectTypeOf<Input<'CreateUserPool'>['MfaConfiguration']>().toEqualTypeOf<
      'OFF' | 'ON' | 'OPTIONAL' | undefined
    >()
    expectTypeOf<Output<'SignUp'>['UserSub']>().toEqualTypeOf<string | undefined>()
    expectTypeOf<Output<'DeleteGroup'>>().toEqualTypeOf<undefined>()
  })
})
