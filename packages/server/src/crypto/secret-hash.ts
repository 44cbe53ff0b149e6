import { createHmac } from 'node:crypto'
import { equalsConstantTime } from './constant-time.ts'

/**
 * SECRET_HASH of a request: Base64(HMAC-SHA256(client secret, username + client id)), with the username as it was sent.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/signing-up-users-in-your-app.html#cognito-user-pools-computing-secret-hash
 */
export function secretHash(username: string, clientId: string, secret: string): string {
  return createHmac('sha256', secret)
    .update(username + clientId, 'utf8')
    .digest('base64')
}

/** Tells in constant time whether `given` is the SECRET_HASH for these. */
export function matchesSecretHash(
  given: string,
  expected: { username: string; clientId: string; secret: string },
): boolean {
  return equalsConstantTime(given, secretHash(expected.username, expected.clientId, expected.secret))
}
