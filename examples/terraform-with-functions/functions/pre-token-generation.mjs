// Tells the application what it needs to know of the user, in the ID token.
export const handler = async (event) => {
  const { userAttributes } = event.request
  event.response.claimsOverrideDetails = {
    claimsToAddOrOverride: {
      plan: userAttributes['custom:plan'] ?? process.env.DEFAULT_PLAN,
      organization_id: userAttributes['custom:organization_id'] ?? 'none',
    },
  }
  return event
}
