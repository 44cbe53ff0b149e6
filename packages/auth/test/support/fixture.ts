import fixture from '../fixtures/aws-tokens.json' with { type: 'json' }

/** Tokens and keys in AWS's form, see make-fixture.ts. */
export const aws = fixture
export const userPoolId = 'eu-west-1_AbCdEfGhI'

/** While the tokens of the fixture are valid, epoch milliseconds. */
export const during = (): number => (fixture.issuedAt + 60) * 1000

/** A `fetch` that answers every request as `answer` says, and keeps the addresses. */
export function recordedFetch(answer: () => Response | Promise<Response> = () => Response.json(aws.jwks)) {
  const urls: string[] = []
  const fetch: typeof globalThis.fetch = async (input) => {
    urls.push(input instanceof Request ? input.url : String(input))
    return answer()
  }
  return { fetch, urls }
}
