import { fakeUserSub } from '../../crypto/random.ts'
import * as srp from '../../crypto/srp.ts'
import type { Services } from '../../services.ts'
import type { UserPool } from '../../storage/user-pools.ts'
import * as attempts from '../attempts.ts'
import { isEmail, isPhoneNumber } from '../attribute-formats.ts'
import { nameKey } from '../usernames.ts'

/** What stands in for the user whom a name does not lead to; always the same for the same name. */
export interface Nobody {
  /** What a real user's USER_ID_FOR_SRP would be. */
  username: string
  /** Under which tries are counted, in place of a user's id. */
  subject: string
  salt: Buffer
  /** No password is known for it. */
  verifier: Buffer
}

const uuidShape = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** The stand-in. Asked again by the name that it was given, it is the same one, as a real user would be. */
export function standIn(services: Services, pool: UserPool, name: string): Nobody {
  const key = services.keyring.deriveKey('fake-srp')
  const username = usernameOf(key, pool, nameKey(pool, name))
  const identity = `${pool.id} ${username}`
  return {
    username,
    subject: attempts.unknownSubject(services, pool.id, username),
    salt: srp.fakeSalt(key, identity),
    verifier: srp.fakeVerifier(key, identity),
  }
}

/** Where users sign in by an address, their user name is another one: the server's own UUID, or whatever they chose. */
function usernameOf(key: Buffer, pool: UserPool, name: string): string {
  if (uuidShape.test(name) || !signsInByAddress(pool, name)) return name
  return fakeUserSub(key, `${pool.id} ${name}`)
}

function signsInByAddress({ settings }: UserPool, name: string): boolean {
  if (settings.usernameAttributes) return true
  const aliases = settings.aliasAttributes ?? []
  return (
    (aliases.includes('email') && isEmail(name)) || (aliases.includes('phone_number') && isPhoneNumber(name))
  )
}
