import { type ChildProcess, execFile, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { cp, readdir, readFile, writeFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { temporaryFolder } from '../support/process.ts'

/** The provider's version, which the tests do not download. */
const VERSION = '5.100.0'
const PROVIDER = 'registry.terraform.io/hashicorp/aws'
const platform = process.platform === 'win32' ? 'windows' : process.platform
const architecture = process.arch === 'x64' ? 'amd64' : process.arch
const program = join(PROVIDER, VERSION, `${platform}_${architecture}`)

/** How far memory may grow before Go collects garbage, in percent: much of a command is reading one large schema. */
export const GOGC = '400'

/** A place that images use for providers, and where Terraform itself looks for them on the machine. */
const mirror = [
  '/opt/tf-plugins',
  join(homedir(), '.terraform.d/plugins'),
  '/usr/local/share/terraform/plugins',
  '/usr/share/terraform/plugins',
].find((folder) => existsSync(join(folder, program)))

/** Whether this machine has Terraform and the provider, so that nothing has to be downloaded. */
export const hasTerraform =
  mirror !== undefined && spawnSync('terraform', ['version'], { stdio: 'ignore' }).status === 0

/** Only the machine's own copy of the provider, without which Terraform would ask the registry. */
const cliConfiguration = `disable_checkpoint = true
provider_installation {
  filesystem_mirror {
    path    = "${mirror}"
    include = ["${PROVIDER}"]
  }
}
`

/** What Terraform did or means to do, by the address of each resource; what stays as it is is left out. */
export interface Outcome {
  exitCode: number
  changes: Record<string, string>
  errors: string[]
}

/** A resource that Terraform knows, with its attributes. */
export interface ManagedResource {
  address: string
  type: string
  attributes: Record<string, unknown>
}

export interface TerraformFolder {
  path: string
  /** Creates and changes. Like the others it never rejects: the outcome says what failed. */
  apply(...flags: string[]): Promise<Outcome>
  /** What an apply would do; exit code 0 stands for nothing, 2 for something, 1 for an error. */
  plan(...flags: string[]): Promise<Outcome>
  destroy(...flags: string[]): Promise<Outcome>
  /** What Terraform has made so far. */
  resources(): Promise<ManagedResource[]>
  remove(): Promise<void>
}

/**
 * A copy of the configuration in `source`, with a provider of its own. The environment says where that finds the server.
 * It needs no `init`, since there is nothing to install.
 */
export async function openTerraform(
  source: string,
  environment: NodeJS.ProcessEnv,
): Promise<TerraformFolder> {
  const { path, remove } = await temporaryFolder()
  await cp(source, path, { recursive: true })
  const configuration = await writeCliConfiguration(path)
  const provider = await startProvider(path, environment)
  const env = {
    ...machineEnvironment(),
    ...provider.attached,
    TF_CLI_CONFIG_FILE: configuration,
    ...environment,
  }
  const run = (...argv: string[]) => runTerraform(path, env, argv)
  return {
    path,
    apply: (...flags) => run('apply', '-auto-approve', ...flags),
    plan: (...flags) => run('plan', '-detailed-exitcode', ...flags),
    destroy: (...flags) => run('destroy', '-auto-approve', ...flags),
    resources: () => readState(join(path, 'terraform.tfstate')),
    remove: async () => {
      await provider.stop()
      await remove()
    },
  }
}

export interface RunningProvider {
  /** The variable by which Terraform uses this process. */
  attached: { TF_REATTACH_PROVIDERS: string }
  stop(): Promise<void>
}

/**
 * Starts the provider once for many commands, each of which would start it up to three times and check its 700 MB, at
 * seconds of processor time. The configuration's paths are of `cwd`. Rejects when it ends before it is ready.
 * https://developer.hashicorp.com/terraform/plugin/debugging
 */
export async function startProvider(cwd: string, environment: NodeJS.ProcessEnv): Promise<RunningProvider> {
  const folder = join(`${mirror}`, program)
  const [name = ''] = (await readdir(folder)).filter((file) => file.startsWith('terraform-provider-aws_'))
  const child = spawn(join(folder, name), ['-debug'], {
    cwd,
    env: { ...machineEnvironment(), ...environment },
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  return {
    attached: { TF_REATTACH_PROVIDERS: await readAttachment(child) },
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return
      const ended = once(child, 'exit')
      child.kill('SIGINT')
      await ended
    },
  }
}

/** What the provider tells to set TF_REATTACH_PROVIDERS to. */
function readAttachment(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let output = ''
    child.stdout?.on('data', (chunk: Buffer) => {
      output += chunk.toString()
      const [, attachment] = /TF_REATTACH_PROVIDERS='(.+)'/.exec(output) ?? []
      if (attachment) resolve(attachment)
    })
    child.once('error', reject)
    child.once('exit', (code) => reject(new Error(`The provider ended with ${code}: ${output}`)))
  })
}

/** Writes what makes Terraform take the machine's copy of the provider, and answers the file. */
export async function writeCliConfiguration(folder: string): Promise<string> {
  const file = join(folder, 'terraform.rc')
  await writeFile(file, cliConfiguration)
  return file
}

/** The machine's environment without its owner's settings, nor a proxy between us. */
function machineEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !/^(AWS|TF)_|_proxy$/i.test(name))
  return { ...Object.fromEntries(kept), AWS_EC2_METADATA_DISABLED: 'true', GOGC }
}

function runTerraform(cwd: string, env: NodeJS.ProcessEnv, argv: string[]): Promise<Outcome> {
  return new Promise((resolve) => {
    const options = { cwd, env, maxBuffer: 64 * 1024 * 1024 }
    const child = execFile('terraform', [...argv, '-json'], options, (_, output, errors) => {
      resolve({ exitCode: child.exitCode ?? -1, ...readOutput(output, errors) })
    })
  })
}

/** https://developer.hashicorp.com/terraform/internals/machine-readable-ui */
interface OutputLine {
  type: string
  change?: { resource: { addr: string }; action: string }
  diagnostic?: { severity: string; summary: string; detail: string }
}

function readOutput(output: string, errors: string): Omit<Outcome, 'exitCode'> {
  const lines = output
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as OutputLine)
  const planned = lines.flatMap(({ type, change }) => (type === 'planned_change' && change ? [change] : []))
  const made = planned.filter(({ action }) => action !== 'noop' && action !== 'read' && action !== 'import')
  const failures = lines.flatMap(({ diagnostic }) => (diagnostic?.severity === 'error' ? [diagnostic] : []))
  return {
    changes: Object.fromEntries(made.map(({ resource, action }) => [resource.addr, action])),
    errors: [
      ...failures.map(({ summary, detail }) => `${summary} ${detail}`.trim()),
      ...(errors ? [errors] : []),
    ],
  }
}

interface State {
  resources: {
    mode: string
    type: string
    name: string
    instances: { attributes: Record<string, unknown> }[]
  }[]
}

async function readState(file: string): Promise<ManagedResource[]> {
  const { resources } = JSON.parse(await readFile(file, 'utf8')) as State
  const managed = resources.filter(({ mode }) => mode === 'managed')
  return managed.flatMap(({ type, name, instances: [instance] }) =>
    instance ? [{ address: `${type}.${name}`, type, attributes: instance.attributes }] : [],
  )
}
