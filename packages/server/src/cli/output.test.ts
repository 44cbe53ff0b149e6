import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { expect, it, onTestFinished } from 'vitest'
import { temporaryFolder } from '../../test/support/process.ts'

const executable = fileURLToPath(new URL('../../bin/poolhouse.js', import.meta.url))

it.each(['text', 'json'])(
  'a server goes on, and ends well, when nobody reads its log in %s any more',
  async (format) => {
    const folder = await temporaryFolder()
    onTestFinished(() => folder.remove())
    const line = ['start', '--port=0', `--data-dir=${folder.path}`, `--log-format=${format}`]
    const child = spawn(process.execPath, [executable, ...line], { stdio: ['ignore', 'pipe', 'pipe'] })
    onTestFinished(() => void child.kill('SIGKILL'))
    const ended = once(child, 'exit')
    const url = await readyUrl(child.stdout)
    child.stdout.destroy()
    for (const attempt of [1, 2, 3]) expect((await operation(url)).status, `attempt ${attempt}`).toBe(400)
    child.kill('SIGTERM')
    expect(await ended).toEqual([0, null])
  },
)

async function readyUrl(stdout: AsyncIterable<Buffer>): Promise<string> {
  let output = ''
  for await (const chunk of stdout) {
    output += chunk
    const url = /Listening on +(\S+)/.exec(output) ?? /is ready at (\S+)/.exec(output)
    if (url?.[1] && output.includes('Ctrl-C')) return url[1]
  }
  throw new Error(output)
}

/** Refused, and logged. */
function operation(url: string): Promise<Response> {
  const headers = {
    'x-amz-target': 'AWSCognitoIdentityProviderService.ListUserPools',
    'content-type': 'application/x-amz-json-1.1',
  }
  return fetch(url, { method: 'POST', headers, body: '{}' })
}
