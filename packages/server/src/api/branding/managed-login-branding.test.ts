import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { databases, startTestServer, type TestServer } from '../../../test/support/server.ts'
import { createTestPool, type TestPool } from '../../../test/support/user-pool.ts'

const invalid = 'InvalidParameterException'
const exclusive = 'useCognitoProvidedValues or settings should be specified (but not both)'
const none = '11111111-1111-4111-8111-111111111111'
const bytes = {
  ICO: Buffer.from('000001000100', 'hex'),
  JPEG: Buffer.from('ffd8ffe00010', 'hex'),
  PNG: Buffer.from('89504e470d0a1a0a00', 'hex'),
  SVG: Buffer.from('<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0"/></svg>'),
  WEBP: Buffer.from('RIFF....WEBPVP8 '),
}

function asset(Category: string, Extension: keyof typeof bytes, more: Record<string, unknown> = {}) {
  return { Category, ColorMode: 'LIGHT', Extension, Bytes: bytes[Extension].toString('base64'), ...more }
}

function svg(content: string) {
  return asset('FORM_LOGO', 'SVG', { Bytes: Buffer.from(`<svg>${content}</svg>`).toString('base64') })
}

const active = 'The asset FORM_LOGO can not contain scripts, foreign content or entities.'
const refusedAssets: [what: string, assets: object[], message: string][] = [
  ['a logo as icon', [asset('FORM_LOGO', 'ICO')], 'The asset FORM_LOGO can not have the extension ICO.'],
  [
    'another kind of icon',
    [asset('FAVICON_ICO', 'PNG')],
    'The asset FAVICON_ICO can not have the extension PNG.',
  ],
  [
    'another kind of SVG',
    [asset('FAVICON_SVG', 'PNG')],
    'The asset FAVICON_SVG can not have the extension PNG.',
  ],
  ['no bytes', [asset('FORM_LOGO', 'PNG', { Bytes: undefined })], 'The asset FORM_LOGO has no Bytes.'],
  ['empty bytes', [asset('FORM_LOGO', 'PNG', { Bytes: '' })], 'The asset FORM_LOGO has no Bytes.'],
  [
    'bytes of another type',
    [asset('FORM_LOGO', 'PNG', { Bytes: bytes.JPEG.toString('base64') })],
    'The asset FORM_LOGO is not an image of type PNG.',
  ],
  [
    'text',
    [asset('FORM_LOGO', 'SVG', { Bytes: Buffer.from('<html></html>').toString('base64') })],
    'The asset FORM_LOGO is not an image of type SVG.',
  ],
  ['a script', [svg('<script>alert(1)</script>')], active],
  ['a handler', [svg('<path onload="alert(1)"/>')], active],
  ['foreign content', [svg('<foreignObject/>')], active],
  ['a script address', [svg('<a href="javascript:alert(1)"/>')], active],
  ['an entity', [svg('<!ENTITY x "y">')], active],
  [
    'another file',
    [svg('<image href="https://example.com/x.png"/>')],
    'The asset FORM_LOGO can not refer to other files.',
  ],
  [
    'one place twice',
    [asset('FORM_LOGO', 'PNG'), asset('FORM_LOGO', 'SVG')],
    'Duplicate asset: FORM_LOGO LIGHT',
  ],
]

