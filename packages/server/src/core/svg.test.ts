import { describe, expect, it } from 'vitest'
import { isActiveSvg, refersElsewhere } from './svg.ts'

const SVG = 'http://www.w3.org/2000/svg'
const XLINK = 'http://www.w3.org/1999/xlink'

function svg(content: string, attributes = ''): Buffer {
  return Buffer.from(`<svg xmlns="${SVG}" xmlns:xlink="${XLINK}" ${attributes}>${content}</svg>`)
}

const harmless: [what: string, image: Buffer][] = [
  ['a path', svg('<path d="M0 0h10v10z" fill="#f00"/>', 'viewBox="0 0 10 10" version="1.1"')],
  ['a prolog', Buffer.from(`<?xml version="1.0" encoding="UTF-8" standalone="no"?><svg xmlns="${SVG}"/>`)],
  ['a gradient', svg('<linearGradient id="a"/><path fill="url(#a)"/><path style="fill:url( \'#a\' )"/>')],
  ['a quoted gradient', svg('<path style="fill:url(&quot;#a&quot;)"/>')],
  ['a part shown again', svg('<path id="a"/><use xlink:href="#a"/><use href = "#a"/>')],
  ['a picture inside', svg('<image href="data:image/png;base64,iVBORw0KGgo="/>')],
  ['a style', svg('<style><![CDATA[.a{fill:#fff}]]></style><path class="a"/>')],
  ['metadata', svg('<metadata><rdf:RDF><dc:type rdf:resource="http://purl.org/x"/></rdf:RDF></metadata>')],
  ['a moving part', svg('<path><animate attributeName="opacity" from="0" to="1"/></path>')],
  ['a comment and a text', svg('<!-- made by hand --><text>Based on = &#163; &#xA3; &#x110000;</text>')],
  ['a folder in the notes', svg('<g inkscape:export-filename="C:\\logo.png"/>')],
]

const active: [what: string, image: Buffer][] = [
  ['a script', svg('<script>alert(1)</script>')],
  ['a script with a source', svg('<SCRIPT\nhref="#x"/>')],
  ['a script in a namespace', svg(`<x:script xmlns:x="${SVG}">alert(1)</x:script>`)],
  ['a script behind a long prefix', svg(`<${'x'.repeat(500)}:script/>`)],
  ['a handler', svg('<path/>', 'onload="alert(1)"')],
  ['a handler on a line of its own', svg('<path\r\nonClick\n=\n"alert(1)"/>')],
  ['foreign content', svg('<foreignObject><p/></foreignObject>')],
  ['HTML', svg('<h:b xmlns:h="http://www.w3.org/1999/xhtml">x</h:b>')],
  ['HTML by character numbers', svg('<h:b xmlns:h="http://www.w3.org/1999/&#x78;html">x</h:b>')],
  ['an entity', Buffer.from(`<!DOCTYPE svg [<!ENTITY x "y">]><svg xmlns="${SVG}">&x;</svg>`)],
  ['a document type', Buffer.from(`<!DOCTYPE svg SYSTEM "x.dtd"><svg xmlns="${SVG}"/>`)],
  ['a script address', svg('<a href="javascript:alert(1)"/>')],
  ['a script address in pieces', svg('<a href="java\n\tscript:alert(1)"/>')],
  ['a script address by numbers', svg('<a href="&#106;ava&#x0073;cript&#58;alert(1)"/>')],
  ['a page inside', svg('<a href="data:text/html,x"/>')],
  ['a frame', svg('<iframe src="#x"></iframe>')],
  ['an address that is set later', svg('<a><set attributeName="xlink:href" to="#x"/></a>')],
  ['a handler that is set later', svg("<set attributeName='onload' to='x'/>")],
  ['another encoding', Buffer.from(`<?xml version="1.0" encoding="ISO-2022-JP"?><svg xmlns="${SVG}"/>`)],
  ['bytes that are no UTF-8', Buffer.concat([svg(''), Buffer.from([0xff])])],
]

const elsewhere: [what: string, image: Buffer][] = [
  ['a picture', svg('<image href="https://evil.example/x.png"/>')],
  ['a picture by the old attribute', svg('<image xlink:href="//evil.example/x.png"/>')],
  ['a picture without a scheme', svg('<image href = "x.png"/>')],
  ['an SVG inside', svg('<use href="data:image/svg+xml,x#a"/>')],
  ['a part of another file', svg("<use href='x.svg#a'/>")],
  ['a link', svg('<a href="https://evil.example"/>')],
  ['a fill', svg('<path fill="url(https://evil.example/x#a)"/>')],
  ['a fill by numbers', svg('<path fill="u&#114;l(https://evil.example/x#a)"/>')],
  ['a fill by escapes', svg('<path style="fill:u\\72 l(https://evil.example/x#a)"/>')],
  ['a style sheet', svg('<style>@import "https://evil.example/x.css";</style>')],
  ['a style sheet by escapes', svg('<style>@\\69mport "https://evil.example/x.css";</style>')],
  ['a set of pictures', svg('<path style="fill:image-set(\'https://evil.example/x\' 1x)"/>')],
  ['another base', svg('<g xml:base="https://evil.example/"/>')],
  [
    'a style sheet of the document',
    Buffer.from(`<?xml-stylesheet href="https://evil.example"?><svg xmlns="${SVG}"/>`),
  ],
]

describe('an SVG', () => {
  it.each(harmless)('may hold %s', (_, image) => {
    expect(isActiveSvg(image)).toBe(false)
    expect(refersElsewhere(image)).toBe(false)
  })

  it.each(active)('is active with %s', (_, image) => {
    expect(isActiveSvg(image)).toBe(true)
  })

  it.each(elsewhere)('refers elsewhere with %s', (_, image) => {
    expect(refersElsewhere(image)).toBe(true)
  })

  it.each(['\\', '&#', 'on', 'href=', 'attributeName="', '<a:', 'url(', ' ', '@', ':', 'a'])(
    'of a million bytes of %j is read at once',
    (piece) => {
      const image = svg(piece.repeat(1_000_000 / piece.length))
      const started = performance.now()
      isActiveSvg(image)
      refersElsewhere(image)
      expect(performance.now() - started).toBeLessThan(2000)
    },
  )
})
