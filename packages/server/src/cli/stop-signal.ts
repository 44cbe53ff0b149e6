/** npm hands a Ctrl-C on that the terminal has sent already; a person needs longer to press it twice. */
const SAME_REQUEST_MS = 1_000

/**
 * Listens for Ctrl-C and SIGTERM from now on. Until the answer is called, the server starts, and a signal ends the
 * process at once; then the answer resolves at the first signal, and another one, a second later, ends the process at
 * once. Both ends are asked for, so the exit code is 0; nothing that was acknowledged is lost.
 */
export function listenForStop(): () => Promise<void> {
  let obey: () => void = exit
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => obey())
  return () =>
    new Promise((resolve) => {
      obey = () => {
        const first = performance.now()
        obey = () => performance.now() - first > SAME_REQUEST_MS && exit()
        resolve()
      }
    })
}

function exit(): void {
  process.exit(0)
}
