import { hash, randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, realpath, rename, rm, stat, symlink } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { Services } from '../../services.ts'
import * as functionCodes from '../../storage/function-codes.ts'
import type { FunctionVersion } from '../../storage/function-versions.ts'
import { InvalidParameterValueException, InvalidZipFileException } from './errors.ts'
import { checkZip, readZip, type ZipItem } from './zip.ts'

/** Bytes of a zip that is uploaded with the request (Lambda quotas: 50 MB). */
const MAX_ZIP_BYTES = 52_428_800

/** A zip that can be unpacked, with what tells it from all others. */
export interface CheckedCode {
  zip: Buffer
  /** Base64. */
  sha256: string
}

/** Checks a zip before anything is stored. Throws InvalidParameterValueException. */
export async function checkCode(zip: Buffer): Promise<CheckedCode> {
  if (zip.byteLength > MAX_ZIP_BYTES)
    throw new InvalidParameterValueException(`Zipped size must be smaller than ${MAX_ZIP_BYTES} bytes`)
  await checkZip(zip)
  return { zip, sha256: hash('sha256', zip, 'base64') }
}

/**
 * The folder with the code of the version, `<data folder>/functions/<SHA-256 in hex>`, which is made at the first need: in
 * another folder first, so that it is whole whenever it is there. Throws InvalidZipFileException.
 */
export function unpack(
  services: Services,
  { codeSha256 }: Pick<FunctionVersion, 'codeSha256'>,
): Promise<string> {
  const known = services.unpackedFunctions.get(codeSha256)
  if (known !== undefined) return known
  const folder = join(functionsFolder(services), Buffer.from(codeSha256, 'base64').toString('hex'))
  const unpacking = unpackOnce(services, codeSha256, folder)
  services.unpackedFunctions.set(codeSha256, unpacking)
  unpacking.catch(() => services.unpackedFunctions.delete(codeSha256))
  return unpacking
}

function functionsFolder({ config }: Services): string {
  return resolve(config.dataDir, 'functions')
}

async function unpackOnce(services: Services, sha256: string, folder: string): Promise<string> {
  if (await exists(folder)) return realpath(folder)
  const zip = await functionCodes.find(services.db, sha256)
  if (!zip) throw new InvalidZipFileException('The code of the function is not there any more.')
  const unfinished = join(functionsFolder(services), `.${randomUUID()}`)
  await mkdir(unfinished, { recursive: true, mode: 0o700 })
  try {
    await unpackInto(unfinished, zip)
    await moveTo(folder, unfinished)
    return await realpath(folder)
  } finally {
    await rm(unfinished, { recursive: true, force: true })
  }
}

/** Links come last, so that nothing is ever written through one. */
async function unpackInto(folder: string, zip: Buffer): Promise<void> {
  const links: { path: string; target: string }[] = []
  try {
    await readZip(zip, async (item) => {
      if (item.kind === 'link') links.push(item)
      else await write(folder, item)
    })
  } catch (cause) {
    if (!(cause instanceof InvalidParameterValueException)) throw cause
    throw new InvalidZipFileException(cause.message, { cause })
  }
  for (const { path, target } of links) {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await symlink(target, join(folder, path))
  }
}

async function write(folder: string, item: Exclude<ZipItem, { kind: 'link' }>): Promise<void> {
  const path = join(folder, item.path)
  await mkdir(item.kind === 'folder' ? path : dirname(path), { recursive: true })
  if (item.kind === 'folder') return
  const mode = item.isExecutable ? 0o555 : 0o444
  await pipeline(item.content, createWriteStream(path, { flags: 'wx', mode }))
}

/** Of two processes that unpack the same code into one folder, one comes second and takes what is there. */
async function moveTo(folder: string, unfinished: string): Promise<void> {
  try {
    await rename(unfinished, folder)
  } catch (error) {
    if (!(await exists(folder))) throw error
  }
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  )
}
