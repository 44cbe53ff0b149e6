import { operations } from '../api/operations.ts'
import { isLoopbackHost } from '../config.ts'
import { CHOSEN_ID_PREFIX } from '../core/app-clients.ts'
import { DEMO_CLIENT_ID, DEMO_PASSWORD, DEMO_USERNAME, demoRedirectUri } from '../core/demo.ts'
import { requireRedirectUri } from '../core/redirect-uris.ts'
import { InvalidParameterException } from '../errors.ts'
import type { Services } from '../services.ts'
import * as appClients from '../storage/app-clients.ts'
import * as userPools from '../storage/user-pools.ts'

/** The pool that a new server brings, set up as the guides of Hasura and Cube do. */
export interface Demo {
  userPoolId: string
  clientId: string
  username: string
  password: string
}

const NAME = 'poolhouse-demo'
const CLIENT_NAME = 'Poolhouse demo'
const EMAIL = 'demo@example.com'

/** The demo pool with its client and user, made when the database is new; undefined where none is wanted. */
export async function ensureDemo(services: Services): Promise<Demo | undefined> {
  const { config } = services
  const id = `${config.region}_poolhouse`
  const demo = {
    userPoolId: id,
    clientId: DEMO_CLIENT_ID,
    username: DEMO_USERNAME,
    password: DEMO_PASSWORD,
  }
  if (config.demo === false) return undefined
  if (await userPools.find(services.db, id)) {
    await keepRedirectUri(services, demo)
    return demo
  }
  const isNew = (await userPools.list(services.db, { limit: 1 })).items.length === 0
  if (config.demo === undefined && !(isNew && isLoopbackHost(config.host))) return undefined
  await createDemo(services, demo)
  return demo
}

/** Through the operations themselves, so that the demo obeys every rule. The user comes last: it completes the demo. */
async function createDemo(services: Services, demo: Demo): Promise<void> {
  const { region, accountId } = services.config
  const request = { id: 'demo', region, accountId }
  await operations.CreateUserPool(
    services,
    {
      PoolName: NAME,
      AutoVerifiedAttributes: ['email'],
      UsernameConfiguration: { CaseSensitive: false },
      UserPoolTags: { _custom_id_: demo.userPoolId },
      Schema: [{ Name: 'email', AttributeDataType: 'String', Required: true, Mutable: true }],
    },
    request,
  )
  const client = { UserPoolId: demo.userPoolId, ...clientSettings(services) }
  await operations.CreateUserPoolClient(
    services,
    { ...client, ClientName: `${CHOSEN_ID_PREFIX}${demo.clientId}` },
    request,
  )
  const named = { ...client, ClientId: demo.clientId, ClientName: CLIENT_NAME }
  await operations.UpdateUserPoolClient(services, named, request)
  const user = { UserPoolId: demo.userPoolId, Username: demo.username }
  await operations.AdminCreateUser(
    services,
    {
      ...user,
      MessageAction: 'SUPPRESS',
      UserAttributes: [
        { Name: 'email', Value: EMAIL },
        { Name: 'email_verified', Value: 'true' },
      ],
    },
    request,
  )
  await operations.AdminSetUserPassword(
    services,
    { ...user, Password: demo.password, Permanent: true },
    request,
  )
}

/** An address of development servers, as the guides have it, beside our own page. */
const APP_URLS = [
  'http://localhost:3000',
  'http://localhost:3000/callback',
  'http://localhost:3000/api/auth/callback',
]

/** The ways to sign in that need no function, and for hosted sign-in both flows of the guides and where they lead. */
function clientSettings(services: Services) {
  const uris = [...ownRedirectUri(services), ...APP_URLS]
  return {
    ExplicitAuthFlows: [
      'ALLOW_USER_PASSWORD_AUTH' as const,
      'ALLOW_USER_SRP_AUTH' as const,
      'ALLOW_REFRESH_TOKEN_AUTH' as const,
    ],
    PreventUserExistenceErrors: 'ENABLED' as const,
    AllowedOAuthFlowsUserPoolClient: true,
    AllowedOAuthFlows: ['code' as const, 'implicit' as const],
    AllowedOAuthScopes: ['openid', 'email', 'profile', 'phone', 'aws.cognito.signin.user.admin'],
    SupportedIdentityProviders: ['COGNITO'],
    CallbackURLs: uris,
    LogoutURLs: uris,
  }
}

/** None where the public address is none that may be registered, such as HTTP on another host than this. */
function ownRedirectUri({ publicUrl }: Services): string[] {
  try {
    requireRedirectUri(demoRedirectUri(publicUrl))
    return [demoRedirectUri(publicUrl)]
  } catch (error) {
    if (!(error instanceof InvalidParameterException)) throw error
    return []
  }
}

/** The server may have got another address since the demo was made. */
async function keepRedirectUri(services: Services, { userPoolId, clientId }: Demo): Promise<void> {
  const client = await appClients.find(services.db, userPoolId, clientId)
  const [uri] = ownRedirectUri(services)
  if (!client || uri === undefined || client.settings.callbackURLs?.includes(uri)) return
  const { callbackURLs = [], logoutURLs = [] } = client.settings
  const settings = {
    ...client.settings,
    callbackURLs: [...callbackURLs, uri],
    logoutURLs: [...logoutURLs, uri],
  }
  await appClients.update(services.db, { ...client, settings })
}
