import { type NextRequest, NextResponse } from 'next/server'
import { auth } from './auth'

/** Lets those who have signed in through, with fresh tokens, and sends all others to the sign-in. */
export function proxy(request: NextRequest): Promise<Response> {
  return auth.guard(request, NextResponse.next)
}

export const config = { matcher: '/account/:path*' }
