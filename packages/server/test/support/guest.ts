import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { cp, mkdir, mkdtemp, readFile, rename, rm, symlink } from 'node:fs/promises'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const examples = fileURLToPath(new URL('../../../../examples/', import.meta.url))

/** What an example needs beside this repository's own packages, by its lock file. */
export interface Guest {
  /** Its packages; reused by every run until the lock file changes. */
  modules: string
  /** Copies the example, with its packages beside it. */
  copyTo(folder: string): Promise<void>
}

/**
 * Installs the packages of `examples/<name>` by `npm ci`, without their install scripts, into the user's cache folder.
 * Undefined where no registry can be reached. Throws where npm fails in another way.
 */
export async function installGuest(name: string): Promise<Guest | undefined> {
  const source = join(examples, name)
  const folder = await cacheFolder(name)
  if (!existsSync(folder) && !(await install(source, folder))) return undefined
  const modules = join(folder, 'node_modules')
  return { modules, copyTo: (target) => copyExample(source, modules, target) }
}

/** Whether the packages of an example are there. */
export async function isInstalled(name: string): Promise<boolean> {
  return existsSync(await cacheFolder(name))
}

/** A path that is another for another lock file or platform. */
async function cacheFolder(name: string): Promise<string> {
  const hash = createHash('sha256').update(`${process.platform} ${process.arch}\n`)
  for (const file of ['package.json', 'package-lock.json', '.npmrc'])
    hash.update(await readFile(join(examples, name, file)))
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
    for (const file of ['package.json', 'package-lock.json', '.npmrc'])
      await cp(join(source, file), join(draft, file))
    if (!(await npmInstall(draft))) return false
    await rename(draft, folder).catch((error: unknown) => {
      if (!existsSync(folder)) throw error
    })
    return true
  } finally {
    await rm(draft, { recursive: true, force: true })
  }
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
  const isOwn = (path: string) => !/[/\\](node_modules|\.env)$/.test(path)
  await cp(source, target, { recursive: true, filter: isOwn })
  await symlink(modules, join(target, 'node_modules'), 'junction')
}
