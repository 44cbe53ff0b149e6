'use strict'
// Runs in the process of a function, without dependencies and as CommonJS: it is what starts fastest, and an ES module
// would look for package.json files that the process may not read.

const { confine } = require('./confine.cjs')
const { openChannel } = require('./channel.cjs')
const { patchOutput } = require('./output.cjs')
const { loadHandler } = require('./load-handler.cjs')
const { runCall } = require('./run-call.cjs')
const { describeError, logError, UnhandledPromiseRejection } = require('./failures.cjs')

const nothing = Function.prototype

/** Takes the function's settings from the server, loads its handler and then runs one call after the other. */
function main() {
  confine()
  const runtime = { requestId: undefined, onEmpty: nothing, call: undefined, ready: false, written: 0 }
  const ahead = []
  const next = () => {
    if (!runtime.call && ahead.length > 0) runtime.handle(ahead.shift())
  }
  // What the call before left to the end of this turn comes first.
  runtime.goOn = () => ahead.length > 0 && setImmediate(next)
  const channel = openChannel({
    start: (settings) => start(runtime, channel, settings),
    call: (call) => {
      ahead.push(call)
      next()
    },
    takeBack: ({ token }) => {
      const place = ahead.findIndex((call) => call.token === token)
      if (place < 0) return
      ahead.splice(place, 1)
      channel.send('D', token)
    },
  })
  runtime.channel = channel
  patchOutput(runtime)
  process.on('beforeExit', () => runtime.onEmpty())
  process.on('uncaughtException', (error) => endFailed(runtime, 'Uncaught Exception', error, 129))
  process.on('unhandledRejection', (reason) => {
    endFailed(runtime, 'Unhandled Promise Rejection', new UnhandledPromiseRejection(reason), 128)
  })
}

async function start(runtime, channel, settings) {
  setEnvironment(settings.environment)
  // A module that waits for what never comes lets the process end, instead of holding it for the rest of its time.
  channel.unref()
  try {
    const handler = await loadHandler(settings.folder, settings.handler)
    runtime.handle = (call) => runCall(runtime, handler, settings, call)
  } catch (error) {
    endFailed(runtime, 'Init Error', error, 1)
    return
  }
  runtime.ready = true
  channel.ref()
  channel.send('R', '')
}

// Not given at the start of the process, so that NODE_OPTIONS, LD_PRELOAD and the like are only words here.
function setEnvironment(environment) {
  for (const name of Object.keys(process.env)) delete process.env[name]
  Object.assign(process.env, environment)
}

/** After an error that nobody caught, the call has failed and the process is not to be trusted. */
function endFailed(runtime, title, error, exitCode) {
  logError(title, error)
  const { channel, call } = runtime
  const text = describeError(error)
  const exit = () => process.exit(exitCode)
  if (!runtime.ready) channel.send('F', text, exit)
  else if (call) channel.send('X', call.token + text, exit)
  else exit()
}

main()
