import type { IAM } from '@aws-sdk/client-iam'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { databases, startTestServer, type TestServer } from '../support/server.ts'
import { createCompanionClients } from './companion-clients.ts'
import { isInstalled, runGuest } from './guests.ts'

const trust = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
})
const policy = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: ['logs:*'], Resource: "arn:aws:logs:*:*:* (all 'of' them!)" }],
})
const ofAws = 'arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole'
const account = '000000000000'

describe.each(databases)('IAM by the AWS SDK on %s', (database) => {
  let server: TestServer
  let iam: IAM

  beforeAll(async () => {
    server = await startTestServer(database)
    iam = createCompanionClients(server).iam
  })
  afterAll(() => server.stop())

  const createRole = (RoleName: string) => iam.createRole({ RoleName, AssumeRolePolicyDocument: trust })

  it('keeps a role as it was given, and changes it', async () => {
    const RoleName = 'Full'
    const { Role } = await iam.createRole({
      RoleName,
      Path: '/team/one/',
      AssumeRolePolicyDocument: trust,
      Description: 'for <functions> & "others"',
      MaxSessionDuration: 7200,
      PermissionsBoundary: `arn:aws:iam::${account}:policy/boundary`,
      Tags: [{ Key: 'team', Value: 'one' }],
    })
    expect(Role).toMatchObject({
      Path: '/team/one/',
      RoleId: expect.stringMatching(/^AROA[A-Z2-7]{17}$/),
      Arn: `arn:aws:iam::${account}:role/team/one/Full`,
      CreateDate: expect.any(Date),
      Description: 'for <functions> & "others"',
      MaxSessionDuration: 7200,
      Tags: [{ Key: 'team', Value: 'one' }],
    })
    const found = (await iam.getRole({ RoleName: 'full' })).Role
    expect(found).toMatchObject({ ...Role, RoleLastUsed: {} })
    expect(JSON.parse(decodeURIComponent(found?.AssumeRolePolicyDocument ?? ''))).toEqual(JSON.parse(trust))
    await iam.updateRole({ RoleName, Description: '', MaxSessionDuration: 3600 })
    await iam.updateAssumeRolePolicy({ RoleName, PolicyDocument: trust.replace('lambda', 'cognito-idp') })
    await iam.deleteRolePermissionsBoundary({ RoleName })
    await iam.tagRole({
      RoleName,
      Tags: [
        { Key: 'Team', Value: 'two' },
        { Key: 'b', Value: '' },
      ],
    })
    await iam.untagRole({ RoleName, TagKeys: ['B'] })
    expect((await iam.listRoleTags({ RoleName })).Tags).toEqual([{ Key: 'Team', Value: 'two' }])
    const changed = (await iam.getRole({ RoleName })).Role
    expect(changed).toMatchObject({ MaxSessionDuration: 3600, Tags: [{ Key: 'Team', Value: 'two' }] })
    expect(changed?.Description).toBeUndefined()
    expect(changed?.PermissionsBoundary).toBeUndefined()
    expect(changed?.AssumeRolePolicyDocument).toContain('cognito-idp')
    await iam.updateRoleDescription({ RoleName, Description: 'again' })
    await iam.putRolePermissionsBoundary({ RoleName, PermissionsBoundary: ofAws })
    expect((await iam.getRole({ RoleName })).Role).toMatchObject({
      Description: 'again',
      PermissionsBoundary: { PermissionsBoundaryArn: ofAws },
    })
    expect((await iam.listInstanceProfilesForRole({ RoleName })).InstanceProfiles).toEqual([])
    await iam.deleteRole({ RoleName })
    await expect(iam.getRole({ RoleName })).rejects.toMatchObject({
      name: 'NoSuchEntityException',
      message: 'The role with name Full cannot be found.',
    })
  })

  it('lists roles page by page, and by the beginning of their path', async () => {
    for (const RoleName of ['page-b', 'page-C', 'page-a'])
      await iam.createRole({ RoleName, Path: '/pages/', AssumeRolePolicyDocument: trust })
    const first = await iam.listRoles({ PathPrefix: '/pages', MaxItems: 2 })
    expect(first.Roles?.map(({ RoleName }) => RoleName)).toEqual(['page-a', 'page-b'])
    expect(first.IsTruncated).toBe(true)
    const second = await iam.listRoles({ PathPrefix: '/pages', MaxItems: 2, Marker: first.Marker })
    expect(second.Roles?.map(({ RoleName }) => RoleName)).toEqual(['page-C'])
    expect(second).toMatchObject({ IsTruncated: false })
    expect((await iam.listRoles({ PathPrefix: '/none/' })).Roles).toEqual([])
  })

  it('keeps policies of a role, which has to lose them before it is deleted', async () => {
    const RoleName = 'with-policies'
    await createRole(RoleName)
    await iam.putRolePolicy({ RoleName, PolicyName: 'logs', PolicyDocument: policy })
    await iam.putRolePolicy({ RoleName, PolicyName: '__proto__', PolicyDocument: policy })
    expect((await iam.listRolePolicies({ RoleName })).PolicyNames).toEqual(['__proto__', 'logs'])
    const { PolicyDocument = '' } = await iam.getRolePolicy({ RoleName, PolicyName: 'logs' })
    expect(PolicyDocument).not.toMatch(/[!'()*]/)
    expect(decodeURIComponent(PolicyDocument)).toBe(policy)
    await iam.attachRolePolicy({ RoleName, PolicyArn: ofAws })
    await iam.attachRolePolicy({ RoleName, PolicyArn: ofAws })
    expect((await iam.listAttachedRolePolicies({ RoleName })).AttachedPolicies).toEqual([
      { PolicyName: 'AWSLambdaBasicExecutionRole', PolicyArn: ofAws },
    ])
    await expect(iam.deleteRole({ RoleName })).rejects.toMatchObject({
      name: 'DeleteConflictException',
      message: 'Cannot delete entity, must detach all policies first.',
    })
    await iam.detachRolePolicy({ RoleName, PolicyArn: ofAws })
    await expect(iam.deleteRole({ RoleName })).rejects.toMatchObject({
      message: 'Cannot delete entity, must delete policies first.',
    })
    for (const PolicyName of ['logs', '__proto__']) await iam.deleteRolePolicy({ RoleName, PolicyName })
    await iam.deleteRole({ RoleName })
  })

  it('keeps managed policies with up to five versions', async () => {
    const created = await iam.createPolicy({
      PolicyName: 'managed',
      Path: '/team/',
      PolicyDocument: policy,
      Description: 'all logs',
      Tags: [{ Key: 'team', Value: 'one' }],
    })
    const PolicyArn = `arn:aws:iam::${account}:policy/team/managed`
    expect(created.Policy).toMatchObject({ Arn: PolicyArn, DefaultVersionId: 'v1', AttachmentCount: 0 })
    await createRole('attached')
    await iam.attachRolePolicy({ RoleName: 'attached', PolicyArn })
    expect((await iam.getPolicy({ PolicyArn })).Policy).toMatchObject({
      AttachmentCount: 1,
      Description: 'all logs',
      Tags: [{ Key: 'team', Value: 'one' }],
    })
    const { PolicyRoles } = await iam.listEntitiesForPolicy({ PolicyArn })
    expect(PolicyRoles).toEqual([{ RoleName: 'attached', RoleId: expect.stringMatching(/^AROA/) }])
    await iam.createPolicyVersion({ PolicyArn, PolicyDocument: policy, SetAsDefault: true })
    for (const SetAsDefault of [false, true, false])
      await iam.createPolicyVersion({ PolicyArn, PolicyDocument: policy, SetAsDefault })
    await expect(iam.createPolicyVersion({ PolicyArn, PolicyDocument: policy })).rejects.toMatchObject({
      name: 'LimitExceededException',
    })
    await iam.setDefaultPolicyVersion({ PolicyArn, VersionId: 'v5' })
    const { Versions } = await iam.listPolicyVersions({ PolicyArn })
    expect(Versions?.map(({ VersionId, IsDefaultVersion }) => [VersionId, IsDefaultVersion])).toEqual([
      ['v5', true],
      ['v4', false],
      ['v3', false],
      ['v2', false],
      ['v1', false],
    ])
    const { PolicyVersion } = await iam.getPolicyVersion({ PolicyArn, VersionId: 'v1' })
    expect(decodeURIComponent(PolicyVersion?.Document ?? '')).toBe(policy)
    await expect(iam.deletePolicyVersion({ PolicyArn, VersionId: 'v5' })).rejects.toMatchObject({
      message: 'Cannot delete the default version of a policy.',
    })
    await expect(iam.deletePolicy({ PolicyArn })).rejects.toMatchObject({
      name: 'DeleteConflictException',
      message: 'Cannot delete a policy attached to entities.',
    })
    await iam.detachRolePolicy({ RoleName: 'attached', PolicyArn })
    await expect(iam.deletePolicy({ PolicyArn })).rejects.toMatchObject({
      message: expect.stringContaining('more than one version'),
    })
    for (const VersionId of ['v1', 'v2', 'v3', 'v4']) await iam.deletePolicyVersion({ PolicyArn, VersionId })
    await iam.tagPolicy({ PolicyArn, Tags: [{ Key: 'b', Value: '2' }] })
    await iam.untagPolicy({ PolicyArn, TagKeys: ['team'] })
    expect((await iam.listPolicyTags({ PolicyArn })).Tags).toEqual([{ Key: 'b', Value: '2' }])
    expect((await iam.listPolicies({ Scope: 'Local' })).Policies).toHaveLength(1)
    expect((await iam.listPolicies({ OnlyAttached: true })).Policies).toEqual([])
    await iam.deletePolicy({ PolicyArn })
    await expect(iam.getPolicy({ PolicyArn })).rejects.toMatchObject({
      name: 'NoSuchEntityException',
      message: `Policy ${PolicyArn} was not found.`,
    })
  })

  it('attaches at most ten policies to a role', async () => {
    const RoleName = 'ten'
    await createRole(RoleName)
    const attach = (name: string) =>
      iam.attachRolePolicy({ RoleName, PolicyArn: `arn:aws:iam::aws:policy/${name}` })
    for (let number = 0; number < 10; number += 1) await attach(`Policy${number}`)
    await attach('Policy0')
    await expect(attach('Policy10')).rejects.toMatchObject({
      name: 'LimitExceededException',
      message: 'Cannot exceed quota for PoliciesPerRole: 10',
    })
  })

  it('never attaches a policy that is deleted at once', async () => {
    for (const PolicyName of ['race-1', 'race-2', 'race-3']) {
      const RoleName = PolicyName
      await createRole(RoleName)
      const { Policy } = await iam.createPolicy({ PolicyName, PolicyDocument: policy })
      const PolicyArn = Policy?.Arn ?? ''
      const [attached, deleted] = await Promise.allSettled([
        iam.attachRolePolicy({ RoleName, PolicyArn }),
        iam.deletePolicy({ PolicyArn }),
      ])
      expect([attached.status, deleted.status].sort()).toEqual(['fulfilled', 'rejected'])
      const { AttachedPolicies } = await iam.listAttachedRolePolicies({ RoleName })
      expect(AttachedPolicies).toHaveLength(attached.status === 'fulfilled' ? 1 : 0)
    }
  })

  it('lets one of two creations at once win', async () => {
    const outcomes = await Promise.allSettled(['Once', 'once', 'ONCE'].map(createRole))
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })

  describe('refuses', () => {
    const RoleName = 'refused'
    beforeAll(() => createRole(RoleName))

    const document = { PolicyName: 'p', PolicyDocument: policy }
    const cases: [what: string, call: () => Promise<unknown>, name: string, message: string][] = [
      [
        'a second role of a name in another case',
        () => createRole('REFUSED'),
        'EntityAlreadyExistsException',
        'Role with name REFUSED already exists.',
      ],
      [
        'a trust policy that is no JSON',
        () => iam.createRole({ RoleName: 'x', AssumeRolePolicyDocument: '{' }),
        'MalformedPolicyDocumentException',
        'This policy contains invalid Json',
      ],
      [
        'a trust policy without statements',
        () => iam.createRole({ RoleName: 'x', AssumeRolePolicyDocument: '{}' }),
        'MalformedPolicyDocumentException',
        'Syntax errors in policy.',
      ],
      [
        'a trust policy about resources',
        () => iam.updateAssumeRolePolicy({ RoleName, PolicyDocument: policy }),
        'MalformedPolicyDocumentException',
        'Has prohibited field Resource',
      ],
      [
        'a trust policy that is too long',
        () =>
          iam.createRole({
            RoleName: 'x',
            AssumeRolePolicyDocument: trust.replace('2012', '2'.repeat(2048)),
          }),
        'LimitExceededException',
        'Cannot exceed quota for ACLSizePerRole: 2048',
      ],
      [
        'a policy that is no JSON',
        () => iam.putRolePolicy({ RoleName, ...document, PolicyDocument: 'policy' }),
        'MalformedPolicyDocumentException',
        'This policy contains invalid Json',
      ],
      [
        'policies of a role that are too long together',
        () =>
          iam.putRolePolicy({
            RoleName,
            ...document,
            PolicyDocument: policy.replace('logs', 'l'.repeat(10_240)),
          }),
        'LimitExceededException',
        'Maximum policy size of 10240 bytes exceeded for role refused',
      ],
      [
        'a managed policy that is too long',
        () => iam.createPolicy({ ...document, PolicyDocument: policy.replace('logs', 'l'.repeat(6144)) }),
        'LimitExceededException',
        'Cannot exceed quota for PolicySize: 6144',
      ],
      [
        'a role with a name that none can have',
        () => createRole('no spaces'),
        'ValidationError',
        'The specified value for roleName is invalid. It must contain only alphanumeric characters and/or the following: +=,.@_-',
      ],
      [
        'to read a role by what no database can hold',
        () => iam.getRole({ RoleName: 'a\u0000' }),
        'ValidationError',
        'The specified value for roleName is invalid. It must contain only alphanumeric characters and/or the following: +=,.@_-',
      ],
      [
        'a session that is too long',
        () => iam.updateRole({ RoleName, MaxSessionDuration: 43_201 }),
        'ValidationError',
        "1 validation error detected: Value '43201' at 'maxSessionDuration' failed to satisfy constraint: Member must have value less than or equal to 43200",
      ],
      [
        'tags of which two have the same key',
        () =>
          iam.tagRole({
            RoleName,
            Tags: [
              { Key: 'a', Value: '1' },
              { Key: 'A', Value: '2' },
            ],
          }),
        'InvalidInputException',
        'Duplicate tag keys found. Please note that Tag keys are case insensitive.',
      ],
      [
        'more than fifty tags',
        () =>
          iam.tagRole({ RoleName, Tags: Array.from({ length: 51 }, (_, n) => ({ Key: `${n}`, Value: '' })) }),
        'LimitExceededException',
        'The number of tags has reached the maximum limit for this role.',
      ],
      [
        'a policy that is not there',
        () => iam.attachRolePolicy({ RoleName, PolicyArn: `arn:aws:iam::${account}:policy/none` }),
        'NoSuchEntityException',
        `Policy arn:aws:iam::${account}:policy/none does not exist or is not attachable.`,
      ],
      [
        'a policy of another account',
        () => iam.attachRolePolicy({ RoleName, PolicyArn: 'arn:aws:iam::123456789012:policy/none' }),
        'NoSuchEntityException',
        'Policy arn:aws:iam::123456789012:policy/none does not exist or is not attachable.',
      ],
      [
        'what is no ARN of a policy',
        () => iam.attachRolePolicy({ RoleName, PolicyArn: 'arn:aws:s3:::bucket/policy' }),
        'InvalidInputException',
        'ARN arn:aws:s3:::bucket/policy is not valid.',
      ],
      [
        'to detach what is not attached',
        () => iam.detachRolePolicy({ RoleName, PolicyArn: ofAws }),
        'NoSuchEntityException',
        `Policy ${ofAws} was not found.`,
      ],
      [
        'to read a policy that the role does not have',
        () => iam.getRolePolicy({ RoleName, PolicyName: 'none' }),
        'NoSuchEntityException',
        'The role policy with name none cannot be found.',
      ],
      [
        'to delete a role that is not there',
        () => iam.deleteRole({ RoleName: 'none' }),
        'NoSuchEntityException',
        'The role with name none cannot be found.',
      ],
      [
        'a marker that nobody got',
        () => iam.listRoles({ Marker: '\u0000' }),
        'ValidationError',
        'Invalid Marker.',
      ],
      [
        'operations that are not there',
        () => iam.createUser({ UserName: 'ada' }),
        'InvalidAction',
        'Could not find operation CreateUser for version 2010-05-08',
      ],
    ]
    it.each(cases)('%s', async (_, call, name, message) => {
      await expect(call()).rejects.toMatchObject({ name, message })
    })
  })
})

describe('IAM with operator credentials', () => {
  it('answers the operator alone', async () => {
    const operator = { accessKeyId: 'AKIDOPERATOR', secretAccessKey: 'secret' }
    const server = await startTestServer('sqlite', [
      `--access-key-id=${operator.accessKeyId}`,
      `--secret-access-key=${operator.secretAccessKey}`,
    ])
    const clientWith = (credentials: typeof operator) => createCompanionClients(server, { credentials }).iam
    expect((await clientWith(operator).listRoles({})).Roles).toEqual([])
    await expect(clientWith({ ...operator, secretAccessKey: 'x' }).listRoles({})).rejects.toMatchObject({
      name: 'SignatureDoesNotMatch',
      $metadata: { httpStatusCode: 403 },
    })
    await expect(clientWith({ ...operator, accessKeyId: 'AKIDX' }).listRoles({})).rejects.toMatchObject({
      name: 'InvalidClientTokenId',
    })
    await server.stop()
  })
})

describe.runIf(isInstalled('aws', '--version'))('aws iam', () => {
  it('creates, lists, refuses and deletes', { timeout: 120_000 }, async () => {
    const server = await startTestServer('sqlite')
    const run = (line: string, ...more: string[]) =>
      runGuest(server.url, 'aws', [
        'iam',
        ...line.split(' '),
        ...more,
        '--endpoint-url',
        server.url,
        '--output',
        'json',
      ])
    const created = await run('create-role --role-name cli --assume-role-policy-document', trust)
    expect(JSON.parse(created.output).Role).toMatchObject({
      RoleName: 'cli',
      AssumeRolePolicyDocument: JSON.parse(trust),
    })
    expect((await run(`attach-role-policy --role-name cli --policy-arn ${ofAws}`)).errors).toBe('')
    expect((await run('delete-role --role-name cli')).errors).toContain(
      'An error occurred (DeleteConflict) when calling the DeleteRole operation: Cannot delete entity, must detach all policies first.',
    )
    await run(`detach-role-policy --role-name cli --policy-arn ${ofAws}`)
    expect(await run('delete-role --role-name cli')).toEqual({ exitCode: 0, output: '', errors: '' })
    await server.stop()
  })
})
