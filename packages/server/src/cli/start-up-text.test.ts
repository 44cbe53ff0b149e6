import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type RunningServer, startServer } from '../app.ts'
import { type Config, readConfig } from '../config.ts'
import { authorityFile } from '../development-authority-file.ts'
import { startUpText } from './start-up-text.ts'

const secret = Buffer.alloc(32, 7).toString('base64')
const configOf = (...flags: string[]) =>
  readConfig(['--port=0', '--database-url=sqlite::memory:', `--encryption-key=${secret}`, ...flags], {})

describe('the text of a start', () => {
  let server: RunningServer

  beforeAll(async () => {
    server = await startServer(configOf('--log-level=silent'))
  })
  afterAll(() => server.stop())

  const textOf = (config: Config) => startUpText(config, server, undefined)

  it('says nothing of what was not chosen', () => {
    expect(textOf(configOf())).not.toMatch(/Trigger|Lambda|Events|Test clock/)
  })

  it('tells the AWS CLI what to trust', () => {
    const demo = { userPoolId: 'us-east-1_demo', clientId: 'demo', username: 'demo', password: 'p' }
    const config = configOf('--https', '--data-dir=/data')
    const file = authorityFile(config)
    expect(startUpText(config, server, demo)).toContain(
      `\n    AWS_CA_BUNDLE=${file} \\\n    AWS_ACCESS_KEY_ID=any`,
    )
    expect(startUpText(configOf(), server, demo)).not.toContain('AWS_CA_BUNDLE')
  })

  it('names the triggers, the endpoints and the test clock that were chosen, without secrets', () => {
    const text = textOf(
      configOf(
        '--trigger=PreTokenGeneration@V2_0=./claims.js',
        '--trigger=us-east-1_Abc:PreSignUp=https://functions.example/sign-up?key=s3cret',
        `--trigger-secret=${secret}`,
        '--lambda-endpoint=http://localhost:3001',
        '--event-endpoint=https://events.example/users?key=s3cret',
        `--event-secret=${secret}`,
        '--test-clock',
      ),
    )
    expect(text.split('\n')).toEqual(
      expect.arrayContaining([
        '  Trigger       PreTokenGeneration@V2_0 of all user pools runs ./claims.js',
        '  Trigger       PreSignUp of us-east-1_Abc runs https://functions.example/sign-up',
        '  Lambda        functions that are not deployed here run at http://localhost:3001',
        '  Events        user events go to https://events.example/users',
        expect.stringMatching(/^ {2}Test clock {4}on: /),
      ]),
    )
    expect(text).not.toContain('s3cret')
  })
})
