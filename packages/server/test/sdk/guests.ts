import { execFile, spawnSync } from 'node:child_process'
import { devNull } from 'node:os'
import { fileURLToPath } from 'node:url'

const folder = fileURLToPath(new URL('.', import.meta.url))

/** The name under which the machine has Python. */
export const python = process.platform === 'win32' ? 'python' : 'python3'

/** Whether the machine has this program of others, which npm cannot bring. */
export function isInstalled(program: string, ...argv: string[]): boolean {
  return spawnSync(program, argv, { cwd: folder, stdio: 'ignore' }).status === 0
}

export interface GuestRun {
  exitCode: number
  output: string
  errors: string
}

/** Runs a program of others against the server at `url`, told where it is as its manual says, and nothing else. */
export function runGuest(url: string, program: string, argv: string[]): Promise<GuestRun> {
  return new Promise((resolve) => {
    const options = { cwd: folder, env: environmentFor(url) }
    const child = execFile(program, argv, options, (_, output, errors) =>
      resolve({ exitCode: child.exitCode ?? -1, output, errors }),
    )
  })
}

/** The machine's environment without its owner's settings for AWS, nor a proxy between us. */
function environmentFor(url: string): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !/^AWS_|_proxy$/i.test(name))
  return {
    ...Object.fromEntries(kept),
    AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: url,
    AWS_ACCESS_KEY_ID: 'any',
    AWS_SECRET_ACCESS_KEY: 'any',
    AWS_DEFAULT_REGION: 'us-east-1',
    AWS_CONFIG_FILE: devNull,
    AWS_SHARED_CREDENTIALS_FILE: devNull,
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_PAGER: '',
    PYTHONDONTWRITEBYTECODE: '1',
    PYTHONIOENCODING: 'utf-8',
  }
}
