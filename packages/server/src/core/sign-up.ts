import { userSub } from '../crypto/random.ts'
import { type Compositions, compose } from '../delivery/compose.ts'
import { deliver } from '../delivery/deliver.ts'
import {
  type CodeDelivery,
  chooseDelivery,
  type Destination,
  describeDelivery,
} from '../delivery/destination.ts'
import { confirmationLink, showsLink } from '../delivery/templates.ts'
import { InvalidParameterException, NotAuthorizedException } from '../errors.ts'
import { type Services, transaction } from '../services.ts'
import type { UserPool } from '../storage/user-pools.ts'
import type { Attributes, User } from '../storage/users.ts'
import * as users from '../storage/users.ts'
import { postConfirmation } from '../triggers/post-confirmation.ts'
import { preSignUp, type SignUpDecision } from '../triggers/pre-sign-up.ts'
import { preventsUserExistenceErrors } from './app-clients.ts'
import * as attempts from './attempts.ts'
import {
  applyChanges,
  checkAttributes,
  type GivenAttribute,
  requireComplete,
  requireWritable,
} from './attributes.ts'
import { sessionAfterSignUp, signsInByCode } from './auth/sign-up-session.ts'
import type { ClientAndPool } from './client-authentication.ts'
import * as codes from './codes.ts'
import { type ClientMetadata, userSubject } from './event-subject.ts'
import * as passwords from './passwords.ts'
import { requireUncompromised } from './risk/enforcement.ts'
import * as pretence from './sign-up-pretence.ts'
import { endpointBase } from './sites.ts'
import * as userChanges from './user-changes.ts'
import { requireEnabled } from './user-status.ts'
import { claimNewNames, findBySignInName, findUser, newSignInNames, unknownUsername } from './usernames.ts'

export interface SignUp {
  /** The name that the caller gave: where addresses are user names, one of them. */
  name: string
  password: string | undefined
  attributes: readonly GivenAttribute[]
  /** For the pool's function that looks at new users, and for no other. */
  validationData?: Readonly<Record<string, string>> | undefined
  clientMetadata?: ClientMetadata
}

export interface SignedUp {
  user: User
  delivery: CodeDelivery | undefined
  /** Where the code that was sent will sign the user in. */
  session: string | undefined
}

/**
 * Adds a user who is to be confirmed, unless the pool's function confirms them, and puts the code for the address that the
 * pool verifies into the outbox, both or neither. Hashes the password also where the name is taken, which costs the same time. Throws NotAuthorizedException,
 * InvalidParameterException, InvalidPasswordException, UsernameExistsException, LimitExceededException,
 * UserLambdaValidationException, UnexpectedLambdaException, InvalidLambdaResponseException.
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_SignUp.html
 */
export async function register(
  services: Services,
  clientAndPool: ClientAndPool,
  input: SignUp,
): Promise<SignedUp> {
  const { pool } = clientAndPool
  if (pool.settings.adminCreateUserConfig.allowAdminCreateUserOnly)
    throw new NotAuthorizedException('SignUp is not permitted for this user pool')
  const named = nameNewUser(clientAndPool, input)
  requirePassword(clientAndPool, input.password, named.attributes)
  if (input.password !== undefined) {
    passwords.requirePolicy(pool, input.password, 'did not conform with')
    await requireUncompromised(services, clientAndPool, 'SIGN_UP', input.password)
  }
  const decision = await decide(services, clientAndPool, named, input)
  const user = await newUser(services, pool, { ...named, decision }, input.password)
  const subject = userSubject(clientAndPool, user, input.clientMetadata)
  const destination = decision.confirm ? undefined : chooseDelivery(pool, user.attributes)
  const taken = await findBySignInName(services, pool, input.name)
  if (destination && !taken) await attempts.countDestination(services, pool.id, destination.to)
  const asked = destination && ({ occasion: 'SignUp', channels: [destination.channel] } as const)
  const compositions = asked && !taken ? await compose(services, subject, asked) : undefined
  const force = decision.verifyEmail || decision.verifyPhone
  await transaction(services, async (services) => {
    await userChanges.insert(services, user)
    await claimNewNames(services, pool, user, { taken: 'User already exists', force })
    if (destination)
      await sendCode(services, clientAndPool, { user, destination, occasion: 'SignUp', compositions })
  })
  services.wakeSender()
  if (decision.confirm) await postConfirmation(services, subject, 'ConfirmSignUp')
  const session = sessionAfterSignUp(services, clientAndPool, { user, attribute: destination?.attribute })
  return { user, delivery: destination && describeDelivery(destination), session }
}

/**
 * Sends the code of a sign-up once more, which takes the place of the former one, and tells where it went, masked. Where
 * the client hides who exists, it tells of an invented address for whoever waits for no code. Throws
 * NotAuthorizedException, UserNotFoundException, InvalidParameterException, LimitExceededException,
 * UnexpectedLambdaException.
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ResendConfirmationCode.html
 */
