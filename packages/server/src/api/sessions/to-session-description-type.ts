import type { SessionDescriptionType } from '@poolhouse/api-model'
import type { Session } from '../../core/sessions.ts'
import type { TrackedLoginSession } from '../../storage/login-sessions.ts'
import type { SessionUse, UserSession } from '../../storage/user-sessions.ts'

/** A session as it is listed. LastLocation is left out: addresses are not looked up. */
export function toSessionDescriptionType(
  listed: Session,
  currentFamilyId?: string | undefined,
): SessionDescriptionType {
  return listed.type === 'SSO'
    ? describeLoginSession(listed.session)
    : describeUserSession(listed.session, currentFamilyId)
}

function describeUserSession(
  session: UserSession,
  currentFamilyId: string | undefined,
): SessionDescriptionType {
  return {
    SessionId: session.id,
    SessionType: 'TOKEN',
    ClientId: session.appClientId,
    CreateDate: new Date(session.createdAt),
    ...describeUse(session),
    OriginSessionId: session.originSessionId,
    IsCurrentSession: session.familyId === currentFamilyId,
  }
}

/** Access tokens belong to sessions of tokens, so that it is never the current one. */
function describeLoginSession({ authTime, tracked }: TrackedLoginSession): SessionDescriptionType {
  return {
    SessionId: tracked.id,
    SessionType: 'SSO',
    ClientId: tracked.appClientId,
    CreateDate: new Date(authTime),
    ...describeUse(tracked),
    IsCurrentSession: false,
  }
}

function describeUse({ lastActiveAt, deviceType, ipAddress }: SessionUse): SessionDescriptionType {
  return { LastActiveDate: new Date(lastActiveAt), DeviceType: deviceType, LastIPAddress: ipAddress }
}
