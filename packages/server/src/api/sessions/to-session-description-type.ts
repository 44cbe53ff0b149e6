import type { SessionDescriptionType } from '@poolhouse/api-model'
import type { UserSession } from '../../storage/user-sessions.ts'

/** A session as it is listed. LastLocation is left out: addresses are not looked up. */
export function toSessionDescriptionType(
  session: UserSession,
  currentFamilyId?: string | undefined,
): SessionDescriptionType {
  return {
    SessionId: session.id,
    SessionType: 'TOKEN',
    ClientId: session.appClientId,
    CreateDate: new Date(session.createdAt),
    LastActiveDate: new Date(session.lastActiveAt),
    DeviceType: session.deviceType,
    LastIPAddress: session.ipAddress,
    IsCurrentSession: session.familyId === currentFamilyId,
  }
}
