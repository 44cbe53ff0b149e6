import { readdir, readFile } from 'node:fs/promises'
import { afterEach, describe, expect, it } from 'vitest'
import { type ServerProcess, startProcess } from '../../test/support/process.ts'

describe.runIf(process.platform === 'linux')('the threads of a server', () => {
  // The demo user's password starts the threads that compute powers.
  const flags = ['--database-url=sqlite::memory:', '--demo']
  let server: ServerProcess

  afterEach(() => server.stop())

  it('let the event loop go before what calculates', async () => {
    server = await startProcess(flags)
    const threads = await readThreads(server.pid)
    expect(threads.get('node-MainThread') ?? threads.get('node')).toEqual([0])
    expect(new Set(threads.get('libuv-worker'))).toEqual(new Set([10]))
    expect(new Set(threads.get('modexp'))).toEqual(new Set([10]))
  })

  it('stay as far behind as the server was started', async () => {
    server = await startProcess(flags, { niceness: 15 })
    const threads = await readThreads(server.pid)
    expect(new Set([...threads.values()].flat())).toEqual(new Set([15]))
  })
})

/** The "nice" numbers of a process's threads, by their names (proc(5), /proc/pid/stat, field 19). */
async function readThreads(pid: number): Promise<Map<string, number[]>> {
  const threads = new Map<string, number[]>()
  for (const id of await readdir(`/proc/${pid}/task`)) {
    const text = await readFile(`/proc/${pid}/task/${id}/stat`, 'utf8')
    const name = text.slice(text.indexOf('(') + 1, text.lastIndexOf(')'))
    const nice = Number(text.slice(text.lastIndexOf(')') + 2).split(' ')[16])
    threads.set(name, [...(threads.get(name) ?? []), nice])
  }
  return threads
}
