import { argon2, randomBytes } from 'node:crypto'
import { promisify } from 'node:util'
import { equalsConstantTime } from './constant-time.ts'
import { createLimiter } from './limiter.ts'

interface Parameters {
  /** KiB. */
  memory: number
  passes: number
  parallelism: number
}

interface ParsedHash extends Parameters {
  nonce: Buffer
  tag: Buffer
}

const compute = promisify(argon2)

/** OWASP Password Storage Cheat Sheet, Argon2id: 19 MiB, two passes, one lane. */
const current: Parameters = { memory: 19_456, passes: 2, parallelism: 1 }
const nonceBytes = 16
const tagBytes = 32
/** Bounds for hashes that came from elsewhere, so that no stored text can ask for unbounded memory or time. */
const maximum: Parameters = { memory: 262_144, passes: 10, parallelism: 8 }
const phcFormat =
  /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,3}),p=(\d{1,3})\$([A-Za-z0-9+/]{11,86})\$([A-Za-z0-9+/]{22,86})$/

/**
 * One for the whole process and so in the module, since it guards what belongs to the process: libuv's four threads,
 * of which two are left to signatures and files, and memory (19 MiB for each that runs). A hash takes about 35 ms, so 200
 * wait 3.5 s at most.
 */
const limit = createLimiter({ running: 2, waiting: 200 })

/**
 * Argon2id (RFC 9106) of a password as PHC text with a random salt; off the event loop.
 * Rejects with OverloadedError when too many are waiting. Seal the text before storing it.
 */
export async function hashArgon2id(password: string): Promise<string> {
  const nonce = randomBytes(nonceBytes)
  const tag = await computeTag(password, { ...current, nonce }, tagBytes)
  const { memory, passes, parallelism } = current
  return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${unpadded(nonce)}$${unpadded(tag)}`
}

/**
 * Tells whether the password is the one of the PHC text, also with parameters other than ours. False for texts that are
 * not Argon2id version 19 or ask for more than 256 MiB, 10 passes or 8 lanes. Rejects as `hashArgon2id` does.
 */
export async function verifyArgon2id(phc: string, password: string): Promise<boolean> {
  const parsed = parse(phc)
  if (!parsed) return false
  const tag = await computeTag(password, parsed, parsed.tag.length)
  return equalsConstantTime(tag, parsed.tag)
}

/** Whether `verifyArgon2id` reads the text and would do the work that it asks for. */
export function acceptsArgon2id(phc: string): boolean {
  return parse(phc) !== undefined
}

function computeTag(
  password: string,
  hash: Parameters & { nonce: Buffer },
  tagLength: number,
): Promise<Buffer> {
  const { nonce, memory, passes, parallelism } = hash
  const message = Buffer.from(password, 'utf8')
  return limit(() => compute('argon2id', { message, nonce, memory, passes, parallelism, tagLength }))
}

function parse(phc: string): ParsedHash | undefined {
  const [, memory, passes, parallelism, nonce = '', tag = ''] = phcFormat.exec(phc) ?? []
  const hash: ParsedHash = {
    memory: Number(memory),
    passes: Number(passes),
    parallelism: Number(parallelism),
    nonce: Buffer.from(nonce, 'base64'),
    tag: Buffer.from(tag, 'base64'),
  }
  return isWithinBounds(hash) ? hash : undefined
}

function isWithinBounds({ memory, passes, parallelism }: Parameters): boolean {
  const enough = passes >= 1 && parallelism >= 1 && memory >= 8 * parallelism // RFC 9106 section 3.1
  return enough && memory <= maximum.memory && passes <= maximum.passes && parallelism <= maximum.parallelism
}

function unpadded(bytes: Buffer): string {
  return bytes.toString('base64').replaceAll('=', '')
}
