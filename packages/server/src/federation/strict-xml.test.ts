import { DOMParser } from '@xmldom/xmldom'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { xmlDocument } from '../../test/support/arbitrary-xml.ts'
import { attributeOf, childrenOf, parseXml, textOf, wholeTextOf, type XmlElement } from './strict-xml.ts'

const read = (text: string) => parseXml(text, 'refuse')

describe('a document', () => {
  it('is read with namespaces, references and white space', () => {
    const root = read(
      '<a:r xmlns:a="urn:a" xmlns="urn:b"\n x = "1&#x41;\n2" a:x=\'&quot;\'><c>t&lt;<d/>u</c ></a:r>\n',
    )
    expect(root).toMatchObject({ namespace: 'urn:a', name: 'r', text: '' })
    expect(root.attributes).toEqual([
      { namespace: '', prefix: '', name: 'x', value: '1A 2' },
      { namespace: 'urn:a', prefix: 'a', name: 'x', value: '"' },
    ])
    const [child] = childrenOf(root, 'urn:b', 'c')
    expect(child).toMatchObject({ text: 't<u', children: [{ namespace: 'urn:b', name: 'd' }] })
    expect(textOf(child)).toBeUndefined()
    expect(child && wholeTextOf(child)).toBe('t<u')
  })

  it('keeps white space that is written by number, and drops no other', () => {
    const root = read('<r a="&#9;&#10;">\u00a0 x&#13; \t</r>')
    expect(attributeOf(root, 'a')).toBe('\t\n')
    expect(root.text).toBe('\u00a0 x\r \t')
    expect(textOf(root)).toBe('\u00a0 x')
  })

  it('may hold much white space, which takes little time', () => {
    const spaces = ' '.repeat(300_000)
    expect(textOf(read(`<r>x${spaces}y${spaces}</r>`))).toBe(`x${spaces}y`)
    expect(textOf(read(`<r${spaces}>${spaces}</r${spaces}>`))).toBe('')
    expect(() => read(`<r${spaces}=`)).toThrow('a tag is malformed')
    expect(() => read(`<r ${'a'.repeat(300_000)}/>`)).toThrow('a tag is malformed')
  })

  it('has the default namespace of its nearest declaration, which may be none', () => {
    const root = read('<r xmlns="urn:a"><s xmlns=""><t/></s></r>')
    expect(root.children[0]?.children[0]).toMatchObject({ namespace: '', name: 't' })
  })

  it('may be 60 elements deep', () => {
    const nested = (depth: number) => `${'<a>'.repeat(depth)}${'</a>'.repeat(depth)}`
    expect(read(nested(60))).toMatchObject({ name: 'a' })
    expect(() => read(nested(61))).toThrow('elements are too deep')
  })

  it('may hold comments where they are skipped', () => {
    const root = parseXml('<!-- a --><r>x<!-- b - c -->y</r><!---->', 'skip')
    expect(root.text).toBe('xy')
  })

  it.each([
    '',
    ' ',
    'text',
    '<r>',
    '</r>',
    '<r></s>',
    '<r/><r/>',
    '<r/>x',
    'x<r/>',
    '\u00a0<r/>',
    '<r/>\u00a0',
    '<r\u00a0a="1"/>',
    '<r a=1/>',
    '<r a/>',
    '<r a="1"b="2"/>',
    '<r a="<"/>',
    '<r a="&"/>',
    '<r a="1" a="2"/>',
    '<r>&x;</r>',
    '<r>& </r>',
    '<r>&#;</r>',
    '<r>&#x110000;</r>',
    '<r>&#65534;</r>',
    '<r>&#8;</r>',
    '<r>]]></r>',
    '<r>\u0007</r>',
    '<r>\u0085</r>',
    '<r>\u2028</r>',
    '<r>\uffff</r>',
    '<r a="\u0000"/>',
    '<!DOCTYPE r><r/>',
    '<r><!DOCTYPE r></r>',
    '<r><![CDATA[x]]></r>',
    '<r><?x?></r>',
    '<?x?><r/>',
    '<r/><?x?>',
    ' <?xml version="1.0"?><r/>',
    '<?xml version="1.1"?><r/>',
    '<?xml version="1.0" encoding="UTF-7"?><r/>',
    '<r><!-- --></r>',
    '<!-- --><r/>',
    '<x:r/>',
    '<r x:a="1"/>',
    '<r xmlns:x=""/>',
    '<r xmlns:xml="urn:x"/>',
    '<r xmlns:xmlns="urn:x"/>',
    '<r xmlns:x="http://www.w3.org/2000/xmlns/"/>',
    '<r xmlns="http://www.w3.org/XML/1998/namespace"/>',
    '<r xmlns:a="u" xmlns:b="u" a:c="1" b:c="2"/>',
    '<a:b:c xmlns:a="u"/>',
    '<:a/>',
    '<1/>',
    '<é/>',
    '< r/>',
    '<r / >',
  ])('is refused as %j', (text) => {
    expect(() => read(text)).toThrow(expect.objectContaining({ name: 'XmlError' }))
  })

  it.each(['<r><!-- -- --></r>', '<r><!-- ---></r>', '<r><!-- </r>', '<r><!--></r>'])(
    'is refused as %j even where comments are skipped',
    (text) => {
      expect(() => parseXml(text, 'skip')).toThrow(expect.objectContaining({ name: 'XmlError' }))
    },
  )
})

