import { sessionOfChosenPassword, signsInByCode } from '../../core/auth/sign-up-session.ts'
import { startHosted } from '../../core/auth/start.ts'
import { record } from '../../core/auth-events.ts'
import * as signUps from '../../core/sign-up.ts'
import { findBySignInName } from '../../core/usernames.ts'
import {
  ApiError,
  NotAuthorizedException,
  UserNotConfirmedException,
  UsernameExistsException,
} from '../../errors.ts'
import { type Services, transaction } from '../../services.ts'
import type { SchemaAttribute, UserPool } from '../../storage/user-pools.ts'
import type { User } from '../../storage/users.ts'
import type { Answer } from '../answers.ts'
import { attributeFieldName } from '../attribute-fields.ts'
import type { HostedRequest } from '../door.ts'
import { brokenRequirements, toPageError } from '../error-text.ts'
import { attributesIn, requireNewPassword, requireUsername, usernameIn } from '../form-fields.ts'
import { signUpPage } from '../pages/sign-up.ts'
import { showConfirmation } from '../show-confirmation.ts'
import { mayRegister, requireOwnUsers, showSignIn } from '../show-sign-in.ts'
import { authOf, next } from '../sign-in-steps.ts'
import { newNameKind } from '../username-kind.ts'
import type { PageError } from '../view.ts'

/** The page for a new account. */
export async function showSignUp(_services: Services, hosted: HostedRequest): Promise<Answer> {
  requireOpen(hosted)
  return { html: page(hosted, { username: hosted.authorization.loginHint }) }
}

/** Adds the user, who then gives the code that was sent, or signs in at once where there is nothing to confirm. */
export async function submitSignUp(
  services: Services,
  hosted: HostedRequest,
  form: URLSearchParams,
): Promise<Answer> {
  requireOpen(hosted)
  try {
    return await register(services, hosted, form)
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    const sentAgain = error instanceof UsernameExistsException && (await findJustMade(services, hosted, form))
    if (sentAgain) return showAgain(services, hosted, { username: usernameIn(form), user: sentAgain })
    const refusal = { error, password: form.get('password') }
    const values = attributesIn(form)
    return { html: page(hosted, { username: usernameIn(form), values, refusal }), status: 400 }
  }
}

async function register(services: Services, hosted: HostedRequest, form: URLSearchParams): Promise<Answer> {
  const { pool, client, origin } = hosted
  const username = requireUsername(form)
  const password = requirePassword(hosted, form)
  const attributes = Object.entries(attributesIn(form)).map(([name, value]) => ({ name, value }))
  const { user, delivery } = await signUps.register(services, hosted, {
    name: username,
    password,
    attributes,
  })
  const facts = { pool, client, origin, type: 'SignUp' } as const
  record(services, facts, { id: user.id }, { response: 'Pass', challengeResponses: [] })
  if (user.status !== 'CONFIRMED') {
    const session = sessionOfChosenPassword(services, hosted, user)
    return showConfirmation(services, hosted, { username, delivery, session })
  }
  if (password === undefined) return showSignIn(services, hosted, { username })
  const auth = authOf(hosted, { USERNAME: username, PASSWORD: password })
  return next(services, hosted, username, await startHosted(services, auth, 'password'))
}

/**
 * The account that this form made within the time of a session, when it comes twice (a double click) or once more (the page
 * was loaded again): it waits for its code, and the password is its own, which counts as a try to sign in.
 */
async function findJustMade(
  services: Services,
  hosted: HostedRequest,
  form: URLSearchParams,
): Promise<User | undefined> {
  const { pool, client } = hosted
  const username = usernameIn(form)
  const user = await transaction(services, (services) => findBySignInName(services, pool, username)) // after the first form
  const from = services.clock.now() - client.settings.authSessionValidity * 60_000
  if (user?.status !== 'UNCONFIRMED' || user.createdAt < from) return undefined
  const auth = authOf(hosted, { USERNAME: username, PASSWORD: form.get('password') ?? '' })
  const refusal: unknown = await startHosted(services, auth, 'password').catch((error: unknown) => error)
  if (refusal instanceof Error && !(refusal instanceof ApiError)) throw refusal
  return refusal instanceof UserNotConfirmedException ? user : undefined
}

function showAgain(
  services: Services,
  hosted: HostedRequest,
  { username, user }: { username: string; user: User },
): Answer {
  return showConfirmation(services, hosted, {
    username,
    session: sessionOfChosenPassword(services, hosted, user),
  })
}

/** Throws NotAuthorizedException where only administrators add users. */
function requireOpen(hosted: HostedRequest): void {
  requireOwnUsers(hosted)
  if (!mayRegister(hosted.pool))
    throw new NotAuthorizedException('SignUp is not permitted for this user pool')
}

/** A user who can get codes in place of a password needs none. */
function requirePassword(hosted: HostedRequest, form: URLSearchParams): string | undefined {
  return livesWithoutPassword(hosted) && !form.get('password') ? undefined : requireNewPassword(form)
}

function livesWithoutPassword(hosted: HostedRequest): boolean {
  return (['email', 'phone_number'] as const).some(
    (name) => signsInByCode(hosted, name) && isAsked(hosted.pool, name),
  )
}

function isAsked(pool: UserPool, name: 'email' | 'phone_number'): boolean {
  const isName = pool.settings.usernameAttributes?.includes(name) === true
  return isName || askedAttributes(pool).some((attribute) => attribute.name === name)
}

interface Filled {
  username?: string | undefined
  values?: Record<string, string>
  refusal?: { error: ApiError; password: string | null }
}

function page(hosted: HostedRequest, { username, values, refusal }: Filled) {
  const { pool, view } = hosted
  const attributes = askedAttributes(pool)
  const policy = pool.settings.policies.passwordPolicy
  return signUpPage(view, {
    usernameKind: newNameKind(pool),
    username,
    attributes,
    ...(values && { values }),
    passwordless: livesWithoutPassword(hosted),
    policy,
    broken: refusal && brokenRequirements(refusal.error, { policy, password: refusal.password }),
    error: refusal && pointAtField(toPageError(view, refusal.error), attributes),
  })
}

/** An address that the form does not ask for is the user name. */
function pointAtField(error: PageError, asked: SchemaAttribute[]): PageError {
  const isName = ['email', 'phone_number'].some(
    (name) => error.field === attributeFieldName(name) && !asked.some((attribute) => attribute.name === name),
  )
  return isName ? { ...error, field: 'username' } : error
}

/** The required attributes but for the one that is the user name, and an address for the code if none is among them. */
function askedAttributes(pool: UserPool): SchemaAttribute[] {
  const { usernameAttributes = [], autoVerifiedAttributes = [] } = pool.settings
  const named = usernameAttributes.length === 1 ? usernameAttributes[0] : undefined
  const required = pool.schemaAttributes.filter(
    ({ name, required }) => required && name !== 'sub' && name !== named,
  )
  const given = [...usernameAttributes, ...required.map(({ name }) => name)]
  const getsCode =
    autoVerifiedAttributes.length === 0 || autoVerifiedAttributes.some((name) => given.includes(name))
  const address = (['email', 'phone_number'] as const).find((name) => autoVerifiedAttributes.includes(name))
  if (getsCode || address === undefined) return required
  return [...required, ...pool.schemaAttributes.filter(({ name }) => name === address)]
}
