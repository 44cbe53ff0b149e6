import { describe, expect, it } from 'vitest'
import { ConfigError } from '../config/error.ts'
import { readTokenOptions } from './token-options.ts'

const variable = 'AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER'

describe('readTokenOptions', () => {
  it('takes the demo where nothing is said', () => {
    expect(readTokenOptions([], {})).toEqual({
      endpoint: 'http://localhost:4100',
      user: 'demo',
      password: 'Poolhouse-1',
      client: 'poolhousedemoclient0000000',
      access: false,
      json: false,
    })
  })

  it('takes every flag, with and without an equals sign', () => {
    const argv = [
      '--user',
      'ada',
      '--password=a b',
      '--client',
      'c',
      '--client-secret=s',
      '--access',
      '--json',
    ]
    expect(readTokenOptions([...argv, '--endpoint', 'https://a.example'], {})).toEqual({
      endpoint: 'https://a.example',
      user: 'ada',
      password: 'a b',
      client: 'c',
      clientSecret: 's',
      access: true,
      json: true,
    })
  })

  it('takes the endpoint from the variable of the AWS SDKs, unless the flag is given', () => {
    const env = { [variable]: 'http://localhost:5000/' }
    expect(readTokenOptions([], env).endpoint).toBe('http://localhost:5000')
    expect(readTokenOptions(['--endpoint=http://localhost:6000'], env).endpoint).toBe('http://localhost:6000')
    expect(readTokenOptions([], { [variable]: '' }).endpoint).toBe('http://localhost:4100')
  })

  it('takes a password that begins with a dash after an equals sign', () => {
    expect(readTokenOptions(['--password=--x1'], {}).password).toBe('--x1')
  })

  it.each([
    [['ada'], 'token takes no arguments but its flags'],
    [['--usr', 'ada'], 'Unknown flag --usr; did you mean --user?'],
    [['--bogus'], 'Unknown flag --bogus; see poolhouse token --help'],
    [['-u', 'ada'], 'Unknown flag -u; did you mean --user?'],
    [['--user'], '--user needs a value'],
    [['--user='], '--user needs a value'],
    [['--user', '--json'], '--user needs a value'],
    [['--json=yes'], '--json takes no value'],
    [['--user=a', '--user=b'], '--user is given twice'],
  ])('refuses %j', (argv, message) => {
    expect(() => readTokenOptions(argv, {})).toThrow(new ConfigError(message))
  })

  it.each(['localhost:4100', 'ftp://localhost', 'http://localhost/api'])('refuses the endpoint %s', (url) => {
    expect(() => readTokenOptions(['--endpoint', url], {})).toThrow(/^The endpoint is expected to be/)
  })
})
