import { sign } from 'node:crypto'
import { promisify } from 'node:util'
import { deflateRaw } from 'node:zlib'
import { RSA_SHA256 } from './saml-names.ts'

/** A request of ours by HTTP-Redirect. */
export interface RedirectedRequest {
  /** Where it goes. */
  location: string
  xml: string
  relayState: string
  /** PEM: signs it with RSA-SHA256; undefined leaves it unsigned. */
  signingKey: string | undefined
}

/** The address that carries a request (saml-bindings-2.0-os, section 3.4.4): the signature is over the query as it is written. */
export async function redirectUrl(request: RedirectedRequest): Promise<string> {
  const packed = await promisify(deflateRaw)(request.xml)
  const parameters = [
    ['SAMLRequest', packed.toString('base64')],
    ['RelayState', request.relayState],
    ...(request.signingKey === undefined ? [] : [['SigAlg', RSA_SHA256]]),
  ]
  const query = parameters.map(([name, value = '']) => `${name}=${encodeURIComponent(value)}`).join('&')
  const url = new URL(request.location)
  url.hash = ''
  url.search = [url.search.slice(1), query, ...signatureOf(query, request.signingKey)]
    .filter(Boolean)
    .join('&')
  return url.href
}

function signatureOf(query: string, signingKey: string | undefined): string[] {
  if (signingKey === undefined) return []
  return [
    `Signature=${encodeURIComponent(sign('sha256', Buffer.from(query), signingKey).toString('base64'))}`,
  ]
}

/** An element of XML with attributes, those left out that are undefined; `content` is XML. */
export function xmlElement(
  name: string,
  attributes: Readonly<Record<string, string | undefined>>,
  content: readonly string[] = [],
): string {
  const given = Object.entries(attributes).filter(([, value]) => value !== undefined)
  const written = given.map(([attribute, value = '']) => ` ${attribute}="${escapeXml(value)}"`).join('')
  return `<${name}${written}>${content.join('')}</${name}>`
}

/** Text for XML, in elements and in attributes; line ends and tabs survive there too. */
export function escapeXml(text: string): string {
  return text.replace(/[&<>"'\t\n\r]/g, (character) => `&#${character.charCodeAt(0)};`)
}
