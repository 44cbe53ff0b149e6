import type { Readable } from 'node:stream'
import { type Entry, fromBufferPromise, type ZipFile } from 'yauzl'
import { InvalidParameterValueException } from './errors.ts'
import { type EntryKind, kindOf, refuseLink, requirePath, requirePlace } from './zip-entries.ts'

/** Bytes that a zip may unpack to (Lambda quotas: 250 MB). */
export const MAX_UNPACKED_BYTES = 262_144_000
/** Ours: far above what any project has, so that a small file cannot make a disk run out of names. */
const MAX_ENTRIES = 50_000
const MAX_LINK_BYTES = 1024

/** Something that a zip holds, with a path that stays within the folder it is unpacked to. */
export type ZipItem =
  | { kind: 'folder'; path: string }
  | { kind: 'file'; path: string; isExecutable: boolean; content: AsyncIterable<Buffer> }
  | { kind: 'link'; path: string; target: string }

/**
 * Reads a zip entry by entry. `visit` must read each content to its end. Throws InvalidParameterValueException when it is no
 * zip, holds what must not be unpacked (paths and links that lead out, devices, encrypted or doubled entries), or unpacks to
 * more than Lambda takes: sizes are counted while they are read and never believed.
 */
export async function readZip(zip: Buffer, visit: (item: ZipItem) => Promise<void>): Promise<void> {
  const file = await openZip(zip)
  const places = new Map<string, EntryKind>()
  const budget = { bytes: MAX_UNPACKED_BYTES }
  try {
    if (file.entryCount > MAX_ENTRIES) throw new InvalidParameterValueException(TOO_MANY)
    for await (const entry of entriesOf(file)) {
      const kind = kindOf(entry)
      const path = requirePath(entry.fileName)
      requirePlace(places, path, kind)
      await visit(await toItem(file, entry, { kind, path, budget }))
    }
  } finally {
    file.close()
  }
}

/** Reads all of the zip and keeps nothing; throws as `readZip`. */
export function checkZip(zip: Buffer): Promise<void> {
  return readZip(zip, async (item) => {
    if (item.kind === 'file') for await (const _ of item.content);
  })
}

/** What Lambda says of a file that it cannot unpack. */
const UNREADABLE = 'Could not unzip uploaded file. Please check your file, then try to upload again.'
const TOO_LARGE = `Unzipped size must be smaller than ${MAX_UNPACKED_BYTES} bytes`
const TOO_MANY = `The zip must hold at most ${MAX_ENTRIES} entries`

async function openZip(zip: Buffer): Promise<ZipFile> {
  try {
    return await fromBufferPromise(zip, { validateEntrySizes: true })
  } catch (cause) {
    throw new InvalidParameterValueException(UNREADABLE, { cause })
  }
}

/** The entries, whose reader's own refusals become ours. */
async function* entriesOf(file: ZipFile): AsyncGenerator<Entry> {
  const entries = file.eachEntry()
  for (;;) {
    const { value, done } = await unreadable(entries.next())
    if (done) return
    yield value
  }
}

interface Place {
  kind: EntryKind
  path: string
  budget: { bytes: number }
}

async function toItem(file: ZipFile, entry: Entry, { kind, path, budget }: Place): Promise<ZipItem> {
  if (kind === 'folder') return { kind, path }
  if (entry.uncompressedSize > budget.bytes) throw new InvalidParameterValueException(TOO_LARGE)
  if (entry.isEncrypted()) throw new InvalidParameterValueException(UNREADABLE)
  const content = counted(await unreadable(file.openReadStreamPromise(entry)), budget)
  if (kind === 'link') return { kind, path, target: refuseLink(path, await readLink(content)) }
  return { kind, path, isExecutable: isExecutable(entry), content }
}

async function* counted(content: Readable, budget: { bytes: number }): AsyncGenerator<Buffer> {
  try {
    for await (const chunk of content as AsyncIterable<Buffer>) {
      budget.bytes -= chunk.byteLength
      if (budget.bytes < 0) throw new InvalidParameterValueException(TOO_LARGE)
      yield chunk
    }
  } catch (cause) {
    if (cause instanceof InvalidParameterValueException) throw cause
    throw new InvalidParameterValueException(UNREADABLE, { cause })
  }
}

async function readLink(content: AsyncIterable<Buffer>): Promise<string> {
  let target = ''
  for await (const chunk of content) {
    target += String(chunk)
    if (target.length > MAX_LINK_BYTES) throw new InvalidParameterValueException(UNREADABLE)
  }
  return target
}

async function unreadable<Value>(work: Promise<Value>): Promise<Value> {
  try {
    return await work
  } catch (cause) {
    throw new InvalidParameterValueException(UNREADABLE, { cause })
  }
}

/** The mode of the file where it was packed on a system that has one. */
function isExecutable(entry: Entry): boolean {
  return ((entry.externalFileAttributes >>> 16) & 0o111) !== 0
}
