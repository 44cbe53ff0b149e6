import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { outboxServices, userPool } from '../../test/support/outbox.ts'
import { UnexpectedLambdaException } from '../errors.ts'
import type { Services } from '../services.ts'
import { type Db, openDatabase } from '../storage/open.ts'
import { postConfirmation } from './post-confirmation.ts'
import { preAuthentication } from './pre-authentication.ts'
import { preTokenGeneration } from './pre-token-generation.ts'

const arn = 'arn:aws:lambda:us-east-1:000000000000:function:f'
const pool = userPool({
  lambdaConfig: { preAuthentication: arn, preTokenGenerationConfig: { lambdaArn: arn } },
})
const subject = { pool, clientId: 'client', username: 'ada', user: undefined }

let db: Db

beforeAll(async () => {
  db = await openDatabase({ url: 'sqlite::memory:' })
})
afterAll(() => db.destroy())

function servicesThat(unavailableTriggers: 'fail' | 'skip', log: string[] = []): Services {
  const services = outboxServices(db, { log })
  return { ...services, config: { ...services.config, unavailableTriggers } }
}

describe('a trigger whose function cannot be run', () => {
  it('fails its flow, and no other', async () => {
    const services = servicesThat('fail')
    const tokens = { occasion: 'Authentication', scopes: [], groups: undefined } as const
    await expect(preAuthentication(services, subject, undefined)).rejects.toThrow(UnexpectedLambdaException)
    await expect(preTokenGeneration(services, subject, tokens)).rejects.toThrow(UnexpectedLambdaException)
    await expect(postConfirmation(services, subject, 'ConfirmSignUp')).resolves.toBeUndefined()
  })

  it('is left out where the operator chose so, with one warning for each pool and trigger', async () => {
    const log: string[] = []
    const services = servicesThat('skip', log)
    const another = { ...subject, pool: { ...pool, id: 'us-east-1_another' } }
    for (const one of [subject, subject, another, another]) await preAuthentication(services, one, undefined)
    await postConfirmation(services, subject, 'ConfirmSignUp')
    expect(log).toHaveLength(2)
  })
})
