import { expect, it } from 'vitest'
import { nearest } from './nearest.ts'

const commands = ['start', 'migrate', 'keys', 'token', 'help']
const flags = ['--port', '--host', '--public-url', '--demo', '--no-demo', '--user']

it.each([
  ['strat', commands, 'start'],
  ['tokne', commands, 'token'],
  ['migrat', commands, 'migrate'],
  ['hlep', commands, 'help'],
  ['key', commands, 'keys'],
  ['--prot', flags, '--port'],
  ['--no-dmeo', flags, '--no-demo'],
  ['--no-port', flags, '--port'],
  ['--usr', flags, '--user'],
  ['-u', flags, '--user'],
  ['--USER', flags, '--user'],
  ['--hostname', flags, '--host'],
  ['POOLHOUSE_HOSTNAME', ['POOLHOUSE_HOST', 'PORT'], 'POOLHOUSE_HOST'],
])('guesses from %s among %j: %s', (word, candidates, expected) => {
  expect(nearest(word, candidates)).toBe(expected)
})

it.each([
  ['foo', commands],
  ['stop', commands],
  ['users', commands],
  ['--bogus', flags],
  ['--', flags],
  ['-x', flags],
  ['POOLHOUSE_', ['POOLHOUSE_HOST']],
  ['', commands],
])('guesses nothing from %s', (word, candidates) => {
  expect(nearest(word, candidates)).toBeUndefined()
})
