import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createUser, PASSWORD } from '../support/pool.ts'
import { createWorld, type World } from '../support/walk-world.ts'

const EMAIL = 'ada@example.com'
const NEW_PASSWORD = 'Better-Horse-2'
const verified = { email: EMAIL, email_verified: 'true' }
const newPassword = { password: NEW_PASSWORD, confirm_password: NEW_PASSWORD }
const oneOf = (Name: string) => ({ Name, AttributeDataType: 'String', Required: true, Mutable: true })

describe('the walks of users who need a new password', () => {
  let world: World
  beforeAll(async () => {
    world = await createWorld()
  })
  afterAll(() => world?.end())

  it.each([
    ['with scripts', true],
    ['without scripts', false],
  ])('go from a forgotten password to a new one, %s', async (how, javaScriptEnabled) => {
    const { server, callback } = world
    const pool = await world.addPool(`forgot-${how.replace(' ', '-')}`, {
      pool: { AutoVerifiedAttributes: ['email'] },
    })
    await createUser(server, pool, 'ada', verified)
    const walk = await world.walk(`forgot-password-${how.replace(' ', '-')}`, pool, { javaScriptEnabled })
    const { page } = walk
    await page.goto(pool.url())
    await walk.follow('Forgot your password?')
    await walk.look('forgot-password')
    await walk.submit({ username: 'ada' })
    await walk.look('reset-password')
    await walk.submit({ code: '000000', ...newPassword })
    await walk.look('refused')
    await walk.submit({ code: await server.codeFor(EMAIL), ...newPassword })
    expect(await walk.title()).toBe('Sign in')
    await walk.look('changed')
    await walk.submit({ username: 'ada', password: NEW_PASSWORD })
    await page.waitForURL(`${callback}?code=*`)
    await walk.end()
  })

  it('goes from an invitation to a password of their own and what else is missing', async () => {
    const { server, callback } = world
    const schema = { Schema: [oneOf('email'), oneOf('family_name')] }
    const pool = await world.addPool('invited', { pool: schema })
    await server.call('AdminCreateUser', {
      UserPoolId: pool.userPoolId,
      Username: 'grace',
      TemporaryPassword: PASSWORD,
      MessageAction: 'SUPPRESS',
      UserAttributes: [{ Name: 'email', Value: 'grace@example.com' }],
    })
    const walk = await world.walk('new-password', pool)
    const { page } = walk
    await page.goto(pool.url())
    await walk.submit({ username: 'grace', password: PASSWORD })
    await walk.look('new-password')
    const name = { 'requiredAttributes[family_name]': 'Hopper' }
    await walk.submit({ ...newPassword, confirm_password: PASSWORD, ...name })
    await walk.look('refused')
    expect(await page.getByRole('alert').textContent()).toContain('not the same')
    await walk.submit({ ...newPassword, ...name })
    await page.waitForURL(`${callback}?code=*`)
    const { UserAttributes } = await server.call('AdminGetUser', {
      UserPoolId: pool.userPoolId,
      Username: 'grace',
    })
    expect(UserAttributes).toContainEqual({ Name: 'family_name', Value: 'Hopper' })
    await walk.end()
  })
})
