export type ImageType = 'ICO' | 'JPEG' | 'PNG' | 'SVG' | 'WEBP'

const signatures: readonly [type: ImageType, offset: number, bytes: readonly number[]][] = [
  ['PNG', 0, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
  ['JPEG', 0, [0xff, 0xd8, 0xff]],
  ['ICO', 0, [0x00, 0x00, 0x01, 0x00]],
  ['WEBP', 8, [0x57, 0x45, 0x42, 0x50]],
]

/** What kind of image the bytes are, by how they begin, whatever they are called; undefined for everything else. */
export function imageType(bytes: Uint8Array): ImageType | undefined {
  const known = signatures.find(([, offset, signature]) =>
    signature.every((byte, index) => bytes[offset + index] === byte),
  )
  if (known) return known[0]
  const text = Buffer.from(bytes).toString('utf8')
  return text.trimStart().startsWith('<') && /<svg[\s/>]/.test(text) ? 'SVG' : undefined
}
