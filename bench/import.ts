import { setTimeout } from 'node:timers/promises'
import type { Bench } from './context.ts'
import { startLoadGenerator } from './load.ts'
import { ceilingRow, format, type Row } from './report.ts'
import { seedFile } from './seed.ts'
import { type ServerProcess, startServerProcess } from './server-process.ts'
import { passwordSignIn } from './sign-ins.ts'
import { median, quantile } from './statistics.ts'

const CEILING_MS = 50
const FULL_ROWS = 100_000
const QUICK_ROWS = 10_000
/** How often the state of the job is asked for; the time that the import takes is the server's own figure. */
const ASK_EVERY_MS = 100

interface Job {
  Status: string
  StartDate: number
  CompletionDate: number
  ImportedUsers: number
}

/** How many rows of a CSV file become users each second, and how long GetUser takes meanwhile. */
export async function measureImport(bench: Bench): Promise<Row[]> {
  const rows = bench.pace.waitsForIdleWorkers ? FULL_ROWS : QUICK_ROWS
  const seeded = await seedFile({ file: `${bench.folder}/import.db`, folder: bench.folder, users: 1000 })
  const server = await startServerProcess({ databaseUrl: seeded.databaseUrl, folder: bench.folder })
  const reader = startLoadGenerator()
  try {
    const { AuthenticationResult } = await server.call(
      'InitiateAuth',
      passwordSignIn(seeded.clientId, seeded.usernames[0] ?? ''),
    )
    const { AccessToken } = AuthenticationResult as { AccessToken: string }
    const UserPoolId = await createPool(server)
    const JobId = await upload(server, UserPoolId, await csvFile(server, UserPoolId, rows))
    await server.call('StartUserImportJob', { UserPoolId, JobId })
    const asking = askUntilEnded(server, { UserPoolId, JobId })
    const latenciesMs: number[] = []
    let job: Job | undefined
    void asking.then((ended) => {
      job = ended
    })
    while (!job) {
      const load = { port: server.port, connections: 1, warmUpMs: 0, milliseconds: 500 }
      const asked = await reader.run({
        ...load,
        job: { kind: 'calls', operation: 'GetUser', bodies: [{ AccessToken }] },
      })
      if (!job || latenciesMs.length === 0) latenciesMs.push(...asked.latenciesMs)
    }
    return toRows(await asking, rows, latenciesMs)
  } finally {
    await reader.stop()
    await server.stop()
  }
}

function toRows(job: Job, rows: number, latenciesMs: number[]): Row[] {
  if (job.ImportedUsers !== rows) throw new Error(`Of ${rows} rows ${job.ImportedUsers} became users.`)
  const perSecond = rows / (job.CompletionDate - job.StartDate)
  return [
    ceilingRow({
      name: `GetUser during an import of ${rows} rows, p99`,
      value: quantile(latenciesMs, 0.99),
      below: CEILING_MS,
      unit: 'ms',
      note: `median ${format(median(latenciesMs))} ms; ${format(perSecond)} rows/s meanwhile`,
    }),
  ]
}

async function createPool(server: ServerProcess): Promise<string> {
  const { UserPool } = await server.call('CreateUserPool', {
    PoolName: 'import',
    AutoVerifiedAttributes: ['email'],
  })
  return (UserPool as { Id: string }).Id
}

async function csvFile(server: ServerProcess, UserPoolId: string, rows: number): Promise<string> {
  const { CSVHeader } = await server.call('GetCSVHeader', { UserPoolId })
  const columns = CSVHeader as string[]
  const line = (name: string) => {
    const values: Record<string, string> = {
      'cognito:username': name,
      'cognito:mfa_enabled': 'FALSE',
      email: `${name}@example.com`,
      email_verified: 'TRUE',
      given_name: 'Given',
      family_name: `Family ${name.slice(-3)}`,
    }
    return columns.map((column) => values[column] ?? '').join(',')
  }
  const lines = Array.from({ length: rows }, (_, index) => line(`imported-${index}`))
  return [columns.join(','), ...lines, ''].join('\n')
}

/** Makes a job and sends its file. Returns the job's id. */
async function upload(server: ServerProcess, UserPoolId: string, file: string): Promise<string> {
  const { UserImportJob } = await server.call('CreateUserImportJob', {
    UserPoolId,
    JobName: 'bench',
    CloudWatchLogsRoleArn: 'arn:aws:iam::000000000000:role/import',
  })
  const { JobId, PreSignedUrl } = UserImportJob as { JobId: string; PreSignedUrl: string }
  const answer = await fetch(PreSignedUrl, { method: 'PUT', body: file })
  if (!answer.ok) throw new Error(`The upload was answered with ${answer.status}.`)
  return JobId
}

async function askUntilEnded(
  server: ServerProcess,
  job: { UserPoolId: string; JobId: string },
): Promise<Job> {
  for (;;) {
    const { UserImportJob } = await server.call('DescribeUserImportJob', job)
    const asked = UserImportJob as unknown as Job
    if (asked.Status === 'Succeeded') return asked
    if (asked.Status !== 'Pending' && asked.Status !== 'InProgress')
      throw new Error(`The import ended as ${asked.Status}.`)
    await setTimeout(ASK_EVERY_MS)
  }
}
