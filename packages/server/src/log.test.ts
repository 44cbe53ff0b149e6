import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, openSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it, onTestFinished } from 'vitest'

/** Fills its pipe with one line, and logs the last one while that is stuck; tells when each was to be written. */
const program = `
  import { createLog } from '${new URL('./log.ts', import.meta.url)}'
  const log = createLog({ logLevel: 'info', logFormat: 'json' })
  const pause = () => new Promise((resolve) => setTimeout(resolve, 100))
  log.info('x'.repeat(1_000_000))
  await pause()
  log.info('the last line')
  await pause()
  process.send('logged')
`

describe('the log', () => {
  it('writes a line that came while another was being written, though none follows', async () => {
    const child = spawn(process.execPath, ['--input-type=module', '--eval', program], {
      stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    })
    onTestFinished(() => void child.kill())
    await once(child, 'message')
    let output = ''
    for await (const chunk of child.stdout ?? []) {
      output += chunk
      if (output.includes('the last line')) break
    }
    expect(output.trimEnd().split('\n')).toHaveLength(2)
  })

  it('keeps nobody from working, and from ending, who cannot write, as on a full disk', async () => {
    const readOnly = openSync(fileURLToPath(import.meta.url), 'r')
    onTestFinished(() => closeSync(readOnly))
    const child = spawn(process.execPath, ['--input-type=module', '--eval', program], {
      stdio: ['ignore', readOnly, 'inherit', 'ipc'],
    })
    onTestFinished(() => void child.kill('SIGKILL'))
    const ended = once(child, 'close')
    expect(await once(child, 'message')).toContain('logged')
    expect(await ended).toEqual([0, null])
  })
})
