import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fixtureFunction, startTestRuntime, type TestRuntime } from '../../../test/support/lambda-runtime.ts'

const attempt = fixtureFunction('confined/index.attempt')
const connect = fixtureFunction('confined/index.connect')

const denied = { error: 'ERR_ACCESS_DENIED' }
const attempts: [name: string, outcome: unknown][] = [
  ['readOwn', { result: true }],
  ['signalSelf', { result: true }],
  ['readOutside', denied],
  ['readEnvironmentOfServer', denied],
  ['listOutside', denied],
  ['writeInside', denied],
  ['writeOutside', denied],
  ['exec', denied],
  ['fork', denied],
  ['cluster', denied],
  ['execve', denied],
  ['worker', denied],
  ['addon', { error: 'ERR_DLOPEN_DISABLED' }],
  ['inspector', denied],
  ['binding', denied],
  ['socketFile', denied],
  ['socketOutside', denied],
  ['socketHandle', denied],
  ['wasi', denied],
  ['lowerServer', denied],
  ['v8Flags', denied],
  ['signalServer', { error: 'EPERM' }],
  ['signalAll', { error: 'EPERM' }],
  ['debugServer', { error: 'TypeError' }],
  ['report', { error: 'TypeError' }],
  ['ffi', { error: 'TypeError' }],
  ['sqlite', { error: 'TypeError' }],
]

describe('a function', () => {
  let runtime: TestRuntime
  let folder: string

  beforeAll(() => {
    runtime = startTestRuntime()
    folder = mkdtempSync(join(tmpdir(), 'poolhouse-outside-'))
    writeFileSync(join(folder, 'secret'), 'secret')
  })

  afterAll(async () => {
    await runtime.stop()
    rmSync(folder, { recursive: true })
  })

  it.each(attempts)('that tries %s has %j', async (name, outcome) => {
    expect(await runtime.run(attempt, { name, outside: join(folder, 'secret') })).toEqual(outcome)
  })

  it('has changed nothing by that', () => {
    expect(readFileSync(join(folder, 'secret'), 'utf8')).toBe('secret')
    expect(readdirSync(folder)).toEqual(['secret'])
    expect(readdirSync(attempt.folder)).toEqual(['index.js'])
  })

  it('may load native addons where the operator lets it', async () => {
    const open = startTestRuntime({ nativeAddons: true })
    // There is no such file: it gets as far as the linker.
    expect(await open.run(attempt, { name: 'addon' })).toEqual({ error: 'ERR_DLOPEN_FAILED' })
    await open.stop()
  })

  it('is not let out by variables that Node reads when it starts', async () => {
    const environment = { NODE_OPTIONS: '--allow-fs-read=* --allow-child-process' }
    const fn = { ...attempt, key: 'options', environment }
    const outside = join(folder, 'secret')
    expect(await runtime.run(fn, { name: 'readOutside', outside })).toEqual(denied)
    expect(await runtime.run(fn, { name: 'exec' })).toEqual(denied)
  })
})

describe('the network', () => {
  let server: Server
  let port: number

  beforeAll(async () => {
    server = createServer((socket) => socket.resume())
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const address = server.address()
    port = typeof address === 'object' && address ? address.port : 0
  })
  afterAll(() => new Promise((resolve) => server.close(resolve)))

  it.each([
    ['all', 'connected'],
    ['none', 'ERR_ACCESS_DENIED'],
  ] as const)('of %s gives %s', async (network, outcome) => {
    const runtime = startTestRuntime({ network })
    expect(await runtime.run(connect, { port })).toBe(outcome)
    await runtime.stop()
  })
})
