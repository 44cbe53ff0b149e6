import { join } from 'node:path'
import { root } from '../docs/markdown.ts'
import { prepareFolder, runBlock } from '../docs/run-block.ts'
import { type ExampleProgram, startExample } from '../support/example-program.ts'
import { type ServerProcess, startProcess, temporaryFolder } from '../support/process.ts'
import type { Guide } from './guide-page.ts'

/** The folder of the application that several pages use. */
export const webAppFolder = join(root, 'examples/web-app')

/** The application, and the server with the pool that a page made for it. */
export interface RunningWebApp {
  server: ServerProcess
  app: ExampleProgram
  stop(): Promise<void>
}

/**
 * Starts a server, makes the application's pool by the page's own code, and starts the application at a free port, for the
 * client that another block makes where a part of one is named.
 */
export async function startWebApp(guide: Guide, clientBlock?: string): Promise<RunningWebApp> {
  const folder = await temporaryFolder()
  await prepareFolder(folder.path)
  const server = await startProcess(['--log-level=error'], { cwd: folder.path })
  let app: ExampleProgram | undefined
  const stop = async () => {
    await Promise.all([app?.stop(), server.stop()])
    await folder.remove()
  }
  try {
    const run = (part: string) => runBlockWith(part, { guide, folder: folder.path, server })
    await run("PoolName: 'harbour'")
    const client =
      clientBlock === undefined ? { CLIENT_ID: 'harbourweb' } : shownClient(await run(clientBlock))
    const env = { ISSUER: `${server.url}/us-east-1_harbour`, PORT: '0', ...client }
    app = await startExample('app.mjs', { cwd: webAppFolder, env })
    await letReturnTo(server, client.CLIENT_ID, app.url)
    return { server, app, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

async function runBlockWith(
  part: string,
  { guide, folder, server }: { guide: Guide; folder: string; server: ServerProcess },
): Promise<string> {
  const block = guide.blocks.find(({ code }) => code.includes(part))
  if (!block) throw new Error(`The page has no block with ${part}`)
  const { exitCode, output, errors } = await runBlock(block, { folder, url: server.url })
  if (exitCode !== 0) throw new Error(errors)
  return output
}

/** The client that a block printed for the environment of the application. */
function shownClient(output: string): { CLIENT_ID: string; CLIENT_SECRET: string } {
  const [, CLIENT_ID, CLIENT_SECRET] = /^CLIENT_ID=(\S+) CLIENT_SECRET=(\S+)$/m.exec(output) ?? []
  if (!CLIENT_ID || !CLIENT_SECRET) throw new Error(`No client in ${output}`)
  return { CLIENT_ID, CLIENT_SECRET }
}

/** The page's application has port 3000, the test's a free one. */
async function letReturnTo({ call }: ServerProcess, ClientId: string, origin: string): Promise<void> {
  const client = { UserPoolId: 'us-east-1_harbour', ClientId }
  const { UserPoolClient } = await call('DescribeUserPoolClient', client)
  const { CreationDate, LastModifiedDate, ClientSecret, ...settings } = UserPoolClient
  const addresses = { CallbackURLs: [`${origin}/callback`], LogoutURLs: [`${origin}/`] }
  await call('UpdateUserPoolClient', { ...settings, ...addresses })
}
