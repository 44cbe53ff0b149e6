import hasura from './hasura.json' with { type: 'json' }

const mutation = `mutation ($id: String!, $email: String!) {
  insert_users_one(
    object: { id: $id, email: $email }
    on_conflict: { constraint: users_pkey, update_columns: [email] }
  ) { id }
}`

/** Post authentication: writes the user's row through Hasura. The user is signed in even where that fails. */
export const handler = async (event) => {
  const { sub: id, email } = event.request.userAttributes
  try {
    await upsert({ id, email })
  } catch (error) {
    console.error('The row was not written:', error.message)
  }
  return event
}

async function upsert(variables) {
  const answer = await fetch(hasura.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-hasura-admin-secret': hasura.adminSecret },
    body: JSON.stringify({ query: mutation, variables }),
    signal: AbortSignal.timeout(hasura.timeoutMs),
  })
  if (!answer.ok) throw new Error(`Hasura answered ${answer.status}`)
  const { errors } = await answer.json()
  if (errors) throw new Error(errors[0].message)
}
