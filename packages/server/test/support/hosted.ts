import { request } from 'node:http'
import { CALLBACK } from './oauth.ts'
import type { TestServer } from './server.ts'

/** A page as a browser without scripts has it. */
export interface HostedPage {
  status: number
  headers: Headers
  /** The document. */
  html: string
  /** Where an answer of 302 leads to. */
  location: string | undefined
}

/** What a test makes the browser do wrong. */
export interface Submission {
  headers?: Record<string, string>
  /** Which form of the page, by a part of its text; else the first. */
  form?: string
  /** Where the form goes, in place of its own `action`. */
  action?: string
}

/** A browser with one tab that keeps cookies. */
export type HostedClient = ReturnType<typeof hostedClient>

/** Opens a browser at the server's address, or at `host`, which the server finds there too. */
export function hostedClient({ url }: Pick<TestServer, 'url'>, host?: string) {
  let base = url
  const cookies = new Map<string, string>()
  let shown: HostedPage | undefined

  const send = async (path: string, init: RequestInit): Promise<HostedPage> => {
    const headers = new Headers(init.headers)
    if (cookies.size > 0) headers.set('cookie', [...cookies].map((pair) => pair.join('=')).join('; '))
    const response = await fetchAs(host, new URL(path, base), { ...init, headers, redirect: 'manual' })
    for (const cookie of response.headers.getSetCookie()) keep(cookies, cookie)
    const location = response.headers.get('location') ?? undefined
    const { status } = response
    const page = { status, headers: response.headers, html: await response.text(), location }
    if (location === undefined) shown = page
    return page
  }

  return {
    cookies,
    /** Goes on at another process of the same server. */
    moveTo: (other: Pick<TestServer, 'url'>) => {
      base = other.url
    },
    get: (path: string, headers: Record<string, string> = {}) => send(path, { headers }),
    /** Fills in the fields of the form that is shown, and sends it with what is hidden in it. */
    submit: (fields: Record<string, string> = {}, submission: Submission = {}) => {
      const form = formOf(shown, submission.form)
      const body = new URLSearchParams({ ...hiddenFields(form), ...fields })
      return send(submission.action ?? actionOf(form), {
        method: 'POST',
        body,
        ...(submission.headers && { headers: submission.headers }),
      })
    },
    /** Sends a form that no page has shown. */
    post: (path: string, fields: Record<string, string>, headers: Record<string, string> = {}) =>
      send(path, { method: 'POST', body: new URLSearchParams(fields), headers }),
    /** The value of a hidden field of the form that is shown. */
    hidden: (name: string, form?: string) => hiddenFields(formOf(shown, form))[name],
  }
}

/** `fetch` writes the Host header itself, so that another one goes another way. */
async function fetchAs(host: string | undefined, target: URL, init: RequestInit): Promise<Response> {
  if (host === undefined) return fetch(target, init)
  const headers = { ...Object.fromEntries(new Headers(init.headers)), host }
  const body = init.body instanceof URLSearchParams ? init.body.toString() : undefined
  const type = body === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' }
  return new Promise((resolve, reject) => {
    const sent = request(
      target,
      { method: init.method ?? 'GET', headers: { ...headers, ...type } },
      (answer) => {
        const chunks: Buffer[] = []
        answer.on('data', (chunk: Buffer) => chunks.push(chunk))
        answer.on('end', () => {
          const received = new Headers()
          for (const [name, value] of Object.entries(answer.headers))
            for (const each of [value].flat()) if (each !== undefined) received.append(name, each)
          const text = Buffer.concat(chunks)
          resolve(
            new Response(text.length > 0 ? text : null, {
              status: answer.statusCode ?? 0,
              headers: received,
            }),
          )
        })
      },
    )
    sent.on('error', reject)
    sent.end(body)
  })
}

function keep(cookies: Map<string, string>, header: string): void {
  const [pair = '', ...attributes] = header.split('; ')
  const [name = '', value = ''] = pair.split(/=(.*)/s)
  if (attributes.includes('Max-Age=0')) cookies.delete(name)
  else cookies.set(name, value)
}

function formOf(page: HostedPage | undefined, part = ''): string {
  const forms = page?.html.match(/<form.*?<\/form>/gs) ?? []
  const form = forms.find((each) => each.includes(part))
  if (form === undefined) throw new Error(`The page shows no such form: ${page?.html}`)
  return form
}

function actionOf(form: string): string {
  return decodeEntities(/action="([^"]*)"/.exec(form)?.[1] ?? '')
}

function hiddenFields(form: string): Record<string, string> {
  const found = [...form.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)">/g)]
  return Object.fromEntries(
    found.map(([, name = '', value = '']) => [decodeEntities(name), decodeEntities(value)]),
  )
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" }

/** Text of an attribute as a browser reads it. */
export function decodeEntities(text: string): string {
  return text.replaceAll(/&(#39|\w+);/g, (whole, name: string) => entities[name] ?? whole)
}

/** The query of an authorization request for such an app client. */
export function authorizationQuery(clientId: string, more: Record<string, string> = {}): string {
  return `?${new URLSearchParams({
    response_type: 'code',
    client_id: clientId,
    redirect_uri: CALLBACK,
    scope: 'openid',
    state: 'of the app',
    ...more,
  })}`
}
