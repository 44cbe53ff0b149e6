import type { SES } from '@aws-sdk/client-ses'
import type { SESv2 } from '@aws-sdk/client-sesv2'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { databases, startTestServer, type TestServer } from '../support/server.ts'
import { createCompanionClients } from './companion-clients.ts'
import { isInstalled, runGuest } from './guests.ts'

const policy = JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow' }] })

describe.each(databases)('SES by the AWS SDK on %s', (database) => {
  let server: TestServer
  let ses: SES
  let sesv2: SESv2

  beforeAll(async () => {
    server = await startTestServer(database)
    const clients = createCompanionClients(server)
    ses = clients.ses
    sesv2 = clients.sesv2
  })
  afterAll(() => server.stop())

  it('verifies an address at once', async () => {
    const EmailAddress = 'No-Reply@Example.com'
    await ses.verifyEmailIdentity({ EmailAddress })
    await ses.verifyEmailIdentity({ EmailAddress })
    const asked = { Identities: [EmailAddress, 'nobody@example.com'] }
    const { VerificationAttributes } = await ses.getIdentityVerificationAttributes(asked)
    expect(VerificationAttributes).toEqual({ [EmailAddress]: { VerificationStatus: 'Success' } })
    expect((await ses.listIdentities({ IdentityType: 'EmailAddress' })).Identities).toEqual([
      'No-Reply@example.com',
    ])
    const found = await sesv2.getEmailIdentity({ EmailIdentity: EmailAddress })
    expect(found).toMatchObject({ IdentityType: 'EMAIL_ADDRESS', VerifiedForSendingStatus: true })
    await ses.deleteIdentity({ Identity: EmailAddress })
    await ses.deleteIdentity({ Identity: EmailAddress })
    expect((await ses.listIdentities({})).Identities).toEqual([])
  })

  it('verifies a domain at once, with tokens that stay the same', async () => {
    const Domain = 'example.org'
    const { VerificationToken } = await ses.verifyDomainIdentity({ Domain })
    expect(VerificationToken).toMatch(/^[\w+/]{43}=$/)
    const asked = { Identities: [Domain] }
    const verification = await ses.getIdentityVerificationAttributes(asked)
    expect(verification.VerificationAttributes).toEqual({
      [Domain]: { VerificationStatus: 'Success', VerificationToken },
    })
    expect((await ses.getIdentityDkimAttributes(asked)).DkimAttributes).toMatchObject({
      [Domain]: { DkimEnabled: false, DkimVerificationStatus: 'NotStarted' },
    })
    const { DkimTokens } = await ses.verifyDomainDkim({ Domain })
    expect(DkimTokens).toHaveLength(3)
    expect((await ses.getIdentityDkimAttributes(asked)).DkimAttributes).toEqual({
      [Domain]: { DkimEnabled: true, DkimVerificationStatus: 'Success', DkimTokens },
    })
    await ses.setIdentityDkimEnabled({ Identity: Domain, DkimEnabled: false })
    expect((await ses.getIdentityDkimAttributes(asked)).DkimAttributes?.[Domain]?.DkimEnabled).toBe(false)
    await ses.setIdentityMailFromDomain({ Identity: Domain, MailFromDomain: 'mail.example.org' })
    const mailFrom = await ses.getIdentityMailFromDomainAttributes(asked)
    expect(mailFrom.MailFromDomainAttributes?.[Domain]).toEqual({
      MailFromDomain: 'mail.example.org',
      MailFromDomainStatus: 'Success',
      BehaviorOnMXFailure: 'UseDefaultValue',
    })
    const notifications = await ses.getIdentityNotificationAttributes(asked)
    expect(notifications.NotificationAttributes?.[Domain]?.ForwardingEnabled).toBe(true)
    await ses.deleteIdentity({ Identity: Domain })
  })

  it('keeps policies of identities', async () => {
    const Identity = 'policies.example'
    await ses.verifyDomainIdentity({ Domain: Identity })
    await ses.putIdentityPolicy({ Identity, PolicyName: 'pools', Policy: policy })
    expect((await ses.listIdentityPolicies({ Identity })).PolicyNames).toEqual(['pools'])
    expect((await ses.getIdentityPolicies({ Identity, PolicyNames: ['pools', 'none'] })).Policies).toEqual({
      pools: policy,
    })
    const arn = `arn:aws:ses:us-east-1:000000000000:identity/${Identity}`
    expect((await ses.listIdentityPolicies({ Identity: arn })).PolicyNames).toEqual(['pools'])
    await expect(ses.listIdentityPolicies({ Identity: arn.replace('us-', 'eu-') })).rejects.toMatchObject({
      name: 'InvalidParameterValue',
    })
    await ses.deleteIdentityPolicy({ Identity, PolicyName: 'pools' })
    const second = { EmailIdentity: Identity, PolicyName: 'second', Policy: policy }
    await sesv2.createEmailIdentityPolicy(second)
    await expect(sesv2.createEmailIdentityPolicy(second)).rejects.toMatchObject({
      name: 'AlreadyExistsException',
    })
    await sesv2.updateEmailIdentityPolicy({ ...second, Policy: '{}' })
    const { Policies } = await sesv2.getEmailIdentityPolicies({ EmailIdentity: Identity })
    expect(Policies).toEqual({ second: '{}' })
    await sesv2.deleteEmailIdentityPolicy(second)
    await ses.deleteIdentity({ Identity })
  })

  it('creates, changes, tags, lists and deletes identities by its second API', async () => {
    const EmailIdentity = 'second.example'
    const created = await sesv2.createEmailIdentity({ EmailIdentity, Tags: [{ Key: 'a', Value: '1' }] })
    expect(created).toMatchObject({
      IdentityType: 'DOMAIN',
      VerifiedForSendingStatus: true,
      DkimAttributes: { SigningEnabled: true, Status: 'SUCCESS', SigningAttributesOrigin: 'AWS_SES' },
    })
    await expect(sesv2.createEmailIdentity({ EmailIdentity })).rejects.toMatchObject({
      name: 'AlreadyExistsException',
      message: 'Email identity second.example already exist.',
    })
    await sesv2.putEmailIdentityDkimAttributes({ EmailIdentity, SigningEnabled: false })
    await sesv2.putEmailIdentityMailFromAttributes({
      EmailIdentity,
      MailFromDomain: 'mail.second.example',
      BehaviorOnMxFailure: 'REJECT_MESSAGE',
    })
    const ResourceArn = `arn:aws:ses:us-east-1:000000000000:identity/${EmailIdentity}`
    await sesv2.tagResource({ ResourceArn, Tags: [{ Key: 'b', Value: '2' }] })
    await sesv2.untagResource({ ResourceArn, TagKeys: ['a'] })
    expect((await sesv2.listTagsForResource({ ResourceArn })).Tags).toEqual([{ Key: 'b', Value: '2' }])
    expect(await sesv2.getEmailIdentity({ EmailIdentity })).toMatchObject({
      VerificationStatus: 'SUCCESS',
      DkimAttributes: { SigningEnabled: false, LastKeyGenerationTimestamp: expect.any(Date) },
      MailFromAttributes: { MailFromDomain: 'mail.second.example', BehaviorOnMxFailure: 'REJECT_MESSAGE' },
      Tags: [{ Key: 'b', Value: '2' }],
      Policies: {},
    })
    await sesv2.createEmailIdentity({ EmailIdentity: 'a@second.example' })
    const first = await sesv2.listEmailIdentities({ PageSize: 1 })
    expect(first.EmailIdentities).toMatchObject([{ IdentityName: 'a@second.example' }])
    const rest = await sesv2.listEmailIdentities({ PageSize: 1, NextToken: first.NextToken })
    expect(rest.EmailIdentities).toMatchObject([{ IdentityName: EmailIdentity, IdentityType: 'DOMAIN' }])
    expect(rest.NextToken).toBeUndefined()
    for (const name of [EmailIdentity, 'a@second.example'])
      await sesv2.deleteEmailIdentity({ EmailIdentity: name })
    await expect(sesv2.getEmailIdentity({ EmailIdentity })).rejects.toMatchObject({
      name: 'NotFoundException',
      message: 'Email identity second.example does not exist.',
      $metadata: { httpStatusCode: 404 },
    })
  })

  it('keeps the identities of regions apart', async () => {
    const elsewhere = createCompanionClients(server, { region: 'eu-west-1' }).ses
    await elsewhere.verifyEmailIdentity({ EmailAddress: 'eu@example.com' })
    expect((await ses.listIdentities({})).Identities).toEqual([])
    expect((await elsewhere.listIdentities({})).Identities).toEqual(['eu@example.com'])
  })

  it.each<[what: string, call: () => Promise<unknown>, name: string]>([
    [
      'what is no address',
      () => ses.verifyEmailIdentity({ EmailAddress: 'example.com' }),
      'InvalidParameterValue',
    ],
    ['what is no domain', () => ses.verifyDomainIdentity({ Domain: 'a b' }), 'InvalidParameterValue'],
    [
      'what is no identity',
      () => sesv2.createEmailIdentity({ EmailIdentity: 'a@b@' }),
      'BadRequestException',
    ],
    [
      'settings of an identity that is not there',
      () => ses.setIdentityMailFromDomain({ Identity: 'none.example', MailFromDomain: 'm.none.example' }),
      'InvalidParameterValue',
    ],
    [
      'a policy that is no JSON',
      () => ses.putIdentityPolicy({ Identity: 'none.example', PolicyName: 'p', Policy: '{' }),
      'InvalidPolicyException',
    ],
    [
      'to delete what is not there',
      () => sesv2.deleteEmailIdentity({ EmailIdentity: 'none.example' }),
      'NotFoundException',
    ],
    [
      'tags of another account',
      () =>
        sesv2.listTagsForResource({ ResourceArn: 'arn:aws:ses:us-east-1:123456789012:identity/a.example' }),
      'NotFoundException',
    ],
    ['to send mail', () => sesv2.sendEmail({ Content: {} }), 'UnsupportedOperationException'],
    ['what it does not know', () => sesv2.listContactLists({}), 'UnknownOperationException'],
    ['actions that are not there', () => ses.getSendQuota({}), 'InvalidAction'],
  ])('refuses %s', async (_, call, name) => {
    await expect(call()).rejects.toMatchObject({ name })
  })

  describe('a user pool that sends by SES', () => {
    const arnOf = (identity: string, region = 'us-west-2', account = '000000000000') =>
      `arn:aws:ses:${region}:${account}:identity/${identity}`
    const createPool = (SourceArn: string) =>
      server.call('CreateUserPool', {
        PoolName: 'sender',
        EmailConfiguration: { EmailSendingAccount: 'DEVELOPER', SourceArn },
      })

    it('can name any identity while there are none in the region', async () => {
      await createPool(arnOf('any@example.com'))
    })

    it('has to name one that is verified once there are, as it is named', async () => {
      const west = createCompanionClients(server, { region: 'us-west-2' }).ses
      await west.verifyDomainIdentity({ Domain: 'example.com' })
      const unverified = {
        name: 'InvalidParameterException',
        message: `Cognito received the following error from Amazon SES when attempting to send email: Email address is not verified. The following identities failed the check in region US-WEST-2: ${arnOf('any@example.com')}`,
      }
      await expect(createPool(arnOf('any@example.com'))).rejects.toMatchObject(unverified)
      const { UserPool } = await createPool(arnOf('example.com'))
      const change = {
        UserPoolId: UserPool.Id,
        EmailConfiguration: { EmailSendingAccount: 'DEVELOPER', SourceArn: arnOf('any@example.com') },
      }
      await expect(server.call('UpdateUserPool', change)).rejects.toMatchObject(unverified)
      await west.verifyEmailIdentity({ EmailAddress: 'any@example.com' })
      await server.call('UpdateUserPool', change)
      await createPool(arnOf('any@example.com', 'us-west-2', '123456789012'))
      await createPool(arnOf('any@example.com', 'ap-south-1'))
    })
  })
})

