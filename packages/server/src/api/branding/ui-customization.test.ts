import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { databases, startTestServer, type TestServer } from '../../../test/support/server.ts'
import { createTestPool, type TestPool } from '../../../test/support/user-pool.ts'

const invalid = 'InvalidParameterException'
const css =
  '/* brand */\n.banner-customizable,\n.label-customizable { color: red }\n.submitButton-customizable:hover {}'
const png = Buffer.from('89504e470d0a1a0a00000001', 'hex').toString('base64')
const jpeg = Buffer.from('ffd8ffe000104a46', 'hex').toString('base64')
const notRules = 'The CSS is not a list of rules.'
const active = 'The CSS can not contain HTML, at-rules, escapes or scripts.'

const refusedCss: [what: string, css: string, message: string][] = [
  ['another class', '.other { color: red }', 'The CSS class .other is not in the list of allowed classes.'],
  [
    'an element',
    '.label-customizable, body { color: red }',
    'The CSS class body is not in the list of allowed classes.',
  ],
  [
    'another state',
    '.label-customizable:hover {}',
    'The CSS class .label-customizable:hover is not in the list of allowed classes.',
  ],
  ['an import', '@import "x.css";', active],
  ['a media rule', '@media print { .label-customizable {} }', active],
  ['HTML', '.label-customizable {} </style><script>', active],
  ['a script', '.label-customizable { background: url(JavaScript:alert(1)) }', active],
  ['an expression', '.label-customizable { width: expression (1) }', active],
  ['an escape', '.label-customizable { color: \\72 ed }', active],
  ['a rule that does not end', '.label-customizable { color: red', notRules],
  ['a rule that does not begin', '.label-customizable }', notRules],
  ['rules within rules', '.label-customizable { .banner-customizable { } }', notRules],
  ['a comment that does not end', '.label-customizable {} /* x', notRules],
]