export async function resendCode(
  services: Services,
  clientAndPool: ClientAndPool,
  { username, clientMetadata }: { username: string; clientMetadata?: ClientMetadata },
): Promise<CodeDelivery> {
  const { client, pool } = clientAndPool
  if (!pool.settings.autoVerifiedAttributes?.length) throw cannotResend()
  const user = await findUser(services, pool, username)
  if (preventsUserExistenceErrors(client) && !(user && isWaiting(pool, user)))
    return pretence.resend(services, pool, { user, username })
  if (!user) throw unknownUsername()
  const destination = requireWaiting(pool, user)
  await attempts.count(services, user.id, 'resend-code')
  await attempts.countDestination(services, pool.id, destination.to)
  const subject = userSubject(clientAndPool, user, clientMetadata)
  const asked = { occasion: 'ResendCode', channels: [destination.channel] } as const
  const compositions = await compose(services, subject, asked)
  await transaction(services, async (services) => {
    const current = await users.lock(services.db, user.id)
    if (!current) throw unknownUsername()
    requireWaiting(pool, current)
    const sending = { user: current, destination, occasion: 'ResendCode', compositions } as const
    await sendCode(services, clientAndPool, sending)
  })
  services.wakeSender()
  return describeDelivery(destination)
}

/**
 * Users do without a password where the pool and the client let codes stand for it, and the user can get one; else with
 * Cognito's text for a member that is required.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/signing-up-users-in-your-app.html
 */
function requirePassword(
  clientAndPool: ClientAndPool,
  password: string | undefined,
  attributes: Attributes,
): void {
  const addresses = (['email', 'phone_number'] as const).filter((name) => attributes[name])
  if (password !== undefined || addresses.some((name) => signsInByCode(clientAndPool, name))) return
  throw new InvalidParameterException(
    "1 validation error detected: Value at 'password' failed to satisfy constraint: Member must not be null",
  )
}

interface NamedUser {
  id: string
  username: string
  attributes: Attributes
}

/** Nobody needs the right to write an address that is the user name. */
function nameNewUser({ client, pool }: ClientAndPool, { name, attributes: given }: SignUp): NamedUser {
  requireWritable(
    client,
    pool,
    given.map((attribute) => attribute.name),
  )
  const id = userSub()
  const checked = checkAttributes(pool, given, 'create')
  const { username, attributes } = newSignInNames(pool, { id, name, attributes: checked })
  requireComplete(pool, attributes)
  return { id, username, attributes: applyChanges({}, attributes) }
}

/** Lets the pool's function look at the new user. An address that it calls verified must be there. */
async function decide(
  services: Services,
  { client, pool }: ClientAndPool,
  { username, attributes }: NamedUser,
  { validationData, clientMetadata }: SignUp,
): Promise<SignUpDecision> {
  const subject = { pool, clientId: client.id, username, user: undefined, clientMetadata }
  const given = { occasion: 'SignUp', attributes, validationData } as const
  const decision = await preSignUp(services, subject, given)
  if (decision.verifyEmail && !attributes.email) throw cannotVerify('email')
  if (decision.verifyPhone && !attributes.phone_number) throw cannotVerify('phone_number')
  return decision
}

/** The text is ours. */
function cannotVerify(name: string): InvalidParameterException {
  return new InvalidParameterException(
    `The attribute ${name} cannot be auto-verified, because it is not given.`,
  )
}

async function newUser(
  services: Services,
  pool: UserPool,
  { decision, ...named }: NamedUser & { decision: SignUpDecision },
  password: string | undefined,
): Promise<User> {
  const stored = password === undefined ? undefined : await passwords.hash(services, pool, named, password)
  const now = services.clock.now()
  return {
    ...named,
    attributes: {
      ...named.attributes,
      ...(decision.verifyEmail && { email_verified: 'true' }),
      ...(decision.verifyPhone && { phone_number_verified: 'true' }),
    },
    userPoolId: pool.id,
    status: decision.confirm ? 'CONFIRMED' : 'UNCONFIRMED',
    enabled: true,
    ...(stored && { password: stored }),
    createdAt: now,
    updatedAt: now,
  }
}

const templates = { SignUp: 'sign-up', ResendCode: 'resend-code' } as const

async function sendCode(
  services: Services,
  { client, pool }: ClientAndPool,
  sending: {
    user: User
    destination: Destination
    occasion: keyof typeof templates
    compositions: Compositions | undefined
  },
): Promise<void> {
  const { user, destination, occasion, compositions } = sending
  const { attribute, channel, to } = destination
  const { username } = user
  const code = await codes.issue(services, user, { purpose: 'sign-up', attribute, destination: to })
  const values = { clientId: client.id, username, code }
  const link = showsLink(pool, channel) && confirmationLink(await endpointBase(services, pool), values)
  await deliver(services, pool, {
    template: templates[occasion],
    channel,
    to,
    username,
    code,
    ...(link !== false && { link }),
    occasion,
    composition: compositions?.get(channel),
  })
}

function isWaiting(pool: UserPool, user: User): boolean {
  return user.enabled && user.status === 'UNCONFIRMED' && chooseDelivery(pool, user.attributes) !== undefined
}

function requireWaiting(pool: UserPool, user: User): Destination {
  requireEnabled(user)
  if (user.status !== 'UNCONFIRMED') throw new InvalidParameterException('User is already confirmed.')
  const destination = chooseDelivery(pool, user.attributes)
  if (!destination) throw cannotResend()
  return destination
}

function cannotResend(): NotAuthorizedException {
  return new NotAuthorizedException('Cannot resend codes. Auto verification not turned on.')
}