describe.each(databases)('managed login branding on %s', (kind) => {
  let server: TestServer
  let pool: TestPool
  beforeAll(async () => {
    server = await startTestServer(kind)
    pool = await createTestPool(server)
  })
  afterAll(() => server.stop())

  async function createClient(inPool = pool): Promise<string> {
    return (await inPool.call('CreateUserPoolClient', { ClientName: 'app' })).UserPoolClient.ClientId
  }

  async function create(style: Record<string, unknown>, ClientId?: string) {
    const input = { ClientId: ClientId ?? (await createClient()), ...style }
    return (await pool.call('CreateManagedLoginBranding', input)).ManagedLoginBranding
  }

  async function describeBranding(ManagedLoginBrandingId: string, ReturnMergedResources?: boolean) {
    const input = { ManagedLoginBrandingId, ReturnMergedResources }
    return (await pool.call('DescribeManagedLoginBranding', input)).ManagedLoginBranding
  }

  /** Keeps the pool below its limit of styles. */
  function remove({ ManagedLoginBrandingId }: { ManagedLoginBrandingId: string }) {
    return pool.call('DeleteManagedLoginBranding', { ManagedLoginBrandingId })
  }

  it('makes a style of the values that everybody has', async () => {
    const ClientId = await createClient()
    const created = await create({ UseCognitoProvidedValues: true }, ClientId)
    expect(created).toEqual({
      ManagedLoginBrandingId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      UserPoolId: pool.id,
      UseCognitoProvidedValues: true,
      Assets: [],
      CreationDate: expect.any(Number),
      LastModifiedDate: expect.any(Number),
    })
    expect(await describeBranding(created.ManagedLoginBrandingId)).toEqual(created)
    expect(await pool.call('DescribeManagedLoginBrandingByClient', { ClientId })).toEqual({
      ManagedLoginBranding: created,
    })
    await remove(created)
    await expect(describeBranding(created.ManagedLoginBrandingId)).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: 'ManagedLoginBranding does not exist.',
    })
  })

  it('keeps settings and assets as they were given', async () => {
    const Settings = { categories: { global: { colorSchemeMode: 'DARK' } }, own: [1, null, { a: 'b' }] }
    const Assets = [
      asset('FAVICON_ICO', 'ICO', { ColorMode: 'DYNAMIC' }),
      asset('FAVICON_SVG', 'SVG'),
      asset('PAGE_BACKGROUND', 'JPEG'),
      asset('FORM_LOGO', 'PNG', { ResourceId: 'logo' }),
      asset('FORM_LOGO', 'WEBP', { ColorMode: 'DARK' }),
    ]
    const created = await create({ Settings, Assets })
    expect(created).toMatchObject({ UseCognitoProvidedValues: false, Settings, Assets })
    expect(await describeBranding(created.ManagedLoginBrandingId)).toEqual(created)
    await remove(created)
  })

  it('lets assets stand beside the values that everybody has', async () => {
    const Assets = [asset('FORM_LOGO', 'PNG')]
    const created = await create({ UseCognitoProvidedValues: true, Assets })
    expect(created).toMatchObject({ UseCognitoProvidedValues: true, Assets })
    await remove(created)
  })

  it('takes a picture that is empty', async () => {
    const Assets = [asset('FAVICON_SVG', 'SVG', { Bytes: Buffer.from('<svg/>').toString('base64') })]
    const created = await create({ UseCognitoProvidedValues: true, Assets })
    expect(created.Assets).toEqual(Assets)
    await remove(created)
  })

  it('merges the settings into those that everybody has, if asked', async () => {
    const Settings = { categories: { global: { colorSchemeMode: 'DARK' } }, own: { a: 1 } }
    const ClientId = await createClient()
    const created = await create({ Settings }, ClientId)
    const byClient = await pool.call('DescribeManagedLoginBrandingByClient', {
      ClientId,
      ReturnMergedResources: true,
    })
    const merged = await describeBranding(created.ManagedLoginBrandingId, true)
    expect(byClient.ManagedLoginBranding).toEqual(merged)
    expect(merged.Settings).toMatchObject({
      categories: { global: { colorSchemeMode: 'DARK', spacingDensity: 'REGULAR' }, form: {} },
      components: { primaryButton: {} },
      own: { a: 1 },
    })
    const plain = await create({ UseCognitoProvidedValues: true })
    const provided = await describeBranding(plain.ManagedLoginBrandingId, true)
    expect(provided.Settings.categories.global.colorSchemeMode).toBe('LIGHT')
    for (const one of [created, plain]) await remove(one)
  })

  it.each([
    ['both', { UseCognitoProvidedValues: true, Settings: {} }],
    ['neither', {}],
    ['neither but assets', { UseCognitoProvidedValues: false, Assets: [asset('FORM_LOGO', 'PNG')] }],
  ])('refuses settings and provided values, %s', async (_, style) => {
    await expect(create(style)).rejects.toMatchObject({ name: invalid, message: exclusive })
  })

  it.each([[[]], ['text'], [1]])('refuses settings that are no object', async (Settings) => {
    await expect(create({ Settings })).rejects.toMatchObject({
      name: invalid,
      message: 'Settings must be a JSON object.',
    })
  })

  it.each(refusedAssets)('refuses assets with %s', async (_, Assets, message) => {
    await expect(create({ Settings: {}, Assets })).rejects.toMatchObject({ name: invalid, message })
  })

  it('takes an asset of a million bytes, in a request beyond the usual size', async () => {
    const image = (size: number) =>
      asset('PAGE_BACKGROUND', 'PNG', {
        Bytes: Buffer.concat([bytes.PNG, Buffer.alloc(size - bytes.PNG.byteLength)]).toString('base64'),
      })
    const created = await create({ UseCognitoProvidedValues: true, Assets: [image(1_000_000)] })
    await remove(created)
    const style = { UseCognitoProvidedValues: true, Assets: [image(1_000_001)] }
    await expect(create(style)).rejects.toMatchObject({ name: invalid })
    await expect(create({ Settings: { text: 'x'.repeat(2 * 1024 * 1024) } })).rejects.toMatchObject({
      name: 'RequestEntityTooLargeException',
      message: 'Request size exceeded the limit of 2 MiB',
    })
  })

  it('refuses a second style for a client', async () => {
    const ClientId = await createClient()
    const created = await create({ UseCognitoProvidedValues: true }, ClientId)
    await expect(create({ Settings: {} }, ClientId)).rejects.toMatchObject({
      name: 'ManagedLoginBrandingExistsException',
      message: `A ManagedLoginBranding already exists for client ${ClientId}`,
    })
    await remove(created)
  })

  it('changes what an update gives', async () => {
    const created = await create({ Settings: { a: 1, b: 1 }, Assets: [asset('FORM_LOGO', 'PNG')] })
    const { ManagedLoginBrandingId } = created
    const update = async (style: Record<string, unknown>) =>
      (await pool.call('UpdateManagedLoginBranding', { ManagedLoginBrandingId, ...style }))
        .ManagedLoginBranding
    expect(await update({ Settings: { a: 2 } })).toMatchObject({ Settings: { a: 2 }, Assets: created.Assets })
    const Assets = [asset('FORM_BACKGROUND', 'JPEG')]
    expect(await update({ Settings: { a: 3 }, Assets })).toMatchObject({ Settings: { a: 3 }, Assets })
    const provided = await update({ UseCognitoProvidedValues: true })
    expect(provided).not.toHaveProperty('Settings')
    expect(provided).toMatchObject({ UseCognitoProvidedValues: true, Assets })
    expect(await describeBranding(ManagedLoginBrandingId)).toEqual(provided)
    const twice = { UseCognitoProvidedValues: true, Assets: [...Assets, ...Assets] }
    await expect(update(twice)).rejects.toMatchObject({ name: invalid })
    await remove(created)
  })

  it.each([
    ['both', { UseCognitoProvidedValues: true, Settings: {} }],
    ['neither', {}],
    ['neither but assets', { Assets: [] }],
    ['no provided values', { UseCognitoProvidedValues: false }],
  ])('refuses an update to settings and provided values, %s', async (_, style) => {
    const created = await create({ Settings: {} })
    const { ManagedLoginBrandingId } = created
    await expect(
      pool.call('UpdateManagedLoginBranding', { ManagedLoginBrandingId, ...style }),
    ).rejects.toMatchObject({ name: invalid, message: exclusive })
    await remove(created)
  })

  it.each([
    ['userPoolId', { ManagedLoginBrandingId: none }],
    ['managedLoginBrandingId', { UserPoolId: 'us-east-1_none' }],
  ])('refuses an update without %s', async (member, input) => {
    await expect(server.call('UpdateManagedLoginBranding', input)).rejects.toMatchObject({
      name: invalid,
      message: `1 validation error detected: Value null at '${member}' failed to satisfy constraint: Member must not be null`,
    })
  })

  it('refuses the tier LITE', async () => {
    const lite = await createTestPool(server)
    const ClientId = await createClient(lite)
    const style = { ClientId, UseCognitoProvidedValues: true }
    const { ManagedLoginBranding } = await lite.call('CreateManagedLoginBranding', style)
    await lite.call('UpdateUserPool', { UserPoolTier: 'LITE' })
    const refusal = {
      name: invalid,
      message:
        'The following feature is not available for the LITE pricing tier configured: Managed Login Branding',
    }
    const { ManagedLoginBrandingId } = ManagedLoginBranding
    const update = { ManagedLoginBrandingId, UseCognitoProvidedValues: true }
    await expect(lite.call('UpdateManagedLoginBranding', update)).rejects.toMatchObject(refusal)
    const other = { ...style, ClientId: await createClient(lite) }
    await expect(lite.call('CreateManagedLoginBranding', other)).rejects.toMatchObject(refusal)
  })

  it('holds twenty styles in a pool', async () => {
    const full = await createTestPool(server)
    const add = async () => {
      const ClientId = await createClient(full)
      return full.call('CreateManagedLoginBranding', { ClientId, UseCognitoProvidedValues: true })
    }
    for (let count = 0; count < 20; count++) await add()
    await expect(add()).rejects.toMatchObject({
      name: 'LimitExceededException',
      message: `User pool ${full.id} has reached its limit of managed login branding styles.`,
    })
  })

  it.each([
    ['DescribeManagedLoginBranding', {}],
    ['UpdateManagedLoginBranding', { UseCognitoProvidedValues: true }],
    ['DeleteManagedLoginBranding', {}],
  ])('%s refuses what does not exist', async (name, more) => {
    const input = { ManagedLoginBrandingId: none, ...more }
    await expect(pool.call(name, input)).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: 'ManagedLoginBranding does not exist.',
    })
    await expect(server.call(name, { UserPoolId: 'us-east-1_none', ...input })).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: 'User pool us-east-1_none does not exist.',
    })
  })

  it.each([
    ['CreateManagedLoginBranding', { UseCognitoProvidedValues: true }],
    ['DescribeManagedLoginBrandingByClient', {}],
  ])('%s needs a pool and a client', async (name, more) => {
    const input = { ClientId: 'none', ...more }
    await expect(pool.call(name, input)).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: 'User pool client none does not exist.',
    })
    await expect(server.call(name, { UserPoolId: 'us-east-1_none', ...input })).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: 'User pool us-east-1_none does not exist.',
    })
  })

  it('goes with its client, who else has none', async () => {
    const ClientId = await createClient()
    await expect(pool.call('DescribeManagedLoginBrandingByClient', { ClientId })).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: `ManagedLoginBranding for client ${ClientId} does not exist.`,
    })
    const created = await create({ UseCognitoProvidedValues: true }, ClientId)
    await pool.call('DeleteUserPoolClient', { ClientId })
    await expect(describeBranding(created.ManagedLoginBrandingId)).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    })
  })
})
