import { DOMParser } from '@xmldom/xmldom'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ExclusiveCanonicalization } from 'xml-crypto'
import { xmlDocument } from '../../test/support/arbitrary-xml.ts'
import { canonicalize } from './canonical-xml.ts'
import { parseXml } from './strict-xml.ts'

const canonical = (text: string) => canonicalize(parseXml(text, 'skip'))

describe('the canonical form', () => {
  it.each([
    ['<r/>', '<r></r>'],
    ["<r b = '1' a='\"'/>", '<r a="&quot;" b="1"></r>'],
    ['<r>&gt;&#13;"&amp;</r>', '<r>&gt;&#xD;"&amp;</r>'],
    ['<r a="&#9;&#10;&#13;&lt;>"/>', '<r a="&#x9;&#xA;&#xD;&lt;>"></r>'],
    ['<r><!-- x -->a<b/>c</r>', '<r>a<b></b>c</r>'],
    ['<r xmlns:x="u"><x:a/><x:b/></r>', '<r><x:a xmlns:x="u"></x:a><x:b xmlns:x="u"></x:b></r>'],
    ['<x:r xmlns:x="u"><x:a xmlns:x="u"/></x:r>', '<x:r xmlns:x="u"><x:a></x:a></x:r>'],
    ['<x:r xmlns:x="u"><x:a xmlns:x="v"/></x:r>', '<x:r xmlns:x="u"><x:a xmlns:x="v"></x:a></x:r>'],
    ['<r xmlns="u"><a xmlns=""/></r>', '<r xmlns="u"><a xmlns=""></a></r>'],
    ['<r xmlns:b="1" xmlns:a="2" b:z="" a:z="" z=""/>', '<r xmlns:a="2" xmlns:b="1" z="" b:z="" a:z=""></r>'],
    ['<r xml:lang="en"/>', '<r xml:lang="en"></r>'],
  ])('of %s is %s', (text, expected) => expect(canonical(text)).toBe(expected))

  it('is that of the library', () => {
    fc.assert(
      fc.property(xmlDocument, (text) => {
        const own = ownForm(text)
        if (own === undefined) return
        const root = new DOMParser().parseFromString(text, 'text/xml').documentElement
        expect(own).toBe(new ExclusiveCanonicalization().process(root as never, {}))
      }),
      { numRuns: 500 },
    )
  })

  function ownForm(text: string): string | undefined {
    try {
      return canonical(text)
    } catch {
      return undefined
    }
  }
})
