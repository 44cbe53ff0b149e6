import fc from 'fast-check'

const piece = fc.constantFrom(
  'a',
  ' ',
  '\n',
  '\t',
  '\r\n',
  '\r',
  '&lt;',
  '&amp;',
  '&#65;',
  '&#xe9;',
  '&#13;',
  'é',
  '🦀',
  '>',
  ']',
  "'",
)
const content = fc.array(piece, { maxLength: 5 }).map((pieces) => pieces.join(''))
const name = fc.constantFrom('a', 'b', 'p:a', 'q:a', 'p:b')
const declarations = fc.constantFrom('', ' xmlns="urn:1"', ' xmlns:p="urn:2"', ' xmlns="" xmlns:q="urn:1"')
const attribute = fc.tuple(name, content).map(([key, value]) => ` ${key}="${value}"`)
const { element } = fc.letrec<{ element: string }>((tie) => ({
  element: fc
    .tuple(
      name,
      declarations,
      fc.array(attribute, { maxLength: 2 }),
      fc.array(fc.oneof(content, tie('element')), { maxLength: 3 }),
    )
    .map(
      ([tag, namespaces, attributes, inner]) =>
        `<${tag}${namespaces}${attributes.join('')}>${inner.join('')}</${tag}>`,
    ),
}))

/** Documents with namespaces, references and white space; some have an attribute twice. */
export const xmlDocument = element.map((inner) => `<r xmlns:p="urn:p" xmlns:q="urn:q">${inner}</r>`)
