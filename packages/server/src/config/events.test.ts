import { describe, expect, it } from 'vitest'
import { readConfig } from '../config.ts'
import { eventEndpoints, eventSecrets, eventTypes, userEventTypes } from './events.ts'

const SECRET = Buffer.alloc(24, 1).toString('base64')

describe('an endpoint of events', () => {
  it.each([
    'https://app.example.com/events?key=1',
    'http://127.0.0.1:3000/events',
    'http://localhost/events',
    'http://[::1]:3000/',
    'https://10.0.0.7/events',
  ])('can be %s', (url) => {
    expect(eventEndpoints.parse(url)).toEqual([url])
  })

  it.each([
    'http://app.example.com/',
    'http://10.0.0.7/',
    'http://localhost.example.com/',
    'https://user:password@app.example.com/',
    'https://app.example.com/#part',
    'ftp://app.example.com/',
    'app.example.com',
    'https://a.example.com/,https://a.example.com/',
    'https://a.example.com/,',
    Array.from({ length: 9 }, (_, index) => `https://a${index}.example.com/`).join(','),
  ])('cannot be %s', (url) => {
    expect(eventEndpoints.parse(url)).toBeUndefined()
  })

  it('needs a secret, and shows neither', () => {
    const endpoint = '--event-endpoint=https://app.example.com/?key=1'
    expect(() => readConfig([endpoint], {})).toThrow(
      '--event-endpoint (POOLHOUSE_EVENT_ENDPOINT) is set, but --event-secret (POOLHOUSE_EVENT_SECRET) is missing, which signs the events',
    )
    expect(() => readConfig([endpoint, '--event-secret=whsec_short'], {})).toThrow(
      /^--event-secret: expected/,
    )
    expect(() => readConfig([endpoint, '--event-secret=whsec_short'], {})).not.toThrow(/short/)
    expect(readConfig([], {}).events).toBeUndefined()
  })

  it('can be one of several, by flags or by a variable', () => {
    const secret = `--event-secret=whsec_${SECRET}`
    const endpoints = ['https://one.example.com/', 'https://other.example.com/']
    const flags = endpoints.map((url) => `--event-endpoint=${url}`)
    const expected = { endpoints, secrets: [Buffer.alloc(24, 1)], types: userEventTypes }
    expect(readConfig([...flags, secret], {}).events).toEqual(expected)
    const variables = { POOLHOUSE_EVENT_ENDPOINT: endpoints.join(', '), POOLHOUSE_EVENT_USER_POOLS: 'us-1_A' }
    expect(readConfig([secret], variables).events).toEqual({ ...expected, userPoolIds: ['us-1_A'] })
  })
})

it.each([
  [`whsec_${SECRET}`, 1],
  [`whsec_${SECRET}, whsec_${Buffer.alloc(64, 2).toString('base64')}`, 2],
  [`whsec_${Buffer.alloc(23).toString('base64')}`, undefined],
  [`whsec_${Buffer.alloc(65).toString('base64')}`, undefined],
  ['whsec_', undefined],
])('secrets %s are %s', (text, count) => {
  expect(eventSecrets.parse(text)?.length).toBe(count)
})

it.each([
  ['user.created', ['user.created']],
  ['group.*, user.deleted', ['user.deleted', 'group.member_added', 'group.member_removed']],
  ['user.born', undefined],
  ['', undefined],
  ['*', undefined],
])('types %s are %j', (text, types) => {
  expect(eventTypes.parse(text)).toEqual(types)
})