describe('SES with operator credentials', () => {
  it('answers the operator alone', async () => {
    const credentials = { accessKeyId: 'AKIDOPERATOR', secretAccessKey: 'secret' }
    const server = await startTestServer('sqlite', [
      '--access-key-id=AKIDOPERATOR',
      '--secret-access-key=secret',
    ])
    const mine = createCompanionClients(server, { credentials })
    await mine.ses.verifyEmailIdentity({ EmailAddress: 'a@example.com' })
    expect((await mine.sesv2.listEmailIdentities({})).EmailIdentities).toHaveLength(1)
    const theirs = createCompanionClients(server, { credentials: { ...credentials, secretAccessKey: 'x' } })
    await expect(theirs.ses.listIdentities({})).rejects.toMatchObject({ name: 'SignatureDoesNotMatch' })
    await expect(theirs.sesv2.listEmailIdentities({})).rejects.toMatchObject({
      name: 'InvalidSignatureException',
      $metadata: { httpStatusCode: 403 },
    })
    await server.stop()
  })
})

describe.runIf(isInstalled('aws', '--version'))('aws ses and aws sesv2', () => {
  it('verify, show and delete', { timeout: 120_000 }, async () => {
    const server = await startTestServer('sqlite')
    const run = (line: string) =>
      runGuest(server.url, 'aws', [...line.split(' '), '--endpoint-url', server.url, '--output', 'json'])
    expect((await run('ses verify-email-identity --email-address a@example.com')).errors).toBe('')
    const { output } = await run('ses get-identity-verification-attributes --identities a@example.com')
    expect(JSON.parse(output).VerificationAttributes).toEqual({
      'a@example.com': { VerificationStatus: 'Success' },
    })
    const shown = await run('sesv2 get-email-identity --email-identity a@example.com')
    expect(JSON.parse(shown.output)).toMatchObject({ VerifiedForSendingStatus: true, Tags: [] })
    const listed = await run('sesv2 list-email-identities')
    expect(JSON.parse(listed.output).EmailIdentities).toMatchObject([{ IdentityName: 'a@example.com' }])
    expect((await run('sesv2 delete-email-identity --email-identity a@example.com')).errors).toBe('')
    await server.stop()
  })
})
