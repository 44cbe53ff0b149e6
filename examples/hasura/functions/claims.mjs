/** Pre token generation: tells Hasura who the user is. A value must be a string in this version of the event. */
export const handler = async (event) => {
  const claims = {
    'x-hasura-user-id': event.request.userAttributes.sub,
    'x-hasura-default-role': 'user',
    'x-hasura-allowed-roles': ['user'],
  }
  event.response = {
    claimsOverrideDetails: {
      claimsToAddOrOverride: { 'https://hasura.io/jwt/claims': JSON.stringify(claims) },
    },
  }
  return event
}
