import { failure, isSafeAddress } from './requests.ts'

/** The address with these parameters, whose own stay; undefined ones are left out. Throws FederationError. */
export function addressOf(
  endpoint: string,
  parameters: Readonly<Record<string, string | undefined>>,
): string {
  if (!isSafeAddress(endpoint))
    throw failure('The authorization address of the identity provider does not start with https://.')
  const url = new URL(endpoint)
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== undefined && value !== '') url.searchParams.set(name, value)
  }
  return url.href
}
