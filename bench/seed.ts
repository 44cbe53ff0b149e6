import { randomBytes, randomUUID } from 'node:crypto'
import { DatabaseSync } from 'node:sqlite'
import { loadKeyring } from '../packages/server/src/core/keyring.ts'
import type { Keyring } from '../packages/server/src/crypto/keyring.ts'
import { createModexpPool, type ModexpPool } from '../packages/server/src/crypto/modexp.ts'
import { createVerifier } from '../packages/server/src/crypto/srp.ts'
import { openDatabase } from '../packages/server/src/storage/open.ts'
import { PASSWORD, REDIRECT_URI } from './seeded-names.ts'
import { encryptionKey, type ServerProcess, startServerProcess } from './server-process.ts'

export { PASSWORD }

/** A user pool on a server, and users in it who can sign in. */
export interface SeededPool {
  userPoolId: string
  clientId: string
  /** Users with `PASSWORD`. */
  usernames: string[]
  /** Users whose SRP verifier is 1; see load-generator.ts. */
  srpUsernames: string[]
}

export interface SeededFile extends SeededPool {
  databaseUrl: string
}

const SIGN_IN_USERS = 500
const SRP_USERS = 100

/** Makes a pool and a client through the API. */
async function createPool(server: ServerProcess): Promise<{ userPoolId: string; clientId: string }> {
  const { UserPool } = await server.call('CreateUserPool', { PoolName: 'bench' })
  const userPoolId = (UserPool as { Id: string }).Id
  const { UserPoolClient } = await server.call('CreateUserPoolClient', {
    UserPoolId: userPoolId,
    ClientName: 'bench',
    ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
    AllowedOAuthFlowsUserPoolClient: true,
    AllowedOAuthFlows: ['code'],
    AllowedOAuthScopes: ['openid', 'email'],
    SupportedIdentityProviders: ['COGNITO'],
    CallbackURLs: [REDIRECT_URI],
  })
  return { userPoolId, clientId: (UserPoolClient as { ClientId: string }).ClientId }
}

/** A pool whose users are made through the API, for any database. */
export async function seedByApi(server: ServerProcess, count: number): Promise<SeededPool> {
  const pool = await createPool(server)
  const usernames = Array.from({ length: count }, (_, index) => nameOf(index))
  for (const Username of usernames) {
    const user = { UserPoolId: pool.userPoolId, Username }
    await server.call('AdminCreateUser', { ...user, MessageAction: 'SUPPRESS' })
    await server.call('AdminSetUserPassword', { ...user, Password: PASSWORD, Permanent: true })
  }
  return { ...pool, usernames, srpUsernames: [] }
}

/** A database file with so many users, all written in one transaction; a few hundred among them can sign in. */
export async function seedFile(options: {
  file: string
  folder: string
  users: number
}): Promise<SeededFile> {
  const databaseUrl = `sqlite:${options.file}`
  const server = await startServerProcess({ databaseUrl, folder: options.folder })
  const pool = await createPool(server)
  await server.stop()
  const keyring = await openKeyringOf(databaseUrl)
  const every = Math.max(1, Math.floor(options.users / SIGN_IN_USERS))
  const usernames = Array.from({ length: options.users }, (_, index) => nameOf(index))
  const signIn = usernames.filter((_, index) => index % every === 0).slice(0, SIGN_IN_USERS)
  const srpUsernames = Array.from({ length: SRP_USERS }, (_, index) => `srp-${index}`)
  const secrets = await createSecrets(pool.userPoolId, signIn)
  for (const name of srpUsernames) secrets.set(name, { salt: randomSalt(), verifier: ONE })
  insertUsers({
    file: options.file,
    userPoolId: pool.userPoolId,
    usernames: [...usernames, ...srpUsernames],
    keyring,
    secrets,
  })
  return { ...pool, databaseUrl, usernames: signIn, srpUsernames }
}

const ONE = Buffer.concat([Buffer.alloc(383), Buffer.from([1])])

interface Secret {
  salt: Buffer
  verifier: Buffer
}

function nameOf(index: number): string {
  return `user-${String(index).padStart(6, '0')}`
}

function randomSalt(): Buffer {
  return Buffer.concat([Buffer.from([1]), randomBytes(15)])
}

async function openKeyringOf(url: string): Promise<Keyring> {
  const db = await openDatabase({ url })
  const keyring = await loadKeyring(db, [encryptionKey], Date.now())
  await db.destroy()
  return keyring
}

async function createSecrets(userPoolId: string, usernames: string[]): Promise<Map<string, Secret>> {
  const modexp: ModexpPool = createModexpPool({ threads: 2 })
  const poolName = userPoolId.split('_')[1] ?? ''
  const secrets = await Promise.all(
    usernames.map(async (userId) => {
      const secret = await createVerifier(modexp, { poolName, userId, password: PASSWORD })
      return [userId, secret] as const
    }),
  )
  await modexp.close()
  return new Map(secrets)
}

interface Insertion {
  file: string
  userPoolId: string
  usernames: string[]
  keyring: Keyring
  /** The others get a verifier that no password has. */
  secrets: Map<string, Secret>
}

function insertUsers({ file, userPoolId, usernames, keyring, secrets }: Insertion): void {
  const database = new DatabaseSync(file)
  database.exec('begin')
  const insertUser =
    database.prepare(`insert into users (id, user_pool_id, username, status, enabled, attributes,
    email_key, name_key, given_name_key, family_name_key, password_kind, password_salt, sealed_password,
    password_set_at, created_at, updated_at) values (?, ?, ?, 'CONFIRMED', 1, ?, ?, ?, ?, ?, 'srp', ?, ?, ?, ?, ?)`)
  const insertName = database.prepare(
    `insert into sign_in_names (user_pool_id, name_key, user_id, kind) values (?, ?, ?, 'username')`,
  )
  const now = Date.now()
  for (const username of usernames) {
    const id = randomUUID()
    const { salt, verifier } = secrets.get(username) ?? { salt: randomSalt(), verifier: randomBytes(384) }
    const email = `${username}@example.com`
    const [given, family] = ['Given', `Family ${username.slice(-4)}`]
    const attributes = {
      email,
      email_verified: 'true',
      name: `${given} ${family}`,
      given_name: given,
      family_name: family,
    }
    const keys = [email, attributes.name, given, family].map((value) => value.toLowerCase())
    const sealed = keyring.seal(verifier, `users.sealed_password:${id}`)
    const password = [salt.toString('hex'), sealed, now]
    insertUser.run(id, userPoolId, username, JSON.stringify(attributes), ...keys, ...password, now, now)
    insertName.run(userPoolId, username, id)
  }
  database.exec('commit; pragma wal_checkpoint(truncate)')
  database.close()
}
