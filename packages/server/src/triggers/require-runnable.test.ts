import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { outboxServices, userPool } from '../../test/support/outbox.ts'
import { UnexpectedLambdaException } from '../errors.ts'
import type { Services } from '../services.ts'
import { type Db, openDatabase } from '../storage/open.ts'
import { refuseTrigger } from './require-runnable.ts'

const arn = 'arn:aws:lambda:us-east-1:000000000000:function:f'
const pool = userPool({ lambdaConfig: { preSignUp: arn, preTokenGenerationConfig: { lambdaArn: arn } } })

let db: Db

beforeAll(async () => {
  db = await openDatabase({ url: 'sqlite::memory:' })
})
afterAll(() => db.destroy())

function servicesThat(unavailableTriggers: 'fail' | 'skip', log: string[] = []): Services {
  const services = outboxServices(db, { log })
  return { ...services, config: { ...services.config, unavailableTriggers } }
}

describe('refuseTrigger', () => {
  it('refuses the flow of a configured trigger, and no other', () => {
    const services = servicesThat('fail')
    expect(() => refuseTrigger(services, pool, 'PreSignUp')).toThrow(UnexpectedLambdaException)
    expect(() => refuseTrigger(services, pool, 'PreTokenGeneration')).toThrow(UnexpectedLambdaException)
    expect(() => refuseTrigger(services, pool, 'PostConfirmation')).not.toThrow()
  })

  it('lets it go on where the operator chose so, with one warning for each pool and trigger', () => {
    const log: string[] = []
    const services = servicesThat('skip', log)
    const another = { ...pool, id: 'us-east-1_another' }
    for (const one of [pool, pool, another, another]) refuseTrigger(services, one, 'PreSignUp')
    refuseTrigger(services, pool, 'PostConfirmation')
    expect(log.map((line) => JSON.parse(line))).toMatchObject([
      { level: 40, userPoolId: pool.id, trigger: 'PreSignUp' },
      { level: 40, userPoolId: another.id, trigger: 'PreSignUp' },
    ])
  })
})
