import { InvalidParameterException } from '../errors.ts'

const loopback = ['localhost', '127.0.0.1', '[::1]']
/** Schemes whose addresses run or hold content in the browser, and so lead nowhere. */
const unsafe = [
  'javascript:',
  'data:',
  'vbscript:',
  'file:',
  'blob:',
  'about:',
  'filesystem:',
  'view-source:',
]

/**
 * Refuses a callback or sign-out address that is not absolute, has a fragment, or uses HTTP elsewhere than on this
 * machine. Custom schemes are allowed. Throws InvalidParameterException; the text for what is no address is ours.
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateUserPoolClient.html
 */
export function requireRedirectUri(uri: string): void {
  const scheme = /^[a-z][a-z0-9+.-]*:/i.exec(uri)?.[0].toLowerCase()
  if (!scheme || unsafe.includes(scheme) || uri.length === scheme.length || !isComplete(scheme, uri))
    throw new InvalidParameterException(`${uri} is not an absolute URI.`)
  if (uri.includes('#')) throw new InvalidParameterException(`${uri} cannot use fragment`)
  if (scheme === 'http:' && !loopback.includes(new URL(uri).hostname))
    throw new InvalidParameterException(`${uri} cannot use the HTTP protocol.`)
}

function isComplete(scheme: string, uri: string): boolean {
  if (scheme !== 'http:' && scheme !== 'https:') return true
  return uri.startsWith('//', scheme.length) && URL.canParse(uri)
}
