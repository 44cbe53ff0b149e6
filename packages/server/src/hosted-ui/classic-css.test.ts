import { describe, expect, it } from 'vitest'
import { toPageCss } from './classic-css.ts'

const label = '.label-customizable.label-customizable.label-customizable.label-customizable'

describe('the CSS of the classic pages', () => {
  it('keeps rules, and makes them win over those of the pages', () => {
    const css = `/* brand */ .label-customizable , .submitButton-customizable:hover {
      font-size: 14px; border-color: #ff8800 !important; margin: -1px auto;
    } .inputField-customizable:focus { box-shadow: 0 0 0 2px rgba(0, 0, 0, 0.5), 0 1px hsl(1deg 2% 3% / 4) }`
    const submit = '.submitButton-customizable'.repeat(4)
    const input = '.inputField-customizable'.repeat(4)
    expect(toPageCss(css)).toBe(
      `${label},${submit}:hover{font-size:14px;border-color:#ff8800 !important;margin:-1px auto}\n` +
        `${input}:focus{box-shadow:0 0 0 2px rgba(0, 0, 0, 0.5), 0 1px hsl(1deg 2% 3% / 4)}\n`,
    )
  })

  it('gives its colours to what the classic pages do not have', () => {
    expect(toPageCss('.textDescription-customizable { color: #fff; padding-top: 10px }')).toContain(
      'h1,.hint:not(.problem),.divider,.links,.requirements{color:#fff}\n',
    )
    expect(toPageCss('.redirect-customizable { color: #9cf }')).toContain('summary,.app-link{color:#9cf}')
    expect(toPageCss('.textDescription-customizable { background-color: #fff }')).not.toContain('h1')
    const several = 'color:#fff !important;color:#9cf;color:url(x)'
    expect(toPageCss(`.redirect-customizable{${several}}`)).toContain(
      'summary,.app-link{color:#fff !important;color:#9cf}\n',
    )
  })

  it.each([
    ['a font', `font-family: "Helvetica Neue", 'Open Sans', sans-serif`],
    ['a gradient', 'background: linear-gradient(to right, #000 0%, rgb(1 2 3))'],
    ['a sum', 'width: calc(100% - (2px * 3))'],
    ['a property of one browser', '-webkit-appearance: none'],
  ])('keeps %s', (_, declaration) => {
    const [name, value] = declaration.split(': ')
    expect(toPageCss(`.label-customizable { ${declaration} }`)).toBe(`${label}{${name}:${value}}\n`)
  })

  it.each([
    ['a file', 'background: url(https://evil.example/x.png)'],
    ['a file after a percentage', 'background: 50%url(x)'],
    ['a file by an old name', 'background: -webkit-image-set("x" 1x)'],
    ['a file in quotes', 'background: URL("https://evil.example/x.png")'],
    ['a file after a colour', 'background: red url(x)'],
    ['a file in an image set', 'background: image-set("x.png" 1x)'],
    ['a file in a source', 'background: src("x")'],
    ['a file in a gradient', 'background: linear-gradient(url(x), red)'],
    ['an attribute', 'content: attr(value)'],
    ['an open bracket', 'color: rgb(1, 2'],
    ['brackets the wrong way round', 'color: )('],
    ['an open string', 'content: "x'],
    ['a string of two kinds', `content: "x'`],
    ['a filter of old browsers', 'filter: progid:DXImageTransform.Microsoft.Alpha(opacity=1)'],
    ['a variable of the pages', '--primary: red'],
    ['no value', 'color:'],
    ['no property', ': red'],
    ['no colon', 'color'],
    ['another sign', 'color: red > blue'],
  ])('leaves out %s', (_, declaration) => {
    expect(toPageCss(`.label-customizable { ${declaration}; top: 0 }`)).toBe(`${label}{top:0}\n`)
    expect(toPageCss(`.label-customizable { ${declaration} }`)).toBe('')
  })

  it.each([
    ['the end of its element', '.label-customizable { color: red } </style><script>alert(1)</script>'],
    ['the end of its element in a string', '.label-customizable { content: "</style>" }'],
    ['an import', '@import "https://evil.example/x.css"; .label-customizable { color: red }'],
    ['an escape', '.label-customizable { background: \\75rl(x) }'],
    ['an expression', '.label-customizable { width: expression(alert(1)) }'],
    ['another selector', 'body { display: none }'],
    ['an attribute selector', '.inputField-customizable[value^=a] { color: red }'],
  ])('is nothing with %s', (_, css) => {
    expect(toPageCss(css)).toBe('')
  })

  it('lets no other selector in by what looks like a comment in a string', () => {
    const css = '.label-customizable { content: "/*" } body { display: none } .a { top: "*/" }'
    expect(toPageCss(css)).not.toMatch(/body|none/)
  })

  it('reads a long value at once', () => {
    const started = performance.now()
    toPageCss(`.label-customizable { color: ${'a'.repeat(130_000)}> }`)
    toPageCss(`.label-customizable { color: ${'a'.repeat(130_000)} }`)
    toPageCss(`.label-customizable { color: ${'1'.repeat(130_000)} }`)
    toPageCss(`.label-customizable { color: ${'a '.repeat(65_000)} }`)
    toPageCss(`.label-customizable { color: ${'("'.repeat(60_000)} }`)
    expect(performance.now() - started).toBeLessThan(2000)
  })
})
