import { describe, expect, it } from 'vitest'
import { given, readForm, requireGiven, requireOnce } from './form.ts'

const FORM = 'application/x-www-form-urlencoded'

function post(body: string | Uint8Array<ArrayBuffer>, type: string | undefined = FORM): Request {
  return new Request('http://localhost/', { method: 'POST', body, headers: { 'content-type': type } })
}

describe('readForm', () => {
  it('decodes names and values', async () => {
    const form = await readForm(post('a=1+2%2B3&%C3%A4=%C3%B6&empty='))
    expect([...form]).toEqual([
      ['a', '1 2+3'],
      ['ä', 'ö'],
      ['empty', ''],
    ])
  })

  it('takes the type in any case and with parameters', async () => {
    expect((await readForm(post('a=1', 'Application/X-WWW-Form-Urlencoded; charset=UTF-8'))).get('a')).toBe(
      '1',
    )
  })

  it.each([
    ['another type', post('{"a":1}', 'application/json'), 400],
    ['multipart', post('a=1', 'multipart/form-data; boundary=x'), 400],
    ['a type that only begins so', post('a=1', `${FORM}-2`), 400],
    ['half an escape', post('a=%4'), 400],
    ['an escape that is no hexadecimal', post('a=%zz'), 400],
    ['escaped bytes that are no UTF-8', post('a=%ff'), 400],
    ['bytes that are no UTF-8', post(Uint8Array.of(0x61, 0x3d, 0xff)), 400],
    ['a byte too many', post(`a=${'x'.repeat(64 * 1024 - 1)}`), 413],
  ])('refuses %s', async (_what, request, status) => {
    await expect(readForm(request)).rejects.toMatchObject({ code: 'invalid_request', status })
  })

  it('takes as many bytes as there may be', async () => {
    expect((await readForm(post(`a=${'x'.repeat(64 * 1024 - 2)}`))).get('a')).toHaveLength(64 * 1024 - 2)
  })
})

describe('the parameters of a form', () => {
  const parameters = new URLSearchParams('one=1&two=1&two=2&empty=')

  it('refuses those that come twice, and names them', () => {
    expect(() => requireOnce(parameters, ['one', 'absent'])).not.toThrow()
    expect(() => requireOnce(parameters, ['one', 'two'])).toThrow('two is given more than once')
  })

  it('takes an empty value for none', () => {
    expect(given(parameters, 'one')).toBe('1')
    expect(given(parameters, 'empty')).toBeUndefined()
    expect(() => requireGiven(parameters, 'empty')).toThrow('empty is missing')
  })
})
