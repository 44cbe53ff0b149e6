import { giveFeedback, requireFeedbackToken } from '../core/risk/feedback.ts'
import { ApiError } from '../errors.ts'
import type { Services } from '../services.ts'

const MAX_TOKEN = 2048
const values = ['Valid', 'Invalid'] as const

/**
 * Where the links of notifications lead. Looking at the page changes nothing, since programs that read mail do so too;
 * its button tells whether the sign-in was the user's own.
 */
export async function authEventFeedback(
  services: Services,
  request: Request,
  userPoolId: string,
): Promise<Response> {
  const { searchParams } = new URL(request.url)
  const token = searchParams.get('token') ?? ''
  const value = values.find((each) => each === searchParams.get('value'))
  try {
    if (!value || token.length > MAX_TOKEN) return page(400, 'This link is not complete.')
    const { eventId, userId } = requireFeedbackToken(services, userPoolId, token)
    if (request.method !== 'POST') return page(200, question(value))
    await giveFeedback(services, { id: eventId, userId }, { value, provider: 'User' })
    return page(200, 'Thank you. Your answer was noted.')
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    return page(400, 'This link is not valid any more.')
  }
}

/** The form posts to the address that it was read from. */
function question(value: (typeof values)[number]): string {
  const answer = value === 'Valid' ? 'Yes, that was me' : 'No, that was not me'
  return `Was this sign-in yours?</p><form method="post"><button>${answer}</button></form><p>`
}

function page(status: number, text: string): Response {
  return new Response(`<!doctype html><html lang="en"><title>Sign-in</title><p>${text}</p></html>`, {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': "default-src 'none'; form-action 'self'; frame-ancestors 'none'",
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
    },
  })
}
