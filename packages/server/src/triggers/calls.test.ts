import { describe, expect, it } from 'vitest'
import { createTriggerCalls, type FinishedCall } from './calls.ts'

const call: FinishedCall = {
  userPoolId: 'us-east-1_A',
  trigger: 'PreSignUp',
  triggerSource: 'PreSignUp_SignUp',
  target: 'arn:aws:lambda:us-east-1:000000000000:function:f',
  startedAt: 1,
  durationMs: 2,
  attempts: 1,
  outcome: 'success',
  event: { request: {} },
}

const jwt = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${Buffer.from('{}').toString('base64url')}.c2ln`

describe('the calls that are kept', () => {
  it('are the newest, as many and as large as said', () => {
    const few = createTriggerCalls({ maxCalls: 2 })
    for (const startedAt of [1, 2, 3]) few.add({ ...call, startedAt })
    expect(few.list({ limit: 9 }).map(({ startedAt }) => startedAt)).toEqual([3, 2])
    const small = createTriggerCalls({ maxBytes: 50_000 })
    for (const startedAt of [1, 2, 3]) small.add({ ...call, startedAt, event: 'x'.repeat(20_000) })
    expect(small.list({ limit: 9 }).map(({ startedAt }) => startedAt)).toEqual([3, 2])
    small.add({ ...call, event: 'x'.repeat(100_000) })
    expect(small.list({ limit: 1 })[0]?.event).toContain('100002 characters')
  })

  it('can be asked for by pool and trigger', () => {
    const calls = createTriggerCalls()
    calls.add(call)
    calls.add({ ...call, userPoolId: 'us-east-1_B', trigger: 'PostConfirmation' })
    expect(calls.list({ userPoolId: 'us-east-1_A', limit: 9 })).toHaveLength(1)
    expect(calls.list({ trigger: 'PostConfirmation', limit: 9 })).toMatchObject([
      { userPoolId: 'us-east-1_B' },
    ])
    expect(calls.list({ userPoolId: 'us-east-1_B', trigger: 'PreSignUp', limit: 9 })).toEqual([])
  })

  it.each<[string, Partial<FinishedCall>]>([
    ['a password', { event: { request: { password: 'open sesame' } } }],
    ['a code', { event: { request: { code: 'open sesame' } } }],
    ['an answer', { event: { request: { challengeAnswer: 'open sesame' } } }],
    ['what is private', { answer: { response: { privateChallengeParameters: { word: 'open sesame' } } } }],
    [
      'what is private, put elsewhere',
      {
        event: { request: { privateChallengeParameters: { word: 'open sesame' } } },
        answer: {
          response: { challengeMetadata: 'x', publicChallengeParameters: { hint: 'say open sesame!' } },
        },
        error: 'Error: it was open sesame',
      },
    ],
    ['metadata of a challenge', { event: { request: { session: [{ challengeMetadata: 'open sesame' }] } } }],
    [
      'a secret of an application',
      { event: { request: { clientMetadata: { captchaToken: 'open sesame' } } } },
    ],
    ['a name that is one', { answer: { 'open sesame': 1 }, event: { request: { password: 'open sesame' } } }],
  ])('hold no secret: %s', (_what, changes) => {
    const calls = createTriggerCalls()
    calls.add({ ...call, ...changes })
    const [kept] = calls.list({ limit: 1 })
    expect(JSON.stringify(kept)).not.toContain('sesame')
    expect(JSON.stringify(kept)).toContain('(hidden)')
  })

  it('hold no token, and everything that is none', () => {
    const calls = createTriggerCalls()
    const details = { accessTokenGeneration: { claimsToAddOrOverride: { plan: 'gold' } } }
    calls.add({ ...call, event: { about: `Bearer ${jwt}` }, answer: { response: { details, code: null } } })
    expect(calls.list({ limit: 1 })).toMatchObject([
      { event: { about: 'Bearer (hidden)' }, answer: { response: { details, code: null } } },
    ])
  })

  it('tell nothing of a function that makes up secrets, and cost no more for it', () => {
    const calls = createTriggerCalls()
    const words = Array.from({ length: 50_000 }, (_, index) => `word ${index}`)
    const startedAt = performance.now()
    const privateChallengeParameters = Object.fromEntries(words.map((word) => [word, word]))
    calls.add({ ...call, answer: { response: { privateChallengeParameters, words } }, error: 'word 1' })
    expect(performance.now() - startedAt).toBeLessThan(5000)
    expect(calls.list({ limit: 1 })).toMatchObject([
      { event: '(hidden)', answer: '(hidden)', error: '(hidden)' },
    ])
  })

  it('survive an answer of any depth', () => {
    const calls = createTriggerCalls()
    let deep: unknown = 1
    for (let depth = 0; depth < 500; depth += 1) deep = [deep]
    calls.add({ ...call, answer: deep })
    expect(calls.list({ limit: 1 })).toHaveLength(1)
  })
})
