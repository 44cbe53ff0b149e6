import { InvalidParameterException } from '../../errors.ts'

/** An access token or a session, whichever the caller sent. Throws InvalidParameterException for neither or both (our wording). */
export function requireOneProof(input: { AccessToken?: string | undefined; Session?: string | undefined }) {
  const { AccessToken: accessToken, Session: session } = input
  if (accessToken !== undefined && session === undefined) return { accessToken }
  if (session !== undefined && accessToken === undefined) return { session }
  throw new InvalidParameterException('Either AccessToken or Session is required.')
}
