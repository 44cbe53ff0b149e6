import { uuid } from '../../../crypto/random.ts'
import * as srp from '../../../crypto/srp.ts'
import { InvalidParameterException } from '../../../errors.ts'
import type { Services } from '../../../services.ts'
import type { User } from '../../../storage/users.ts'
import * as passwords from '../../passwords.ts'
import { type Auth, type AuthStep, requireParameter } from '../auth.ts'
import * as challengeSession from '../challenge-session.ts'
import { preAuthentication } from '../event-subject.ts'
import { standIn } from '../nobody.ts'
import * as secretBlock from '../secret-block.ts'
import { findSignInUser, refuseMissingPassword } from '../sign-in-user.ts'

/** USER_SRP_AUTH: answers PASSWORD_VERIFIER, for a name that nobody has too where the client hides that. */
export async function userSrp(services: Services, auth: Auth): Promise<AuthStep> {
  const username = requireParameter(auth, 'USERNAME')
  const publicA = srp.parsePublicA(requireParameter(auth, 'SRP_A'))
  if (publicA === undefined) throw new InvalidParameterException('Invalid SRP_A value.')
  const user = await findSignInUser(services, auth, username)
  await preAuthentication(services, auth, { user, username })
  if (user) refuseMissingPassword(auth, user)
  return passwordVerifierChallenge(services, auth, { username, user, publicA })
}

/**
 * The challenge to prove the password of the user, or of nobody. In a custom sign-in it has a Session, as clients expect
 * there (so it was on Cognito, 2024), though the secret block holds everything and the Session is not looked at.
 */
export async function passwordVerifierChallenge(
  services: Services,
  auth: Auth,
  { username, user, publicA }: { username: string; user: User | undefined; publicA: bigint },
): Promise<AuthStep> {
  const nobody = standIn(services, auth.pool, username)
  const { salt, verifier } = (user && passwords.srpVerifier(services, user)) ?? nobody
  const { privateB, publicB } = await srp.startSrp(services.modexp, { verifier })
  const userIdForSrp = user?.username ?? nobody.username
  const userId = user?.id ?? uuid() // nobody's id, so that the block is as long and costs the same look-up
  const sealed = secretBlock.seal(services, auth, {
    ...challengeSession.newSingleUse(services, auth),
    userId,
    subject: user?.id ?? nobody.subject,
    names: [...new Set([userIdForSrp, username])],
    userIdForSrp,
    publicA: toBase64(publicA.toString(16)),
    privateB: privateB.toString('base64'),
    publicB: toBase64(publicB),
    ...(auth.custom && { custom: auth.custom.results }),
  })
  return {
    kind: 'challenge',
    name: 'PASSWORD_VERIFIER',
    parameters: {
      SALT: salt.toString('hex'),
      SECRET_BLOCK: sealed,
      SRP_B: publicB,
      USERNAME: userIdForSrp,
      USER_ID_FOR_SRP: userIdForSrp,
    },
    ...(auth.custom && {
      session: challengeSession.create(
        services,
        { ...auth, custom: undefined },
        { step: 'PASSWORD_VERIFIER', userId },
      ),
    }),
  }
}

function toBase64(hex: string): string {
  return Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex').toString('base64')
}
