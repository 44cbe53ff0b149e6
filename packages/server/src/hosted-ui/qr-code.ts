import { encode } from 'uqr'

/** Modules of quiet around the code (ISO/IEC 18004). */
const QUIET = 4

/** The text as an `svg` element: dark squares on white in either colour scheme, as cameras expect. */
export function qrCode(text: string): string {
  const { data, size } = encode(text, { ecc: 'M', border: QUIET })
  const lines = data.map((row) => row.map((dark) => (dark ? '1' : '0')).join(''))
  const squares = lines.flatMap((line, y) =>
    [...line.matchAll(/1+/g)].map(({ 0: run, index }) => `M${index} ${y}h${run.length}v1h-${run.length}z`),
  )
  return `<svg viewBox="0 0 ${size} ${size}" shape-rendering="crispEdges" aria-hidden="true"><path fill="#fff" d="M0 0h${size}v${size}H0z"/><path fill="#000" d="${squares.join('')}"/></svg>`
}

/**
 * What authenticator apps read from the code (https://github.com/google/google-authenticator/wiki/Key-Uri-Format). A colon
 * stands between issuer and user, and so in neither.
 */
export function otpauthUrl(account: Record<'issuer' | 'username' | 'secret', string>): string {
  const [issuer, username] = [account.issuer, account.username].map((part) =>
    encodeURIComponent(part.replaceAll(':', ' ')),
  )
  return `otpauth://totp/${issuer}:${username}?secret=${account.secret}&issuer=${issuer}`
}
