const namespace = 'http://localhost:4000/'
const prefix = 'company-'

/** Puts the company of the user into the ID token: the one group whose name begins with `company-`. */
exports.handler = async (event) => {
  const { groupsToOverride } = event.request.groupConfiguration
  const companies = groupsToOverride.filter((group) => group.startsWith(prefix))
  // Without a claim Cube shows nothing: better than the rows of a company that was guessed.
  if (companies.length !== 1) return event

  const securityContext = {
    company_id: companies[0].slice(prefix.length),
    user_id: event.request.userAttributes.sub,
  }
  const claims = { claimsToAddOrOverride: { [namespace]: securityContext } }
  event.response =
    event.version === '1'
      ? { claimsOverrideDetails: claims }
      : { claimsAndScopeOverrideDetails: { idTokenGeneration: claims } }
  return event
}
