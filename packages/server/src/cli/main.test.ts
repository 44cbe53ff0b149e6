import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import manifest from '../../package.json' with { type: 'json' }

const program = fileURLToPath(new URL('../../bin/poolhouse.js', import.meta.url))

interface Outcome {
  exitCode: number
  output: string
  errors: string
}

function poolhouse(argv: string[], nodeOptions: string[] = []): Promise<Outcome> {
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [...nodeOptions, program, ...argv], (_, output, errors) => {
      resolve({ exitCode: child.exitCode ?? -1, output, errors })
    })
  })
}

describe('poolhouse', () => {
  it('prints its version', async () => {
    expect(await poolhouse(['--version'])).toEqual({
      exitCode: 0,
      output: `${manifest.version}\n`,
      errors: '',
    })
  })

  it('prints help and the configuration page', async () => {
    expect(await poolhouse(['--help'])).toMatchObject({
      exitCode: 0,
      output: expect.stringMatching(/^Usage: /),
    })
    const token = await poolhouse(['token', '--help'])
    expect(token.output).toMatch(/^Usage: poolhouse token /)
    expect(token.output.split('\n').length).toBeLessThan(40)
    const page = await poolhouse(['help', '--markdown'])
    expect(page).toMatchObject({ exitCode: 0, output: expect.stringMatching(/^# Configuration\n/) })
  })

  it('generates another key of 32 bytes each time', async () => {
    const [first, second] = await Promise.all([
      poolhouse(['keys', 'generate']),
      poolhouse(['keys', 'generate']),
    ])
    expect(first).toMatchObject({ exitCode: 0, errors: '' })
    expect(Buffer.from(first.output, 'base64')).toHaveLength(32)
    expect(second.output).not.toBe(first.output)
  })

  it.each([
    [['--prot', '1'], 'poolhouse: Unknown flag --prot; did you mean --port?\n'],
    [['keys'], 'poolhouse: Usage: poolhouse keys generate\n'],
    [['keys', 'destroy'], 'poolhouse: Usage: poolhouse keys generate\n'],
  ])('answers %j with one line and exit code 2', async (argv, errors) => {
    expect(await poolhouse(argv)).toEqual({ exitCode: 2, output: '', errors })
  })

  it('tells an old Node what is missing, in one line', async () => {
    const old =
      "Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '22.22.0' } })"
    expect(
      await poolhouse(['--version'], ['--import', `data:text/javascript,${encodeURIComponent(old)}`]),
    ).toEqual({
      exitCode: 1,
      output: '',
      errors:
        'Poolhouse needs Node 24 or newer; this is Node 22.22.0. In a clone, npm ci brings one for npm start.\n',
    })
  })
})
