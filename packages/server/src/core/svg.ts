/** Elements that run something, or hold what is no drawing, whatever prefix their namespace has. */
const activeElement =
  /[<:](?:script|foreignObject|handler|listener|iframe|embed|object|audio|video|canvas|link|meta|base)[\s/>]/i
/** XHTML needs no element of its own name to be active; without a document type there are no entities that could hide it. */
const activeText = /<!ENTITY|<!DOCTYPE|www\.w3\.org\/1999\/xhtml|[\s"'/]on\w+\s*=/i
/** Animations could set what may not be written. */
const animatedReference = /attributeName\s*=\s*["'](?:[^"']*[:\s])?(?:href|src|style|on\w+)\s*["']/i
const scriptAddress = /(?:javascript|vbscript):|data:text/i

/** References to a part of the same file and to images that lie in it are no references elsewhere. */
const inside = '#|data:image/(?:png|jpe?g|gif|webp)[;,]'
const reference = new RegExp(
  String.raw`\b(?:href|src)\s*=(?!\s*(?:["']\s*(?:${inside})|""|''))|\burl\((?!\s*(?:["']|&quot;|&apos;)?\s*(?:${inside}))`,
  'i',
)
const otherReference = /@import|xml:base|<\?xml-|\b(?:image-set|src)\s*\(/i
/** CSS can write every name with escapes: those of functions and at-rules are enough to refuse. */
const escapedName = /\\[\w\\ -]{0,20}\(|@[\w-]{0,20}\\/
/** Browsers read a file as it says that it is written. */
const otherEncoding = /^\s*<\?xml\s[^>]{0,200}?encoding\s*=\s*["'](?!utf-8["'])/i

/** Whether an SVG holds anything that a browser would run, or is written so that this cannot be told. */
export function isActiveSvg(bytes: Uint8Array): boolean {
  const text = readText(bytes)
  if (text === undefined || otherEncoding.test(text)) return true
  const plain = withoutReferences(text)
  return (
    scriptAddress.test(plain.replace(/\s+/g, '')) ||
    [text, plain].some((text) =>
      [activeElement, activeText, animatedReference].some((pattern) => pattern.test(text)),
    )
  )
}

/** Whether an SVG names another file: what shows it would tell others who looks at it. */
export function refersElsewhere(bytes: Uint8Array): boolean {
  const text = readText(bytes) ?? ''
  return [text, withoutReferences(text)].some((text) =>
    [reference, otherReference, escapedName].some((pattern) => pattern.test(text)),
  )
}

/** Undefined where the bytes are not UTF-8, which a browser might read as something else. */
function readText(bytes: Uint8Array): string | undefined {
  const text = Buffer.from(bytes).toString('utf8')
  return text.includes('\ufffd') ? undefined : text
}

/** The characters instead of the numbers that XML allows for them. */
function withoutReferences(text: string): string {
  return text.replace(/&#(?:x([0-9a-f]+)|(\d+));/gi, (_, hexadecimal?: string, decimal?: string) => {
    const code = hexadecimal === undefined ? Number(decimal) : Number.parseInt(hexadecimal, 16)
    return code <= 0x10ffff ? String.fromCodePoint(code) : ''
  })
}
