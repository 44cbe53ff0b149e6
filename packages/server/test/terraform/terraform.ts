import { execFile, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { cp, readFile, writeFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { temporaryFolder } from '../support/process.ts'

/** The provider's version, which the tests do not download. */
const VERSION = '5.100.0'
const PROVIDER = 'registry.terraform.io/hashicorp/aws'

/** A place that images use for providers, and where Terraform itself looks for them on the machine. */
const mirror = [
  '/opt/tf-plugins',
  join(homedir(), '.terraform.d/plugins'),
  '/usr/local/share/terraform/plugins',
  '/usr/share/terraform/plugins',
].find((folder) => existsSync(join(folder, PROVIDER, VERSION)))

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

/** A copy of the configuration in `source`, initialised. The environment says where its provider finds the server. */
export async function openTerraform(
  source: string,
  environment: NodeJS.ProcessEnv,
): Promise<TerraformFolder> {
  const { path, remove } = await temporaryFolder()
  await cp(source, path, { recursive: true })
  const configuration = await writeCliConfiguration(path)
  const env = { ...machineEnvironment(), TF_CLI_CONFIG_FILE: configuration, ...environment }
  const run = (...argv: string[]) => runTerraform(path, env, argv)
  const initialised = await run('init')
  if (initialised.exitCode !== 0) throw new Error(initialised.errors.join('\n'))
  return {
    path,
    apply: (...flags) => run('apply', '-auto-approve', ...flags),
    plan: (...flags) => run('plan', '-detailed-exitcode', ...flags),
    destroy: (...flags) => run('destroy', '-auto-approve', ...flags),
    resources: () => readState(join(path, 'terraform.tfstate')),
    remove,
  }
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
  return { ...Object.fromEntries(kept), AWS_EC2_METADATA_DISABLED: 'true' }
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
