import { describe, expect, it } from 'vitest'
import type { AppClientSettings } from '../storage/app-clients.ts'
import {
  authFlows,
  completeAppClientSettings,
  preventsUserExistenceErrors,
  validitySeconds,
} from './app-client-settings.ts'

const client = (settings: Partial<AppClientSettings>) => ({
  settings: { ...completeAppClientSettings({}), ...settings },
})

describe('authFlows', () => {
  it.each([
    [undefined, ['ALLOW_CUSTOM_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH', 'ALLOW_USER_SRP_AUTH']],
    [['ALLOW_USER_PASSWORD_AUTH'], ['ALLOW_USER_PASSWORD_AUTH']],
    [
      ['ADMIN_NO_SRP_AUTH'],
      [
        'ALLOW_ADMIN_USER_PASSWORD_AUTH',
        'ALLOW_CUSTOM_AUTH',
        'ALLOW_REFRESH_TOKEN_AUTH',
        'ALLOW_USER_SRP_AUTH',
      ],
    ],
    [
      ['USER_PASSWORD_AUTH'],
      ['ALLOW_CUSTOM_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH', 'ALLOW_USER_PASSWORD_AUTH', 'ALLOW_USER_SRP_AUTH'],
    ],
    [['CUSTOM_AUTH_FLOW_ONLY'], ['ALLOW_CUSTOM_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH']],
  ])('reads %j', (explicitAuthFlows, flows) => {
    expect([...authFlows(client(explicitAuthFlows ? { explicitAuthFlows } : {}))].sort()).toEqual(flows)
  })

  it('has no REFRESH_TOKEN_AUTH where refresh tokens rotate', () => {
    const flows = authFlows(client({ refreshTokenRotation: { feature: 'ENABLED' } }))
    expect(flows.has('ALLOW_REFRESH_TOKEN_AUTH')).toBe(false)
    expect(authFlows(client({ refreshTokenRotation: { feature: 'DISABLED' } })).size).toBe(3)
  })
})

describe('validitySeconds', () => {
  it('is an hour and thirty days by default', () => {
    expect(validitySeconds(client({}))).toEqual({ accessToken: 3600, idToken: 3600, refreshToken: 2_592_000 })
  })

  it('counts hours and days without units', () => {
    const settings = { accessTokenValidity: 2, idTokenValidity: 3, refreshTokenValidity: 4 }
    expect(validitySeconds(client(settings))).toEqual({
      accessToken: 7200,
      idToken: 10_800,
      refreshToken: 345_600,
    })
  })

  it('counts in the units that are given', () => {
    const settings = {
      accessTokenValidity: 600,
      idTokenValidity: 10,
      refreshTokenValidity: 2,
      tokenValidityUnits: { accessToken: 'seconds', idToken: 'minutes', refreshToken: 'hours' },
    } as const
    expect(validitySeconds(client(settings))).toEqual({ accessToken: 600, idToken: 600, refreshToken: 7200 })
  })

  it('takes a refresh token validity of 0 as thirty days in any unit', () => {
    const settings = completeAppClientSettings({
      refreshTokenValidity: 0,
      tokenValidityUnits: { refreshToken: 'minutes' },
    })
    expect(settings.refreshTokenValidity).toBe(43_200)
    expect(validitySeconds({ settings }).refreshToken).toBe(2_592_000)
  })
})

describe('preventsUserExistenceErrors', () => {
  it('holds only where it is enabled', () => {
    expect(preventsUserExistenceErrors(client({ preventUserExistenceErrors: 'ENABLED' }))).toBe(true)
    expect(preventsUserExistenceErrors(client({ preventUserExistenceErrors: 'LEGACY' }))).toBe(false)
    expect(preventsUserExistenceErrors(client({}))).toBe(false)
  })
})
