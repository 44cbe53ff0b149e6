import type { InitiateAuthResponse } from '@poolhouse/api-model'
import type { AuthStep } from '../../core/auth/auth.ts'
import type { Tokens } from '../../core/tokens.ts'

/** The answer of InitiateAuth, RespondToAuthChallenge and their admin twins. */
export function toAuthResponse(step: AuthStep): InitiateAuthResponse {
  if (step.kind === 'tokens')
    return { AuthenticationResult: toAuthenticationResult(step.tokens), ChallengeParameters: {} }
  if (step.kind === 'signed-in') throw new Error('Only the hosted pages sign in a browser')
  return {
    ChallengeName: step.name as NonNullable<InitiateAuthResponse['ChallengeName']>,
    ChallengeParameters: step.parameters,
    Session: step.session,
    AvailableChallenges: step.availableChallenges as InitiateAuthResponse['AvailableChallenges'],
  }
}

/** The tokens as AuthenticationResultType. */
export function toAuthenticationResult(tokens: Tokens) {
  return {
    AccessToken: tokens.accessToken,
    ExpiresIn: tokens.expiresInSeconds,
    TokenType: 'Bearer',
    RefreshToken: tokens.refreshToken,
    IdToken: tokens.idToken,
    NewDeviceMetadata: tokens.newDevice && {
      DeviceKey: tokens.newDevice.key,
      DeviceGroupKey: tokens.newDevice.groupKey,
    },
  }
}