describe.each(databases)('customization of the classic pages on %s', (kind) => {
  let server: TestServer
  let pool: TestPool
  let clientId: string
  beforeAll(async () => {
    server = await startTestServer(kind)
    pool = await createTestPool(server)
    await pool.call('CreateUserPoolDomain', { Domain: 'classic' })
    clientId = await createClient()
  })
  afterAll(() => server.stop())

  async function createClient(): Promise<string> {
    return (await pool.call('CreateUserPoolClient', { ClientName: 'app' })).UserPoolClient.ClientId
  }

  const set = (input: Record<string, unknown>) => pool.call('SetUICustomization', input)
  const get = (input: Record<string, unknown> = {}) => pool.call('GetUICustomization', input)

  it('is nothing where nothing was set', async () => {
    expect(await get({ ClientId: await createClient() })).toEqual({ UICustomization: {} })
  })

  it('sets, shows, replaces and resets the look of all clients', async () => {
    const { UICustomization } = await set({ CSS: css, ImageFile: png })
    expect(UICustomization).toEqual({
      UserPoolId: pool.id,
      ClientId: 'ALL',
      ImageUrl: expect.stringContaining(`${server.services.publicUrl}/${pool.id}/ALL/`),
      CSS: css,
      CSSVersion: expect.stringMatching(/^\d{14}$/),
      LastModifiedDate: expect.any(Number),
      CreationDate: expect.any(Number),
    })
    expect(await get()).toEqual({ UICustomization })
    expect(await get({ ClientId: 'ALL' })).toEqual({ UICustomization })
    server.advance(10)
    const replaced = (await set({ ClientId: 'ALL', ImageFile: jpeg })).UICustomization
    expect(replaced).not.toHaveProperty('CSS')
    expect(replaced.CreationDate).toBe(UICustomization.CreationDate)
    expect(replaced.CSSVersion > UICustomization.CSSVersion).toBe(true)
    expect(await set({})).toEqual({ UICustomization: {} })
    expect(await get()).toEqual({ UICustomization: {} })
  })

  it('lets a client differ, and fall back to the look of all', async () => {
    await set({ CSS: css })
    expect((await get({ ClientId: clientId })).UICustomization.ClientId).toBe('ALL')
    const own = await set({ ClientId: clientId, CSS: '.label-customizable {}' })
    expect(own.UICustomization).toMatchObject({ ClientId: clientId, CSS: '.label-customizable {}' })
    expect(await get({ ClientId: clientId })).toEqual(own)
    expect((await get()).UICustomization.CSS).toBe(css)
    await set({ ClientId: clientId, CSS: '' })
    expect((await get({ ClientId: clientId })).UICustomization.ClientId).toBe('ALL')
  })

  it.each([
    ['image/png', png],
    ['image/jpeg', jpeg],
  ])('serves a logo of type %s to anyone, until there is another', async (type, ImageFile) => {
    const { UICustomization } = await set({ ClientId: clientId, ImageFile })
    const path = new URL(UICustomization.ImageUrl).pathname
    const response = await fetch(server.url + path)
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toBe(type)
    expect(response.headers.get('x-content-type-options')).toBe('nosniff')
    expect(Buffer.from(await response.arrayBuffer()).toString('base64')).toBe(ImageFile)
    for (const other of ['ALL', '%00', `${clientId}x`])
      expect((await fetch(server.url + path.replace(clientId, other))).status).toBe(404)
    expect((await fetch(server.url + path.replace(pool.id, '%00'))).status).toBe(404)
    await set({ ClientId: clientId, ImageFile: Buffer.from('ffd8ffff', 'hex').toString('base64') })
    expect((await fetch(server.url + path)).status).toBe(404)
    await set({ ClientId: clientId })
  })

  it.each(refusedCss)('refuses %s in the style sheet', async (_, CSS, message) => {
    await expect(set({ CSS })).rejects.toMatchObject({ name: invalid, message })
  })

  it.each([
    ['text', Buffer.from('hello')],
    ['an SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"></svg>')],
    ['an icon', Buffer.from('00000100', 'hex')],
  ])('refuses %s as the logo', async (_, bytes) => {
    await expect(set({ ImageFile: bytes.toString('base64') })).rejects.toMatchObject({
      name: invalid,
      message: 'The image file must be a PNG or JPEG image.',
    })
  })

  it('takes style sheets and logos up to their limits', async () => {
    const most = 131_072
    const rule = '.label-customizable {}'
    await set({ CSS: rule + ' '.repeat(most - rule.length) })
    await expect(set({ CSS: rule + ' '.repeat(most - rule.length + 1) })).rejects.toMatchObject({
      name: invalid,
    })
    const image = (size: number) => Buffer.concat([Buffer.from(png, 'base64'), Buffer.alloc(size - 12)])
    await set({ ImageFile: image(most).toString('base64') })
    await expect(set({ ImageFile: image(most + 1).toString('base64') })).rejects.toMatchObject({
      name: invalid,
    })
    await set({})
  })

  it('needs a domain, and ends with it', async () => {
    const bare = await createTestPool(server)
    await expect(bare.call('SetUICustomization', { CSS: css })).rejects.toMatchObject({
      name: invalid,
      message: 'A domain must be associated with this user pool.',
    })
    await expect(bare.call('GetUICustomization')).rejects.toMatchObject({
      name: invalid,
      message: 'There has to be an existing domain associated with this user pool',
    })
    await bare.call('CreateUserPoolDomain', { Domain: 'short-lived' })
    await bare.call('SetUICustomization', { CSS: css })
    await bare.call('DeleteUserPoolDomain', { Domain: 'short-lived' })
    await bare.call('CreateUserPoolDomain', { Domain: 'short-lived' })
    expect(await bare.call('GetUICustomization')).toEqual({ UICustomization: {} })
  })

  it.each(['SetUICustomization', 'GetUICustomization'])('%s needs a pool and a client', async (name) => {
    const input = { UserPoolId: 'us-east-1_none' }
    await expect(server.call(name, input)).rejects.toMatchObject({ name: 'ResourceNotFoundException' })
    await expect(pool.call(name, { ClientId: 'none' })).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: 'User pool client none does not exist.',
    })
  })

  it('goes with its client', async () => {
    const ClientId = await createClient()
    await set({ ClientId, CSS: css })
    await pool.call('DeleteUserPoolClient', { ClientId })
    const rows = await server.services.db
      .selectFrom('ui_customizations')
      .selectAll()
      .where('scope', '=', ClientId)
      .execute()
    expect(rows).toEqual([])
  })
})
