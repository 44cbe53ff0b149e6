import { execFile } from 'node:child_process'
import { access } from 'node:fs/promises'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** Put before the command of a process: the program and its arguments. */
export type Launcher = readonly string[]

/**
 * A command that makes the kernel kill the process when the server dies, however it dies: a function that never leaves
 * its event loop would not see the closed connection. Empty where there is none (only Linux has it, by util-linux).
 * @see https://man7.org/linux/man-pages/man2/PR_SET_PDEATHSIG.2const.html
 */
export async function findLauncher(): Promise<Launcher> {
  const setpriv = '/usr/bin/setpriv'
  const launcher = [setpriv, '--pdeathsig', 'KILL', '--no-new-privs']
  try {
    await access(setpriv)
    await run(setpriv, [...launcher.slice(1), setpriv, '--version'])
    return launcher
  } catch {
    return []
  }
}