describe('an element within many namespaces', () => {
  const within = (count: number) => {
    const declared = Array.from({ length: count }, (_, index) => ` xmlns:n${index}="urn:n"`)
    return `<r${declared.join('')}><a/></r>`
  }

  it('is read within as many as any message has', () => {
    expect(read(within(99)).children).toHaveLength(1)
  })

  it('is refused within more, since all are copied for each that adds one', () => {
    expect(() => read(within(100))).toThrow(expect.objectContaining({ name: 'XmlError' }))
    expect(() => read(`<r${within(99).slice(2, -4)}<a xmlns:one="urn:more"/></r>`)).toThrow('namespaces')
  })
})

interface Plain {
  namespace: string
  name: string
  attributes: string[]
  children: Plain[]
  text: string
}

function plain({ namespace, name, attributes, children, text }: XmlElement): Plain {
  const written = attributes.map((attribute) => `${attribute.namespace} ${attribute.name} ${attribute.value}`)
  return { namespace, name, attributes: written.sort(), children: children.map(plain), text }
}

function plainDom(element: Element): Plain {
  const nodes = Array.from(element.childNodes)
  const attributes = Array.from(element.attributes)
    .filter(({ namespaceURI }) => namespaceURI !== 'http://www.w3.org/2000/xmlns/')
    .map(({ namespaceURI, localName, value }) => `${namespaceURI ?? ''} ${localName} ${value}`)
  return {
    namespace: element.namespaceURI ?? '',
    name: element.localName,
    attributes: attributes.sort(),
    children: nodes.filter(({ nodeType }) => nodeType === 1).map((node) => plainDom(node as Element)),
    text: nodes.map((node) => (node.nodeType === 3 ? node.nodeValue : '')).join(''),
  }
}

describe('what is not refused', () => {
  it('is read as the parser below the check of signatures reads it', () => {
    let compared = 0
    fc.assert(
      fc.property(xmlDocument, (text) => {
        const own = ownReading(text)
        if (!own) return
        compared++
        const dom = new DOMParser().parseFromString(text, 'text/xml')
        expect(plain(own)).toEqual(plainDom(dom.documentElement as unknown as Element))
      }),
      { numRuns: 500 },
    )
    expect(compared).toBeGreaterThan(100)
  })

  /** Some have an attribute twice. */
  function ownReading(text: string): XmlElement | undefined {
    try {
      return read(text)
    } catch {
      return undefined
    }
  }
})
