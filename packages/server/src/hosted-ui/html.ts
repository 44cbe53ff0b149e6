import { html as asynchronousHtml, raw } from 'hono/html'

/** Text of a page in which every value has been escaped. */
export type Html = ReturnType<typeof raw>

/** What may stand in a template: text is escaped, nothing is written for false and undefined, lists are joined. */
export type Insert = Html | string | number | false | undefined | readonly Insert[]

/** A piece of a page. Values are escaped for text and for attributes in double quotes. */
export function html(strings: TemplateStringsArray, ...values: Insert[]): Html {
  const written = asynchronousHtml(strings, ...values)
  if (written instanceof Promise) throw new TypeError('a page cannot wait for its values')
  return written
}

/** Text that is a piece of a page already: only for text that we made ourselves. */
export function trusted(text: string): Html {
  return raw(text)
}
