import manifest from '../../package.json' with { type: 'json' }
import { ConfigError } from '../config.ts'
import { type CommandLine, readCommandLine } from './commands.ts'
import { listenForStop } from './stop-signal.ts'

/** Runs the command line and answers the exit code: 2 where it was wrong, with one line on standard error. */
export async function main(argv: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  try {
    return await runCommand(readCommandLine(argv, env))
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    process.stderr.write(`poolhouse: ${error.message}\n`)
    return 2
  }
}

type HelpLine = Extract<CommandLine, { command: 'help' }>

/** Loads only the command that runs: a key or a help text must not wait for the server's modules. */
async function runCommand(line: CommandLine): Promise<number> {
  switch (line.command) {
    case 'help':
      return print(await loadHelp(line))
    case 'version':
      return print(`${manifest.version}\n`)
    case 'start': {
      const stopRequested = listenForStop()
      // The server outlives whoever reads what it writes, and a full disk.
      process.stdout.on('error', () => undefined)
      return (await import('./start.ts')).run(line.config, stopRequested)
    }
    case 'migrate':
      return (await import('./migrate.ts')).run(line.config)
    case 'keys':
      return (await import('./keys.ts')).run(line.config, line.args)
    case 'token':
      return (await import('./token.ts')).run(line.options)
  }
}

async function loadHelp({ markdown, about }: HelpLine): Promise<string> {
  const { commandHelp, configurationPage, helpText } = await import('./help.ts')
  if (markdown) return configurationPage()
  return about === undefined || about === 'help' ? helpText() : commandHelp(about)
}

function print(text: string): number {
  process.stdout.write(text)
  return 0
}
