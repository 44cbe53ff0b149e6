import { pbkdf2, scrypt } from 'node:crypto'
import { promisify } from 'node:util'
import { acceptsArgon2id, verifyArgon2id } from './argon2.ts'
import { acceptsBcrypt, verifyBcrypt } from './bcrypt.ts'
import { equalsConstantTime } from './constant-time.ts'
import { createLimiter } from './limiter.ts'

/** The algorithms of CreateUserImportJob. */
export type HashingAlgorithm = 'BCRYPT' | 'SCRYPT' | 'ARGON2ID' | 'PBKDF2_SHA256'

interface Algorithm {
  accepts(hash: string): boolean
  verify(hash: string, password: string): Promise<boolean>
}

interface Derivation {
  salt: Buffer
  key: Buffer
}

interface ScryptHash extends Derivation {
  cost: number
  blockSize: number
  parallelization: number
}

interface Pbkdf2Hash extends Derivation {
  iterations: number
}

/** Bounds, so that no row can ask for unbounded memory or time: 128 MiB and about two seconds. */
const MAX_SCRYPT_MEMORY = 128 * 1024 * 1024
const MAX_SCRYPT_PARALLELIZATION = 4
/** Above what password stores use today (600,000 by OWASP; Django 6 has 1,200,000): about half a second. */
const MAX_PBKDF2_ITERATIONS = 2_000_000
/** A shorter one could be met by chance or by trying. */
const MIN_KEY_BYTES = 16
const MAX_KEY_BYTES = 128

/** `$scrypt$ln=15,r=8,p=1$salt$key`, the PHC string that passlib and others write. */
const scryptFormat =
  /^\$scrypt\$ln=(\d{1,2}),r=(\d{1,3}),p=(\d{1,3})\$([A-Za-z0-9+/.]{1,256}={0,2})\$([A-Za-z0-9+/.]{22,172}={0,2})$/
/** `$pbkdf2-sha256$i=600000,l=32$salt$key` (PHC) and `$pbkdf2-sha256$600000$salt$key` (passlib). */
const pbkdf2Format =
  /^\$pbkdf2-sha256\$(?:i=)?(\d{1,8})(?:,l=\d{1,3})?\$([A-Za-z0-9+/.]{1,256}={0,2})\$([A-Za-z0-9+/.]{22,172}={0,2})$/
/** `pbkdf2_sha256$600000$salt$key` (Django), whose salt is the text itself. */
const djangoFormat = /^pbkdf2_sha256\$(\d{1,8})\$([^$\s]{1,256})\$([A-Za-z0-9+/]{22,172}={0,2})$/

const computeScrypt = promisify(
  (
    password: Buffer,
    { salt, key, cost, blockSize, parallelization }: ScryptHash,
    callback: (error: Error | null, key: Buffer) => void,
  ) => {
    const options = { cost, blockSize, parallelization, maxmem: 2 * MAX_SCRYPT_MEMORY }
    scrypt(password, salt, key.length, options, callback)
  },
)
const computePbkdf2 = promisify(pbkdf2)

/** In the module as the threads of libuv are the process's. One at a time: each is done once in a user's life here. */
const limit = createLimiter({ running: 1, waiting: 100 })

const algorithms: Record<HashingAlgorithm, Algorithm> = {
  BCRYPT: { accepts: acceptsBcrypt, verify: verifyBcrypt },
  ARGON2ID: { accepts: acceptsArgon2id, verify: verifyArgon2id },
  SCRYPT: {
    accepts: (hash) => readScrypt(hash) !== undefined,
    verify: async (hash, password) => {
      const parsed = readScrypt(hash)
      if (!parsed) return false
      const key = await limit(() => computeScrypt(Buffer.from(password, 'utf8'), parsed))
      return equalsConstantTime(key, parsed.key)
    },
  },
  PBKDF2_SHA256: {
    accepts: (hash) => readPbkdf2(hash) !== undefined,
    verify: async (hash, password) => {
      const parsed = readPbkdf2(hash)
      if (!parsed) return false
      const { salt, iterations, key } = parsed
      const computed = await limit(() => computePbkdf2(password, salt, iterations, key.length, 'sha256'))
      return equalsConstantTime(computed, key)
    },
  },
}

/** The hash with its algorithm, to be sealed and stored; undefined for other texts and for what costs more than the bounds. */
export function writeImportedHash(algorithm: HashingAlgorithm, hash: string): string | undefined {
  return algorithms[algorithm].accepts(hash) ? `${algorithm}:${hash}` : undefined
}

/**
 * Tells whether the password is the one of a text of `writeImportedHash`; off the event loop. Rejects with
 * OverloadedError when too many are waiting.
 */
export async function verifyImportedHash(stored: string, password: string): Promise<boolean> {
  const colon = stored.indexOf(':')
  const algorithm = stored.slice(0, colon)
  if (!isHashingAlgorithm(algorithm)) return false
  return algorithms[algorithm].verify(stored.slice(colon + 1), password)
}

function isHashingAlgorithm(text: string): text is HashingAlgorithm {
  return Object.hasOwn(algorithms, text)
}

function readScrypt(text: string): ScryptHash | undefined {
  const [, logarithm, blockSize, parallelization, salt = '', key = ''] = scryptFormat.exec(text) ?? []
  const hash: ScryptHash = {
    cost: 2 ** Number(logarithm),
    blockSize: Number(blockSize),
    parallelization: Number(parallelization),
    salt: fromBase64(salt),
    key: fromBase64(key),
  }
  const enough = hash.cost >= 2 && hash.blockSize >= 1 && hash.parallelization >= 1
  const bearable =
    128 * hash.cost * hash.blockSize <= MAX_SCRYPT_MEMORY &&
    hash.parallelization <= MAX_SCRYPT_PARALLELIZATION
  return enough && bearable && hasKey(hash) ? hash : undefined
}

function readPbkdf2(text: string): Pbkdf2Hash | undefined {
  const django = djangoFormat.exec(text)
  const [, iterations, salt = '', key = ''] = django ?? pbkdf2Format.exec(text) ?? []
  const hash: Pbkdf2Hash = {
    iterations: Number(iterations),
    salt: django ? Buffer.from(salt, 'utf8') : fromBase64(salt),
    key: fromBase64(key),
  }
  const bearable = hash.iterations >= 1 && hash.iterations <= MAX_PBKDF2_ITERATIONS
  return bearable && hasKey(hash) ? hash : undefined
}

function hasKey({ key }: Derivation): boolean {
  return key.length >= MIN_KEY_BYTES && key.length <= MAX_KEY_BYTES
}

/** passlib writes `.` for `+`. */
function fromBase64(text: string): Buffer {
  return Buffer.from(text.replaceAll('.', '+'), 'base64')
}
