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

/** Starts a server, makes the application's pool by the page's own code, and starts the application at a free port. */
export async function startWebApp(guide: Guide): Promise<RunningWebApp> {
  const folder = await temporaryFolder()
  await prepareFolder(folder.path)
  const server = await startProcess(['--log-level=error'], { cwd: folder.path })
  let app: ExampleProgram | undefined
  const stop = async () => {
    await Promise.all([app?.stop(), server.stop()])
    await folder.remove()
  }
  try {
    await makePool(guide, folder.path, server)
    const env = { ISSUER: `${server.url}/us-east-1_harbour`, PORT: '0' }
    app = await startExample('app.mjs', { cwd: webAppFolder, env })
    await letReturnTo(server, app.url)
    return { server, app, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

async function makePool(guide: Guide, folder: string, { url }: ServerProcess): Promise<void> {
  const block = guide.blocks.find(({ code }) => code.includes("PoolName: 'harbour'"))
  if (!block) throw new Error('The page makes no pool')
  const { exitCode, errors } = await runBlock(block, { folder, url })
  if (exitCode !== 0) throw new Error(errors)
}

/** The page's application has port 3000, the test's a free one. */
async function letReturnTo({ call }: ServerProcess, origin: string): Promise<void> {
  const client = { UserPoolId: 'us-east-1_harbour', ClientId: 'harbourweb' }
  const { UserPoolClient } = await call('DescribeUserPoolClient', client)
  const { CreationDate, LastModifiedDate, ...settings } = UserPoolClient
  const addresses = { CallbackURLs: [`${origin}/callback`], LogoutURLs: [`${origin}/`] }
  await call('UpdateUserPoolClient', { ...settings, ...addresses })
}
