import { InvalidParameterException } from '../../errors.ts'
import type { Services } from '../../services.ts'
import { authFlows } from '../app-clients.ts'
import { checkSecretHash } from '../client-authentication.ts'
import { type Auth, type AuthStep, type Flow, requireParameter } from './auth.ts'
import { custom } from './flows/custom.ts'
import { refreshToken } from './flows/refresh-token.ts'
import { userAuth } from './flows/user-auth.ts'
import { userPassword } from './flows/user-password.ts'
import { userSrp } from './flows/user-srp.ts'
import { withHistory } from './history.ts'
import { afterChosenPassword } from './sign-up-session.ts'

interface FlowRule {
  run: Flow
  /** The setting of the app client that permits it. */
  needs: string
  /** Who may begin it. */
  by: 'anyone' | 'operator' | 'public'
  refusal: string
  /** Whether the secret hash is over USERNAME; a refresh token brings its own user. */
  namesUser: boolean
}

const USER_PASSWORD = {
  run: userPassword,
  needs: 'ALLOW_USER_PASSWORD_AUTH',
  by: 'public',
  refusal: 'USER_PASSWORD_AUTH flow not enabled for this client',
  namesUser: true,
} as const
const ADMIN_PASSWORD = {
  run: userPassword,
  needs: 'ALLOW_ADMIN_USER_PASSWORD_AUTH',
  by: 'operator',
  refusal: 'Auth flow not enabled for this client',
  namesUser: true,
} as const
const REFRESH = {
  run: refreshToken,
  needs: 'ALLOW_REFRESH_TOKEN_AUTH',
  by: 'anyone',
  refusal: 'Refresh Token flow not enabled for this client',
  namesUser: false,
} as const

const flows = new Map<string, FlowRule>([
  [
    'USER_SRP_AUTH',
    {
      run: userSrp,
      needs: 'ALLOW_USER_SRP_AUTH',
      by: 'anyone',
      refusal: 'USER_SRP_AUTH is not enabled for the client.',
      namesUser: true,
    },
  ],
  ['USER_PASSWORD_AUTH', USER_PASSWORD],
  ['ADMIN_USER_PASSWORD_AUTH', ADMIN_PASSWORD],
  ['ADMIN_NO_SRP_AUTH', ADMIN_PASSWORD],
  ['REFRESH_TOKEN_AUTH', REFRESH],
  ['REFRESH_TOKEN', REFRESH],
  [
    'CUSTOM_AUTH',
    {
      run: custom,
      needs: 'ALLOW_CUSTOM_AUTH',
      by: 'anyone',
      refusal: 'CUSTOM_AUTH is not enabled for the client.',
      namesUser: true,
    },
  ],
  [
    'USER_AUTH',
    {
      run: userAuth,
      needs: 'ALLOW_USER_AUTH',
      by: 'anyone',
      refusal: 'USER_AUTH is not enabled for the client.',
      namesUser: true,
    },
  ],
])

/** Begins a sign-in: is the flow known, open to this caller, permitted for the client, and the secret proven. */
export async function start(services: Services, auth: Auth, flowName: string): Promise<AuthStep> {
  const flow = flows.get(flowName)
  if (!flow || !isOpenTo(flow, auth))
    throw new InvalidParameterException('Initiate Auth method not supported.')
  if (!authFlows(auth.client).has(flow.needs)) throw new InvalidParameterException(flow.refusal)
  if (flow.namesUser) await checkNamedUser(services, auth)
  return withHistory(services, auth, flowName, () => flow.run(services, auth))
}

/** How a sign-in begins on the hosted pages: with the name that the history knows it by. */
const hostedFlows = {
  password: ['USER_PASSWORD_AUTH', userPassword],
  choice: ['USER_AUTH', userAuth],
  'sign-up': ['SIGN_UP', afterChosenPassword],
} as const satisfies Record<string, readonly [name: string, flow: Flow]>

/**
 * Begins a sign-in on the hosted pages: with the password, with the choice of a first factor, or with the session of a
 * sign-up (`sessionOfChosenPassword`). The flows of the app
 * client concern the API alone, and the pages need no secret.
 */
export async function startHosted(
  services: Services,
  auth: Auth,
  by: keyof typeof hostedFlows,
): Promise<AuthStep> {
  const hosted: Auth = { ...auth, hosted: true }
  const [name, flow] = hostedFlows[by]
  return withHistory(services, hosted, name, () => flow(services, hosted))
}

function isOpenTo(flow: FlowRule, auth: Auth): boolean {
  return flow.by === 'anyone' || (flow.by === 'operator') === auth.admin
}

async function checkNamedUser(services: Services, auth: Auth): Promise<void> {
  const username = requireParameter(auth, 'USERNAME')
  await checkSecretHash(services, auth.client, { username, secretHash: auth.parameters['SECRET_HASH'] })
}
