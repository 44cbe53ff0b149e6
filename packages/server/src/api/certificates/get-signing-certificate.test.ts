import { createPrivateKey, X509Certificate } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { databases, startTestServer, type TestServer } from '../../../test/support/server.ts'
import { createTestPool } from '../../../test/support/user-pool.ts'
import { privateKeyOf, requireSigningCertificate } from '../../core/signing-certificates.ts'

describe.each(databases)('GetSigningCertificate on %s', (database) => {
  let server: TestServer

  beforeAll(async () => {
    server = await startTestServer(database)
  })
  afterAll(() => server.stop())

  it('answers one certificate for ten years, which its own key signed, to everybody who asks at once', async () => {
    const pool = await createTestPool(server)
    const answers = await Promise.all([1, 2, 3].map(() => pool.call('GetSigningCertificate')))
    expect(new Set(answers.map(({ Certificate }) => Certificate)).size).toBe(1)
    const certificate = new X509Certificate(Buffer.from(answers[0].Certificate, 'base64'))
    expect(answers[0].Certificate).toMatch(/^[A-Za-z0-9+/]+=*$/)
    expect(certificate.verify(certificate.publicKey)).toBe(true)
    expect(certificate.subject).toBe(`CN=${pool.id}`)
    expect(Date.parse(certificate.validTo) - server.services.clock.now()).toBeGreaterThan(3650 * 86_400_000)
    const stored = await requireSigningCertificate(server.services, pool.id)
    const key = createPrivateKey({
      key: privateKeyOf(server.services, stored),
      format: 'der',
      type: 'pkcs8',
    })
    expect(certificate.checkPrivateKey(key)).toBe(true)
  })

  it('differs from pool to pool', async () => {
    const [one, other] = [await createTestPool(server), await createTestPool(server)]
    const first = await one.call('GetSigningCertificate')
    expect(await other.call('GetSigningCertificate')).not.toEqual(first)
  })

  it('refuses a pool that is not there', async () => {
    await expect(
      server.call('GetSigningCertificate', { UserPoolId: 'us-east-1_Missing01' }),
    ).rejects.toMatchObject({ name: 'ResourceNotFoundException' })
  })
})
