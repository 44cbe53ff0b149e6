import type { Tokens } from '../../core/tokens.ts'

/** A user's tokens as the token endpoint answers them. */
export function tokenAnswer(tokens: Tokens): Record<string, unknown> {
  return {
    ...(tokens.idToken !== undefined && { id_token: tokens.idToken }),
    access_token: tokens.accessToken,
    ...(tokens.refreshToken !== undefined && { refresh_token: tokens.refreshToken }),
    expires_in: tokens.expiresInSeconds,
    token_type: 'Bearer',
  }
}
