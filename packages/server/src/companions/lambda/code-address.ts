import type { Services } from '../../services.ts'
import * as functionCodes from '../../storage/function-codes.ts'

/** AWS signs its addresses in S3 for ten minutes. */
const GOOD_FOR_MS = 600_000
const binding = { purpose: 'function-code', context: [] }

interface Grant {
  sha256: string
  expiresAt: number
}

/** Where the zip can be fetched without a signature for ten minutes. */
export function codeAddress(services: Services, sha256: string): string {
  const grant: Grant = { sha256, expiresAt: services.clock.now() + GOOD_FOR_MS }
  const token = services.keyring.sealToken(grant, binding)
  return `${services.publicUrl}/_poolhouse/function-code?${new URLSearchParams({ token })}`
}

/** Answers `GET /_poolhouse/function-code?token=…`, an address that GetFunction gives to the operator. */
export async function downloadCode(services: Services, request: Request): Promise<Response> {
  const token = new URL(request.url).searchParams.get('token') ?? ''
  const grant = services.keyring.openToken(token, binding) as Grant | undefined
  if (!grant || grant.expiresAt <= services.clock.now())
    return refuse(403, 'The address is wrong or has expired')
  const zip = await functionCodes.find(services.db, grant.sha256)
  if (!zip) return refuse(404, 'The code is not there any more')
  return new Response(new Uint8Array(zip), {
    headers: {
      'content-type': 'application/zip',
      'content-disposition': 'attachment',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    },
  })
}

function refuse(status: number, message: string): Response {
  return Response.json({ message }, { status, headers: { 'cache-control': 'no-store' } })
}
