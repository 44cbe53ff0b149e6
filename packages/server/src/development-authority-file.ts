import { createPrivateKey, X509Certificate } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { ConfigError } from './config/error.ts'
import type { Config } from './config.ts'
import type { KeyAndCertificate } from './crypto/development-certificates.ts'
import { makeDataFolder } from './data-folder.ts'

const DAY_MS = 86_400_000
/** Ten years: whoever trusts it does so once. */
const LIFE_MS = 3652 * DAY_MS
/** What it signs must end before it does. */
const LEAST_LIFE_MS = 400 * DAY_MS

/** The file to trust: the certificate of the development authority, as an absolute path. */
export function authorityFile({ dataDir }: Pick<Config, 'dataDir'>): string {
  return resolve(dataDir, 'development-ca.pem')
}

/**
 * The development authority of the data folder, made at the first call. One file holds its key and its certificate, so
 * that of two processes that start at once one makes both; the certificate has a file of its own besides. Throws
 * `ConfigError` where the file is unusable.
 */
export async function loadAuthority(config: Config): Promise<KeyAndCertificate> {
  await makeDataFolder(config.dataDir)
  const file = join(config.dataDir, 'development-ca-key.pem')
  const authority = readAuthority(file, (await readIfThere(file)) ?? (await createAuthorityFile(file)))
  if ((await readIfThere(authorityFile(config))) !== authority.certificate)
    await writeFile(authorityFile(config), authority.certificate)
  return authority
}

async function createAuthorityFile(file: string): Promise<string> {
  const { createAuthority } = await import('./crypto/development-certificates.ts') // slows the start otherwise
  const now = Date.now()
  const { certificate, privateKey } = await createAuthority({
    notBefore: now - DAY_MS,
    notAfter: now + LIFE_MS,
  })
  try {
    await writeFile(file, privateKey + certificate, { mode: 0o600, flag: 'wx' })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
  return readFile(file, 'utf8')
}

async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

function readAuthority(file: string, text: string): KeyAndCertificate {
  const [privateKey, certificate] = text.match(/-----BEGIN [^-]+-----[^-]+-----END [^-]+-----\n/g) ?? []
  if (!privateKey || !certificate || !isPair(privateKey, certificate))
    throw new ConfigError(
      `${file} does not hold a key with its certificate; remove it, and trust the new one`,
    )
  if (Date.parse(new X509Certificate(certificate).validTo) < Date.now() + LEAST_LIFE_MS)
    throw new ConfigError(`The certificate in ${file} ends soon; remove it, and trust the new one`)
  return { privateKey, certificate }
}

function isPair(privateKey: string, certificate: string): boolean {
  try {
    return new X509Certificate(certificate).checkPrivateKey(createPrivateKey(privateKey))
  } catch {
    return false // no PEM at all
  }
}
