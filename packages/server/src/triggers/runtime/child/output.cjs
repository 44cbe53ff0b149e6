'use strict'
const { Writable } = require('node:stream')
const { format } = require('node:util')

const levels = {
  trace: 'TRACE',
  debug: 'DEBUG',
  info: 'INFO',
  log: 'INFO',
  warn: 'WARN',
  error: 'ERROR',
  fatal: 'FATAL',
}
const maximumLine = 64 * 1024
// Of one call; what is written beyond it is dropped.
const maximumOutput = 256 * 1024

/**
 * Sends what the function writes to the server: lines of `console` with time, request id and level in front, as Lambda
 * has them, and what goes to stdout and stderr as it is.
 */
function patchOutput(runtime) {
  const write = (text) => send(runtime, text)
  for (const [method, level] of Object.entries(levels)) {
    console[method] = (...values) => {
      write(`${new Date().toISOString()}\t${runtime.requestId}\t${level}\t${format(...values)}\n`)
    }
  }
  replaceStream('stdout', write)
  replaceStream('stderr', write)
}

function send(runtime, text) {
  const room = maximumOutput - runtime.written
  if (room <= 0) return
  const part = text.length > maximumLine ? `${text.slice(0, maximumLine)}\n` : text
  runtime.written += part.length
  runtime.channel.send('L', part.length > room ? '[log truncated]\n' : part)
}

// The real streams would be read later than the answer, and what they hold would miss the log of the call.
function replaceStream(name, write) {
  let stream
  const get = () => {
    stream ??= new Writable({
      write(chunk, _encoding, done) {
        write(chunk.toString())
        done()
      },
    })
    return stream
  }
  Object.defineProperty(process, name, { configurable: true, enumerable: true, get })
}

module.exports = { patchOutput }
