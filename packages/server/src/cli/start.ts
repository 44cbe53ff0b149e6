import { type RunningServer, startServer } from '../app.ts'
import type { Config } from '../config.ts'
import { type Demo, ensureDemo } from './demo.ts'
import { explain } from './explain.ts'
import { startUpText } from './start-up-text.ts'
import { favourEventLoop } from './thread-priority.ts'
import { letYoungGenerationGrow } from './young-generation.ts'

/** Runs the server until `stopRequested` resolves. Throws `ConfigError` for what keeps it from starting. */
export async function run(config: Config, stopRequested: () => Promise<void>): Promise<number> {
  const { server, demo } = await startOrExplain(config)
  letYoungGenerationGrow()
  favourEventLoop()
  process.stdout.write(startUpText(config, server, demo))
  await stopRequested()
  await server.stop()
  process.stdout.write('Stopped.\n')
  return 0
}

interface Started {
  server: RunningServer
  demo: Demo | undefined
}

async function startOrExplain(config: Config): Promise<Started> {
  try {
    const server = await startServer(config)
    return { server, demo: await ensureDemoOrStop(server) }
  } catch (error) {
    throw explain(config, error)
  }
}

async function ensureDemoOrStop(server: RunningServer): Promise<Demo | undefined> {
  try {
    return await ensureDemo(server.services)
  } catch (error) {
    await server.stop()
    throw error
  }
}
