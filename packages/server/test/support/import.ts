import { expect } from 'vitest'
import type { Answer, TestServer } from './server.ts'

type Caller = Pick<TestServer, 'call' | 'url'>

export const importRole = 'arn:aws:iam::000000000000:role/import'

/** A CSV file with these columns filled, the pool's others empty, and MFA off. */
export async function csvFile(
  server: Caller,
  UserPoolId: string,
  rows: Record<string, string>[],
  more: string[] = [],
): Promise<string> {
  const { CSVHeader } = await server.call('GetCSVHeader', { UserPoolId })
  const columns: string[] = [...CSVHeader, ...more]
  const line = (row: Record<string, string>) =>
    columns.map((column) => row[column] ?? (column === 'cognito:mfa_enabled' ? 'FALSE' : '')).join(',')
  return [columns.join(','), ...rows.map(line), ''].join('\n')
}

/** Sends the file to the address of the job. */
export function upload(server: Caller, job: { PreSignedUrl: string }, body: BodyInit): Promise<Response> {
  // The server's public address may not be the one where it listens.
  const { pathname, search } = new URL(job.PreSignedUrl)
  return fetch(`${server.url}${pathname}${search}`, {
    method: 'PUT',
    body,
    headers: { 'x-amz-server-side-encryption': 'aws:kms' },
    duplex: 'half',
  } as RequestInit)
}

/** Makes a job, sends its file and starts it. */
export async function startImport(
  server: Caller,
  UserPoolId: string,
  file: BodyInit,
  settings: Record<string, unknown> = {},
): Promise<Answer> {
  const { UserImportJob } = await server.call('CreateUserImportJob', {
    UserPoolId,
    JobName: 'import',
    CloudWatchLogsRoleArn: importRole,
    ...settings,
  })
  const answer = await upload(server, UserImportJob, file)
  expect(answer.status).toBe(200)
  return (await server.call('StartUserImportJob', { UserPoolId, JobId: UserImportJob.JobId })).UserImportJob
}

/** The job once it has ended. */
export async function ended(
  server: Caller,
  { UserPoolId, JobId }: { UserPoolId: string; JobId: string },
  timeoutMs = 30_000,
): Promise<Answer> {
  let job: Answer
  await expect
    .poll(
      async () => {
        job = (await server.call('DescribeUserImportJob', { UserPoolId, JobId })).UserImportJob
        return job.Status
      },
      { timeout: timeoutMs, interval: 20 },
    )
    .toMatch(/^(Succeeded|Failed|Stopped|Expired)$/)
  return job
}

/** The operator's report of the job. */
export async function report(server: Caller, jobId: string, query = ''): Promise<Answer> {
  return (await fetch(`${server.url}/_poolhouse/imports/${jobId}${query}`)).json()
}
