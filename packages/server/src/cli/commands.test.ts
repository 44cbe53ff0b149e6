import { describe, expect, it } from 'vitest'
import { ConfigError } from '../config.ts'
import { readCommandLine } from './commands.ts'

describe('readCommandLine', () => {
  it('starts the server where no command is given', () => {
    expect(readCommandLine(['--port', '1'], {})).toMatchObject({
      command: 'start',
      args: [],
      config: { port: 1 },
    })
    expect(readCommandLine(['start', '--port', '1'], {})).toMatchObject({
      command: 'start',
      config: { port: 1 },
    })
    expect(readCommandLine([], {})).toMatchObject({ command: 'start' })
  })

  it('passes the arguments of a command on', () => {
    const line = readCommandLine(['keys', 'generate', '--data-dir', 'x'], {})
    expect(line).toMatchObject({ command: 'keys', args: ['generate'], config: { dataDir: 'x' } })
    expect(readCommandLine(['migrate'], {})).toMatchObject({ command: 'migrate', args: [] })
  })

  it('asks for operator credentials only where it starts a server', () => {
    const env = { POOLHOUSE_HOST: '0.0.0.0' }
    expect(() => readCommandLine([], env)).toThrow(ConfigError)
    expect(readCommandLine(['migrate'], env)).toMatchObject({ command: 'migrate' })
    expect(readCommandLine(['keys', 'generate'], env)).toMatchObject({ command: 'keys' })
  })

  it('gives token flags of its own', () => {
    const line = readCommandLine(['token', '--user', 'ada'], { POOLHOUSE_PORT: 'x' })
    expect(line).toMatchObject({ command: 'token', options: { user: 'ada' } })
    expect(() => readCommandLine(['token', 'ada'], {})).toThrow(ConfigError)
  })

  it('shows help and version whatever else is wrong', () => {
    for (const flag of ['-h', '--help']) {
      expect(readCommandLine(['--nonsense', flag], {})).toEqual({ command: 'help', markdown: false })
    }
    for (const flag of ['-v', '--version']) {
      expect(readCommandLine([flag], { POOLHOUSE_PORT: 'x' })).toEqual({ command: 'version' })
    }
    expect(readCommandLine(['help'], {})).toEqual({ command: 'help', markdown: false })
    expect(readCommandLine(['help', '--markdown'], {})).toEqual({ command: 'help', markdown: true })
  })

  it.each(['start', 'migrate', 'keys', 'token'])('shows the help of %s alone', (about) => {
    const line = { command: 'help', markdown: false, about }
    expect(readCommandLine([about, '--nonsense', '--help'], {})).toEqual(line)
    expect(readCommandLine(['help', about], {})).toEqual(line)
  })

  it.each([
    [['strat'], 'Unknown command "strat"; did you mean start?'],
    [['start', 'now'], 'start takes no arguments; flags come after -- of npm: npm start -- --port 4200'],
    [['migrate', 'all'], 'migrate takes no arguments'],
    [['foo'], 'Unknown command "foo"; see poolhouse --help'],
    [['help', 'tokne'], 'Unknown command "tokne"; did you mean token?'],
    [['help', 'start', 'token'], 'help takes a command or --markdown'],
    [['help', 'start', '--markdown'], 'help takes a command or --markdown'],
    [['help', '--port'], 'help takes a command or --markdown'],
    [
      ['--port', '1', 'start'],
      'Unexpected argument: the command comes first, and every option needs its flag',
    ],
  ])('refuses %j', (argv, message) => {
    expect(() => readCommandLine(argv, {})).toThrow(new ConfigError(message))
  })
})
