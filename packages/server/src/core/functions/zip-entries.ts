import { posix } from 'node:path'
import type { Entry } from 'yauzl'
import { InvalidParameterValueException } from './errors.ts'

export type EntryKind = 'folder' | 'file' | 'link'

/** What file systems take for a name, and what fits behind the folder of the code in a path of theirs. */
const MAX_NAME_BYTES = 255
const MAX_PATH_BYTES = 1024

const FILE_TYPES = 0o170000
const kinds = new Map<number, EntryKind>([
  [0, 'file'],
  [0o100000, 'file'],
  [0o040000, 'folder'],
  [0o120000, 'link'],
])

/** What the entry stands for, by the mode in its upper half and by a slash at its end. Throws for devices and the like. */
export function kindOf(entry: Entry): EntryKind {
  if (entry.fileName.endsWith('/')) return 'folder'
  const kind = kinds.get((entry.externalFileAttributes >>> 16) & FILE_TYPES)
  if (!kind) throw refusal(entry.fileName, 'is neither a file nor a folder nor a link')
  return kind
}

/** The path in its one spelling. Throws for one that leads out of the folder, or that a file system would not take. */
export function requirePath(fileName: string): string {
  const parts = fileName.split('/').filter((part) => part !== '' && part !== '.')
  if (/^[/\\]|^[a-zA-Z]:|[\\\0]/.test(fileName) || parts.includes('..'))
    throw refusal(fileName, 'leads out of the package')
  const isTooLong =
    Buffer.byteLength(fileName) > MAX_PATH_BYTES ||
    parts.some((part) => Buffer.byteLength(part) > MAX_NAME_BYTES)
  if (isTooLong) throw refusal(fileName, 'has a name that is too long')
  return parts.join('/')
}

/** Notes what lies at the path. Throws where something lies there already, or where the way to it leads over no folder. */
export function requirePlace(places: Map<string, EntryKind>, path: string, kind: EntryKind): void {
  if (path === '') {
    if (kind === 'folder') return
    throw refusal(path, 'has no name')
  }
  for (let above = posix.dirname(path); above !== '.'; above = posix.dirname(above)) {
    if ((places.get(above) ?? 'folder') !== 'folder')
      throw refusal(path, 'is below something that is no folder')
    places.set(above, 'folder')
  }
  const there = places.get(path)
  if (there !== undefined && !(there === 'folder' && kind === 'folder')) throw refusal(path, 'is there twice')
  places.set(path, kind)
}

/**
 * The target of a link, if it stays in the package: relative, and upwards only at its beginning, where all folders are real
 * ones. So no chain of links leads out either.
 */
export function refuseLink(path: string, target: string): string {
  const parts = target.split('/')
  const upwards = parts.findIndex((part) => part !== '..' && part !== '.')
  const climbs = (upwards < 0 ? parts : parts.slice(0, upwards)).filter((part) => part === '..').length
  const depth = path.split('/').length - 1
  const isInside = upwards < 0 || !parts.slice(upwards).includes('..')
  if (target === '' || /^[/\\]|^[a-zA-Z]:|[\\\0]/.test(target) || !isInside || climbs > depth)
    throw refusal(path, 'is a link that leads out of the package')
  return target
}

function refusal(path: string, reason: string): InvalidParameterValueException {
  return new InvalidParameterValueException(
    `The entry ${JSON.stringify(path.slice(0, 100))} of the zip ${reason}`,
  )
}
