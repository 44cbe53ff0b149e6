import { expect, it } from 'vitest'
import type { UserPool } from '../storage/user-pools.ts'
import { issuerOf } from './issuer.ts'
import { completeUserPoolSettings } from './user-pool-settings.ts'

const pool = (tags: Record<string, string>, settings = {}): UserPool => ({
  id: 'eu-west-1_abc',
  region: 'eu-west-1',
  accountId: '000000000000',
  name: 'pool',
  settings: completeUserPoolSettings(settings),
  schemaAttributes: [],
  tags,
  createdAt: 0,
  updatedAt: 0,
})

it('names this server, or AWS where the pool asks for it', () => {
  const services = { publicUrl: 'https://id.example.com' }
  expect(issuerOf(services, pool({}))).toBe('https://id.example.com/eu-west-1_abc')
  expect(issuerOf(services, pool({ _issuer_: 'aws' }))).toBe(
    'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_abc',
  )
  expect(issuerOf(services, pool({ _issuer_: 'aws' }, { issuerConfiguration: { type: 'UPDATED' } }))).toBe(
    'https://issuer-cognito-idp.eu-west-1.amazonaws.com/eu-west-1_abc',
  )
})
