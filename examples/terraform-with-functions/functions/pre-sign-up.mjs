// Refuses addresses of other domains than those that are allowed.
export const handler = async (event) => {
  const { email = '' } = event.request.userAttributes
  const domain = email.split('@').at(-1)
  if (!process.env.ALLOWED_DOMAINS.split(' ').includes(domain))
    throw new Error(`addresses of ${domain} cannot sign up here`)
  return event
}
