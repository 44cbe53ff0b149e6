import { createHash } from 'node:crypto'
import {
  type CreateFunctionCommandInput,
  type Lambda,
  waitUntilFunctionActiveV2,
  waitUntilFunctionUpdatedV2,
} from '@aws-sdk/client-lambda'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { temporaryFolder } from '../support/process.ts'
import { databases, startTestServer, type TestServer } from '../support/server.ts'
import { zipOf } from '../support/zip.ts'
import { createLambdaClient, ROLE } from './lambda-client.ts'

const ARN = 'arn:aws:lambda:us-east-1:000000000000:function'
const source = 'exports.handler = async (event) => ({ ...event, answered: true })'
const zip = zipOf(source)
const otherZip = zipOf(source.replace('answered', 'changed'))

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('base64')

const asked = (FunctionName: string, more: Partial<CreateFunctionCommandInput> = {}) => ({
  FunctionName,
  Role: ROLE,
  Runtime: 'nodejs22.x' as const,
  Handler: 'index.handler',
  Code: { ZipFile: zip },
  ...more,
})

describe.each(databases)('functions deployed with the AWS SDK on %s', (kind) => {
  let server: TestServer
  let lambda: Lambda
  let release: () => Promise<void>

  beforeAll(async () => {
    const folder = await temporaryFolder()
    server = await startTestServer(kind, [`--data-dir=${folder.path}`])
    lambda = createLambdaClient(server)
    release = async () => {
      await server.stop()
      await folder.remove()
    }
  })
  afterAll(() => release())

  describe('a function', () => {
    it('is created with the defaults of Lambda and can be invoked at once', async () => {
      const created = await lambda.createFunction(asked('plain'))
      expect(created).toMatchObject({
        FunctionName: 'plain',
        FunctionArn: `${ARN}:plain`,
        Runtime: 'nodejs22.x',
        Role: ROLE,
        Handler: 'index.handler',
        CodeSize: zip.byteLength,
        CodeSha256: sha256(zip),
        Description: '',
        Timeout: 3,
        MemorySize: 128,
        Version: '$LATEST',
        State: 'Active',
        LastUpdateStatus: 'Successful',
        PackageType: 'Zip',
        Architectures: ['x86_64'],
        EphemeralStorage: { Size: 512 },
        TracingConfig: { Mode: 'PassThrough' },
        SnapStart: { ApplyOn: 'None', OptimizationStatus: 'Off' },
        LoggingConfig: { LogFormat: 'Text', LogGroup: '/aws/lambda/plain' },
        $metadata: { httpStatusCode: 201, requestId: expect.stringMatching(/^[\w-]{36}$/) },
      })
      expect(created.LastModified).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+0000$/)
      expect(created.Environment).toBeUndefined()
      const waiter = { client: lambda, maxWaitTime: 5 }
      expect(await waitUntilFunctionActiveV2(waiter, { FunctionName: 'plain' })).toMatchObject({
        state: 'SUCCESS',
      })
      expect(await waitUntilFunctionUpdatedV2(waiter, { FunctionName: 'plain' })).toMatchObject({
        state: 'SUCCESS',
      })
    })

    it('is found by its name, its ARN and what lies between', async () => {
      await lambda.createFunction(asked('found', { Tags: { team: 'sign-in' } }))
      for (const FunctionName of ['found', `${ARN}:found`, '000000000000:function:found', 'function:found'])
        expect(await lambda.getFunction({ FunctionName })).toMatchObject({
          Configuration: { FunctionName: 'found', FunctionArn: `${ARN}:found` },
          Tags: { team: 'sign-in' },
        })
      const latest = await lambda.getFunctionConfiguration({ FunctionName: `${ARN}:found:$LATEST` })
      expect(latest.FunctionArn).toBe(`${ARN}:found:$LATEST`)
    })

    it('gives its code back, for ten minutes and to who has the address', async () => {
      await lambda.createFunction(asked('fetched'))
      const { Code } = await lambda.getFunction({ FunctionName: 'fetched' })
      const address = (Code?.Location ?? '').replace(/^http:\/\/localhost:\d+/, server.url)
      const fetched = await fetch(address)
      expect(fetched.headers.get('content-type')).toBe('application/zip')
      expect(Buffer.from(await fetched.arrayBuffer())).toEqual(zip)
      expect((await fetch(`${address}x`)).status).toBe(403)
      server.advance(601)
      expect((await fetch(address)).status).toBe(403)
    })

    it('is gone with its versions, aliases, policy and code once it is deleted', async () => {
      const other = zipOf('exports.handler = async () => "gone"')
      await lambda.createFunction(asked('gone', { Publish: true, Code: { ZipFile: other } }))
      await lambda.createAlias({ FunctionName: 'gone', Name: 'live', FunctionVersion: '1' })
      const { Code } = await lambda.getFunction({ FunctionName: 'gone' })
      const address = (Code?.Location ?? '').replace(/^http:\/\/localhost:\d+/, server.url)
      expect((await lambda.deleteFunction({ FunctionName: 'gone' })).$metadata.httpStatusCode).toBe(204)
      for (const Qualifier of [undefined, '1', 'live'])
        await expect(lambda.getFunction({ FunctionName: 'gone', Qualifier })).rejects.toMatchObject({
          name: 'ResourceNotFoundException',
        })
      expect((await fetch(address)).status).toBe(404)
    })

    it('is listed, page by page', async () => {
      for (const name of ['list-a', 'list-b', 'list-c'])
        await lambda.createFunction(asked(name, { Publish: true }))
      const names: (string | undefined)[] = []
      let Marker: string | undefined
      do {
        const page = await lambda.listFunctions({ MaxItems: 2, ...(Marker && { Marker }) })
        names.push(...(page.Functions ?? []).map(({ FunctionName }) => FunctionName))
        Marker = page.NextMarker
      } while (Marker)
      expect(names.filter((name) => name?.startsWith('list-'))).toEqual(['list-a', 'list-b', 'list-c'])
      const { Functions = [] } = await lambda.listFunctions({ FunctionVersion: 'ALL' })
      const arns = Functions.map(({ FunctionArn }) => FunctionArn)
      expect(arns).toContain(`${ARN}:list-a:1`)
      expect(arns).toContain(`${ARN}:list-a:$LATEST`)
    })

    it('belongs to the region that the request is signed for', async () => {
      const elsewhere = createLambdaClient(server, { region: 'eu-west-1' })
      const created = await elsewhere.createFunction(asked('regional'))
      expect(created.FunctionArn).toBe('arn:aws:lambda:eu-west-1:000000000000:function:regional')
      await expect(lambda.getFunction({ FunctionName: 'regional' })).rejects.toMatchObject({
        message: `Function not found: ${ARN}:regional`,
      })
      await expect(lambda.getFunction({ FunctionName: created.FunctionArn })).rejects.toMatchObject({
        name: 'ResourceNotFoundException',
        message: "Functions from 'eu-west-1' are not reachable in this region ('us-east-1')",
      })
    })
  })

  describe('changes', () => {
    it('replace the code', async () => {
      const { RevisionId } = await lambda.createFunction(asked('recoded'))
      const dry = await lambda.updateFunctionCode({
        FunctionName: 'recoded',
        ZipFile: otherZip,
        DryRun: true,
      })
      expect(dry).toMatchObject({ CodeSha256: sha256(otherZip), RevisionId })
      const updated = await lambda.updateFunctionCode({
        FunctionName: 'recoded',
        ZipFile: otherZip,
        RevisionId,
        Architectures: ['arm64'],
      })
      expect(updated).toMatchObject({ CodeSha256: sha256(otherZip), Architectures: ['arm64'] })
      expect(updated.RevisionId).not.toBe(RevisionId)
      const stale = { FunctionName: 'recoded', ZipFile: zip, RevisionId }
      await expect(lambda.updateFunctionCode(stale)).rejects.toMatchObject({
        name: 'PreconditionFailedException',
        message: expect.stringMatching(/^The Revision Id provided does not match the latest Revision Id\./),
        $metadata: { httpStatusCode: 412 },
      })
    })

    it('leave alone what they do not name', async () => {
      const Environment = { Variables: { GREETING: 'hello', KEPT: 'secret' } }
      await lambda.createFunction(asked('reset', { Environment, Description: 'first', Timeout: 7 }))
      const changed = await lambda.updateFunctionConfiguration({
        FunctionName: 'reset',
        MemorySize: 256,
        VpcConfig: { SubnetIds: ['subnet-1'], SecurityGroupIds: ['sg-1'] },
        DeadLetterConfig: { TargetArn: 'arn:aws:sqs:us-east-1:000000000000:lost' },
        LoggingConfig: { LogFormat: 'JSON' },
      })
      expect(changed).toMatchObject({
        MemorySize: 256,
        Timeout: 7,
        Description: 'first',
        Environment,
        VpcConfig: { SubnetIds: ['subnet-1'], SecurityGroupIds: ['sg-1'], VpcId: '' },
        DeadLetterConfig: { TargetArn: 'arn:aws:sqs:us-east-1:000000000000:lost' },
        LoggingConfig: { LogFormat: 'JSON', ApplicationLogLevel: 'INFO', SystemLogLevel: 'INFO' },
      })
      const cleared = await lambda.updateFunctionConfiguration({
        FunctionName: 'reset',
        Environment: { Variables: {} },
        VpcConfig: { SubnetIds: [], SecurityGroupIds: [] },
        DeadLetterConfig: { TargetArn: '' },
      })
      expect(cleared.Environment).toBeUndefined()
      expect(cleared.VpcConfig).toBeUndefined()
      expect(cleared.DeadLetterConfig).toBeUndefined()
    })

    it('keep variables sealed in the database', async () => {
      await lambda.createFunction(
        asked('sealed', { Environment: { Variables: { TOKEN: 'plain-text-secret' } } }),
      )
      const rows = await server.services.db.selectFrom('function_versions').selectAll().execute()
      expect(JSON.stringify(rows)).not.toContain('plain-text-secret')
    })
  })

  describe('versions', () => {
    it('are published when something changed, and never change', async () => {
      await lambda.createFunction(asked('versioned', { Environment: { Variables: { STEP: 'one' } } }))
      const first = await lambda.publishVersion({ FunctionName: 'versioned', Description: 'the first' })
      expect(first).toMatchObject({
        Version: '1',
        FunctionArn: `${ARN}:versioned:1`,
        Description: 'the first',
        $metadata: { httpStatusCode: 201 },
      })
      expect(await lambda.publishVersion({ FunctionName: 'versioned' })).toMatchObject({ Version: '1' })
      const second = await lambda.updateFunctionCode({
        FunctionName: 'versioned',
        ZipFile: otherZip,
        Publish: true,
      })
      expect(second).toMatchObject({ Version: '2', FunctionArn: `${ARN}:versioned:2` })
      await lambda.updateFunctionConfiguration({
        FunctionName: 'versioned',
        Environment: { Variables: { STEP: 'three' } },
      })
      const third = await lambda.publishVersion({ FunctionName: 'versioned' })
      expect(third).toMatchObject({ Version: '3', Environment: { Variables: { STEP: 'three' } } })
      const old = await lambda.getFunction({ FunctionName: 'versioned', Qualifier: '1' })
      expect(old.Configuration).toMatchObject({
        CodeSha256: sha256(zip),
        Environment: { Variables: { STEP: 'one' } },
      })
    })

    it('are listed, page by page', async () => {
      const page = await lambda.listVersionsByFunction({ FunctionName: 'versioned', MaxItems: 3 })
      expect(page.Versions?.map(({ FunctionArn }) => FunctionArn)).toEqual([
        `${ARN}:versioned:$LATEST`,
        `${ARN}:versioned:1`,
        `${ARN}:versioned:2`,
      ])
      const { NextMarker: Marker } = page
      const rest = await lambda.listVersionsByFunction({ FunctionName: 'versioned', Marker })
      expect(rest.Versions?.map(({ Version }) => Version)).toEqual(['3'])
      expect(rest.NextMarker).toBeUndefined()
    })

    it('are published only of the code that is expected', async () => {
      const wrong = { FunctionName: 'versioned', CodeSha256: 'AAAA' }
      await expect(lambda.publishVersion(wrong)).rejects.toMatchObject({
        name: 'InvalidParameterValueException',
        message: `CodeSHA256 (AAAA) is different from current CodeSHA256 in $LATEST (${sha256(otherZip)}). Please try again with the CodeSHA256 in $LATEST.`,
      })
      await expect(
        lambda.publishVersion({ FunctionName: 'versioned', RevisionId: 'old' }),
      ).rejects.toMatchObject({ name: 'PreconditionFailedException' })
    })

    it('are deleted one by one, but for $LATEST', async () => {
      await lambda.deleteFunction({ FunctionName: 'versioned', Qualifier: '1' })
      const { Versions } = await lambda.listVersionsByFunction({ FunctionName: 'versioned' })
      expect(Versions?.map(({ Version }) => Version)).toEqual(['$LATEST', '2', '3'])
      await expect(
        lambda.deleteFunction({ FunctionName: 'versioned', Qualifier: '$LATEST' }),
      ).rejects.toMatchObject({ name: 'InvalidParameterValueException' })
    })
  })

  describe('aliases', () => {
    beforeAll(async () => {
      await lambda.createFunction(asked('aliased', { Publish: true }))
      await lambda.updateFunctionCode({ FunctionName: 'aliased', ZipFile: otherZip, Publish: true })
    })

    it('name a version, and can be moved to another', async () => {
      const created = await lambda.createAlias({
        FunctionName: 'aliased',
        Name: 'live',
        FunctionVersion: '1',
      })
      expect(created).toMatchObject({
        AliasArn: `${ARN}:aliased:live`,
        Name: 'live',
        FunctionVersion: '1',
        Description: '',
      })
      const { RevisionId } = created
      const moved = { FunctionName: 'aliased', Name: 'live', FunctionVersion: '2', RevisionId }
      expect(await lambda.updateAlias(moved)).toMatchObject({ FunctionVersion: '2' })
      await expect(lambda.updateAlias(moved)).rejects.toMatchObject({ name: 'PreconditionFailedException' })
      const found = await lambda.getFunction({ FunctionName: 'aliased', Qualifier: 'live' })
      expect(found.Configuration).toMatchObject({ Version: '2', FunctionArn: `${ARN}:aliased:live` })
    })

    it('can send a share to another version', async () => {
      const RoutingConfig = { AdditionalVersionWeights: { '1': 0.1 } }
      const routed = { FunctionName: 'aliased', Name: 'live', RoutingConfig }
      expect(await lambda.updateAlias(routed)).toMatchObject({ FunctionVersion: '2', RoutingConfig })
      const { RoutingConfig: none } = await lambda.updateAlias({
        ...routed,
        RoutingConfig: { AdditionalVersionWeights: {} },
      })
      expect(none).toBeUndefined()
    })

    it('are listed and deleted, and keep their version from being deleted', async () => {
      await lambda.createAlias({ FunctionName: 'aliased', Name: 'old', FunctionVersion: '1' })
      const { Aliases } = await lambda.listAliases({ FunctionName: 'aliased' })
      expect(Aliases?.map(({ Name }) => Name)).toEqual(['live', 'old'])
      const ofFirst = await lambda.listAliases({ FunctionName: 'aliased', FunctionVersion: '1' })
      expect(ofFirst.Aliases?.map(({ Name }) => Name)).toEqual(['old'])
      const first = { FunctionName: 'aliased', Qualifier: '1' }
      await expect(lambda.deleteFunction(first)).rejects.toMatchObject({ name: 'ResourceConflictException' })
      await lambda.deleteAlias({ FunctionName: 'aliased', Name: 'old' })
      await lambda.deleteFunction(first)
      await expect(lambda.getAlias({ FunctionName: 'aliased', Name: 'old' })).rejects.toMatchObject({
        name: 'ResourceNotFoundException',
        message: `Cannot find alias arn: ${ARN}:aliased:old`,
      })
    })

    it('are refused for a name that is taken, a number, and a version that is not there', async () => {
      const alias = { FunctionName: 'aliased', Name: 'live', FunctionVersion: '2' }
      await expect(lambda.createAlias(alias)).rejects.toMatchObject({
        name: 'ResourceConflictException',
        message: `Alias already exists: ${ARN}:aliased:live`,
      })
      await expect(lambda.createAlias({ ...alias, Name: '7' })).rejects.toMatchObject({
        name: 'ValidationException',
      })
      await expect(
        lambda.createAlias({ ...alias, Name: 'next', FunctionVersion: '9' }),
      ).rejects.toMatchObject({ message: `Function not found: ${ARN}:aliased:9` })
    })
  })

  describe('permissions', () => {
    const forPool = {
      FunctionName: 'permitted',
      StatementId: 'pool',
      Action: 'lambda:InvokeFunction',
      Principal: 'cognito-idp.amazonaws.com',
      SourceArn: 'arn:aws:cognito-idp:us-east-1:000000000000:userpool/us-east-1_a',
    }
    const statement = {
      Sid: 'pool',
      Effect: 'Allow',
      Principal: { Service: 'cognito-idp.amazonaws.com' },
      Action: 'lambda:InvokeFunction',
      Resource: `${ARN}:permitted`,
      Condition: { ArnLike: { 'AWS:SourceArn': forPool.SourceArn } },
    }

    it('are added, read and removed', async () => {
      await lambda.createFunction(asked('permitted'))
      const { Statement } = await lambda.addPermission(forPool)
      expect(JSON.parse(Statement ?? '')).toEqual(statement)
      await lambda.addPermission({
        FunctionName: 'permitted',
        StatementId: 'account',
        Action: 'lambda:*',
        Principal: '123456789012',
      })
      const { Policy, RevisionId } = await lambda.getPolicy({ FunctionName: 'permitted' })
      expect(JSON.parse(Policy ?? '')).toEqual({
        Version: '2012-10-17',
        Id: 'default',
        Statement: [
          statement,
          {
            Sid: 'account',
            Effect: 'Allow',
            Principal: { AWS: 'arn:aws:iam::123456789012:root' },
            Action: 'lambda:*',
            Resource: `${ARN}:permitted`,
          },
        ],
      })
      await lambda.removePermission({ FunctionName: 'permitted', StatementId: 'account', RevisionId })
      await expect(
        lambda.removePermission({ FunctionName: 'permitted', StatementId: 'pool', RevisionId }),
      ).rejects.toMatchObject({ name: 'PreconditionFailedException' })
      await lambda.removePermission({ FunctionName: 'permitted', StatementId: 'pool' })
      await expect(lambda.getPolicy({ FunctionName: 'permitted' })).rejects.toMatchObject({
        name: 'ResourceNotFoundException',
        message: 'The resource you requested does not exist.',
      })
    })

    it('belong to an alias where they name one', async () => {
      await lambda.publishVersion({ FunctionName: 'permitted' })
      await lambda.createAlias({ FunctionName: 'permitted', Name: 'live', FunctionVersion: '1' })
      await lambda.addPermission({ ...forPool, Qualifier: 'live' })
      const { Policy } = await lambda.getPolicy({ FunctionName: 'permitted', Qualifier: 'live' })
      expect(JSON.parse(Policy ?? '').Statement[0].Resource).toBe(`${ARN}:permitted:live`)
      await expect(lambda.getPolicy({ FunctionName: 'permitted' })).rejects.toThrow('does not exist')
    })

    it('are refused for an id that is taken, for $LATEST, and past the length of a policy', async () => {
      const again = { ...forPool, Qualifier: 'live' }
      await expect(lambda.addPermission(again)).rejects.toMatchObject({
        name: 'ResourceConflictException',
        message:
          'The statement id (pool) provided already exists. Please provide a new statement id, or remove the existing statement.',
      })
      await expect(lambda.addPermission({ ...forPool, Qualifier: '$LATEST' })).rejects.toMatchObject({
        message: 'We currently do not support adding policies for $LATEST.',
      })
      const long = { ...forPool, StatementId: 'long', SourceArn: `arn:aws:s3:::${'x'.repeat(20_480)}` }
      await expect(lambda.addPermission(long)).rejects.toMatchObject({
        name: 'PolicyLengthExceededException',
      })
      await expect(
        lambda.removePermission({ FunctionName: 'permitted', Qualifier: 'live', StatementId: 'nobody' }),
      ).rejects.toMatchObject({ message: 'Statement nobody is not found in resource policy.' })
    })
  })

  describe('what goes with a function', () => {
    beforeAll(() => lambda.createFunction(asked('equipped', { Tags: { team: 'one' } })))

    it('are tags', async () => {
      const Resource = `${ARN}:equipped`
      await lambda.tagResource({ Resource, Tags: { team: 'two', 'cost centre': '7/7' } })
      expect((await lambda.listTags({ Resource })).Tags).toEqual({ team: 'two', 'cost centre': '7/7' })
      await lambda.untagResource({ Resource, TagKeys: ['cost centre', 'nothing'] })
      expect((await lambda.listTags({ Resource })).Tags).toEqual({ team: 'two' })
      await expect(lambda.tagResource({ Resource, Tags: { 'aws:mine': '' } })).rejects.toMatchObject({
        name: 'InvalidParameterValueException',
      })
      await expect(lambda.listTags({ Resource: `${ARN}:nobody` })).rejects.toMatchObject({
        message: `Function not found: ${ARN}:nobody`,
      })
    })

    it('is reserved concurrency', async () => {
      const FunctionName = 'equipped'
      await lambda.putFunctionConcurrency({ FunctionName, ReservedConcurrentExecutions: 5 })
      expect(await lambda.getFunctionConcurrency({ FunctionName })).toMatchObject({
        ReservedConcurrentExecutions: 5,
      })
      expect((await lambda.getFunction({ FunctionName })).Concurrency).toEqual({
        ReservedConcurrentExecutions: 5,
      })
      await expect(
        lambda.putFunctionConcurrency({ FunctionName, ReservedConcurrentExecutions: 901 }),
      ).rejects.toMatchObject({ name: 'InvalidParameterValueException' })
      await lambda.deleteFunctionConcurrency({ FunctionName })
      const { ReservedConcurrentExecutions } = await lambda.getFunctionConcurrency({ FunctionName })
      expect(ReservedConcurrentExecutions).toBeUndefined()
    })

    it('is how its runtime is managed, and that nobody signs its code', async () => {
      const FunctionName = 'equipped'
      expect(await lambda.getRuntimeManagementConfig({ FunctionName })).toMatchObject({
        UpdateRuntimeOn: 'Auto',
        FunctionArn: `${ARN}:equipped`,
      })
      await lambda.putRuntimeManagementConfig({ FunctionName, UpdateRuntimeOn: 'FunctionUpdate' })
      expect(await lambda.getRuntimeManagementConfig({ FunctionName })).toMatchObject({
        UpdateRuntimeOn: 'FunctionUpdate',
      })
      expect(await lambda.getFunctionCodeSigningConfig({ FunctionName })).toMatchObject({ FunctionName })
    })

    it('counts for the account', async () => {
      const { AccountLimit, AccountUsage } = await lambda.getAccountSettings({})
      expect(AccountLimit).toMatchObject({ CodeSizeUnzipped: 262_144_000, ConcurrentExecutions: 1000 })
      expect(AccountUsage?.FunctionCount).toBeGreaterThan(0)
      expect(AccountUsage?.TotalCodeSize).toBeGreaterThan(0)
    })
  })
})
