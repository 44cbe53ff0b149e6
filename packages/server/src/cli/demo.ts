import { operations } from '../api/operations.ts'
import { isLoopbackHost } from '../config.ts'
import type { Services } from '../services.ts'
import * as userPools from '../storage/user-pools.ts'

/** The pool that a new server brings, set up as the guides of Hasura and Cube do. */
export interface Demo {
  userPoolId: string
  clientId: string
  username: string
  password: string
}

const NAME = 'poolhouse-demo'
const USERNAME = 'demo'
const PASSWORD = 'Poolhouse-1'
const EMAIL = 'demo@example.com'
const CLIENT_ID = 'poolhousedemoclient0000000'

/** The demo pool with its client and user, made when the database is new; undefined where none is wanted. */
export async function ensureDemo(services: Services): Promise<Demo | undefined> {
  const { config } = services
  const id = `${config.region}_poolhouse`
  const demo = { userPoolId: id, clientId: CLIENT_ID, username: USERNAME, password: PASSWORD }
  if (config.demo === false) return undefined
  if (await userPools.find(services.db, id)) return demo
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
  await operations.CreateUserPoolClient(
    services,
    {
      UserPoolId: demo.userPoolId,
      ClientName: `_custom_id_:${demo.clientId}`,
      ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
      PreventUserExistenceErrors: 'ENABLED',
    },
    request,
  )
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
