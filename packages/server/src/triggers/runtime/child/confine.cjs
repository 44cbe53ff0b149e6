'use strict'
const os = require('node:os')
const v8 = require('node:v8')
const { syncBuiltinESMExports } = require('node:module')

const notPermitted = -os.constants.errno.EPERM

/**
 * Takes away what Node's permission model leaves open: signals and the debugger for other processes of the same user
 * (the server is one), files that V8 and diagnostic reports write past the model, and priorities of other processes.
 */
function confine() {
  const kill = process._kill
  const own = process.pid
  process._kill = (pid, signal) => (pid === own ? kill(pid, signal) : notPermitted)
  for (const name of ['_debugProcess', '_debugEnd', 'report', '_startProfilerIdleNotifier'])
    delete process[name]
  os.setPriority = denied
  v8.setFlagsFromString = denied
  v8.setHeapSnapshotNearHeapLimit = denied
  syncBuiltinESMExports()
}

function denied() {
  throw Object.assign(new Error('Access to this API has been restricted.'), { code: 'ERR_ACCESS_DENIED' })
}

module.exports = { confine }
