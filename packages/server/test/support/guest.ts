import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { cp, link, mkdir, mkdtemp, readdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../../../', import.meta.url))

/** What an example, or the documentation site, needs beside this repository's own packages, by its lock file. */
export interface Guest {
  /** Its packages; reused by every run until the lock file changes. */
  modules: string
  /** Copies the example, with its packages beside it. */
  copyTo(folder: string): Promise<void>
  /**
   * The example in a folder of its own, for programs that follow no link out of it: the packages are hard links. Packages
   * of this repository are not among them.
   */
  copyWhole(): Promise<{ path: string; remove(): Promise<void> }>
}

/**
 * Installs the packages of `examples/<name>`, or of `site`, by `npm ci`, without install scripts, into the user's cache folder.
 * Undefined where no registry can be reached. Throws where npm fails in another way.
 */
export async function installGuest(name: string): Promise<Guest | undefined> {
  const source = sourceOf(name)
  const folder = await cacheFolder(name)
  if (!existsSync(folder) && !(await install(source, folder))) return undefined
  const modules = join(folder, 'node_modules')
  return {
    modules,
    copyTo: (target) => copyExample(source, modules, target),
    copyWhole: () => copyWhole(source, modules),
  }
}

/** Whether the packages of an example are there. */
export async function isInstalled(name: string): Promise<boolean> {
  return existsSync(await cacheFolder(name))
}

function sourceOf(name: string): string {
  return join(root, name === 'site' ? name : `examples/${name}`)
}

/** A path that is another for another lock file or platform. */
async function cacheFolder(name: string): Promise<string> {
  const hash = createHash('sha256').update(`${process.platform} ${process.arch}\n`)
  for (const file of ['package.json', 'package-lock.json', '.npmrc'])
    hash.update(await readFile(join(sourceOf(name), file)))
  return join(userCache(), 'poolhouse-examples', `${name}-${hash.digest('hex').slice(0, 16)}`)
}

function userCache(): string {
  const { XDG_CACHE_HOME, LOCALAPPDATA } = process.env
  if (process.platform === 'win32' && LOCALAPPDATA) return LOCALAPPDATA
  return XDG_CACHE_HOME || join(homedir(), process.platform === 'darwin' ? 'Library/Caches' : '.cache')
}

/** Beside the folder first, so that one that is there is whole. */
async function install(source: string, folder: string): Promise<boolean> {
  await mkdir(dirname(folder), { recursive: true })
  const draft = await mkdtemp(`${folder}-`)
  try {
    await copyManifest(source, draft)
    if (!(await npmInstall(draft))) return false
    await rename(draft, folder).catch((error: unknown) => {
      if (!existsSync(folder)) throw error
    })
    return true
  } finally {
    await rm(draft, { recursive: true, force: true })
  }
}

interface Manifest {
  dependencies?: Record<string, string>
}
interface Lock {
  packages: Record<string, Manifest>
}

/** Packages of this repository are not where npm would look for them: what they need takes their place. */
async function copyManifest(source: string, draft: string): Promise<void> {
  await cp(join(source, '.npmrc'), join(draft, '.npmrc'))
  const read = async (file: string) => JSON.parse(await readFile(join(source, file), 'utf8'))
  const manifest = (await read('package.json')) as Manifest
  const lock = (await read('package-lock.json')) as Lock
  for (const [name, range] of Object.entries(manifest.dependencies ?? {})) {
    if (!range.startsWith('file:')) continue
    const needed = lock.packages[`node_modules/${name}`]?.dependencies
    for (const each of [manifest, lock.packages['']]) {
      const { [name]: _own, ...others } = each?.dependencies ?? {}
      if (each) each.dependencies = { ...others, ...needed }
    }
    delete lock.packages[`node_modules/${name}`]
  }
  await writeFile(join(draft, 'package.json'), JSON.stringify(manifest))
  await writeFile(join(draft, 'package-lock.json'), JSON.stringify(lock))
}

const unreachable =
  /\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|EHOSTUNREACH|ENETUNREACH|ETIMEDOUT|ERR_SOCKET_TIMEOUT|ENOTCACHED)\b/

function npmInstall(folder: string): Promise<boolean> {
  const flags = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline', '--loglevel=error']
  const options = { cwd: folder, shell: process.platform === 'win32', maxBuffer: 16 * 1024 * 1024 }
  return new Promise((resolve, reject) => {
    execFile('npm', [...flags, '--fetch-retries=1'], options, (error, output, errors) => {
      if (!error) resolve(true)
      else if (unreachable.test(errors)) resolve(false)
      else reject(new Error(`npm ci failed in a copy of ${folder}:\n${output}${errors}`, { cause: error }))
    })
  })
}

async function copyExample(source: string, modules: string, target: string): Promise<void> {
  const isOwn = (path: string) => !/[/\\](node_modules|\.env|dist|\.vitepress[/\\](cache|\.temp))$/.test(path)
  await cp(source, target, { recursive: true, filter: isOwn })
  await symlink(modules, join(target, 'node_modules'), 'junction')
}

/** In the cache folder, since hard links stay on one disk. */
async function copyWhole(source: string, modules: string) {
  const path = await mkdtemp(`${dirname(modules)}-run-`)
  const isOwn = (name: string) => !/[/\\](node_modules|\.next|\.env(\.local)?)$/.test(name)
  await cp(source, path, { recursive: true, filter: isOwn })
  await linkFiles(modules, join(path, 'node_modules'))
  return { path, remove: () => rm(path, { recursive: true, force: true }) }
}

async function linkFiles(from: string, to: string): Promise<void> {
  await mkdir(to)
  const entries = await readdir(from, { withFileTypes: true })
  for (const entry of entries) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)]
    if (entry.isDirectory()) await linkFiles(source, target)
    else if (entry.isSymbolicLink()) await cp(source, target, { verbatimSymlinks: true })
    else await link(source, target)
  }
}
