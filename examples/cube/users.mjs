/** Makes two users of two companies in the demo pool; it may run again. */
import { CognitoIdentityProvider } from '@aws-sdk/client-cognito-identity-provider'

const endpoint = process.env.AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER ?? 'http://localhost:4100'
const credentials = { accessKeyId: 'any', secretAccessKey: 'any' }
const cognito = new CognitoIdentityProvider({ endpoint, region: 'us-east-1', credentials })
const UserPoolId = 'us-east-1_poolhouse'

try {
  await addUser('ada', 'acme')
  await addUser('grace', 'globex')
} catch (error) {
  explain(error)
}

async function addUser(Username, company) {
  const group = { UserPoolId, GroupName: `company-${company}` }
  const user = { UserPoolId, Username }
  await ignore('GroupExistsException', cognito.createGroup(group))
  await ignore('UsernameExistsException', cognito.adminCreateUser({ ...user, MessageAction: 'SUPPRESS' }))
  await cognito.adminSetUserPassword({ ...user, Password: 'Poolhouse-1', Permanent: true })
  await cognito.adminAddUserToGroup({ ...user, GroupName: group.GroupName })
  console.log(`${Username} works at ${company}`)
}

async function ignore(errorName, call) {
  await call.catch((error) => {
    if (error.name !== errorName) throw error
  })
}

function explain(error) {
  const reasons = {
    ECONNREFUSED: `No server at ${endpoint}: run npm start, with the flag of the guide`,
    ResourceNotFoundException: `No pool ${UserPoolId} at ${endpoint}: the first start in a new data folder makes it`,
  }
  const reason = reasons[error.code] ?? reasons[error.name]
  if (!reason) throw error
  console.error(reason)
  process.exitCode = 1
}
