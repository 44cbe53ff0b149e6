'use strict'
const { performance } = require('node:perf_hooks')
const { describeError, logError } = require('./failures.cjs')

const nothing = Function.prototype
// AWS Lambda: 6 MiB and room for an envelope; the text is Lambda's.
const maximumResponse = 6_291_556

/**
 * Runs the handler by the rules of Lambda's runtime up to Node 22: the first of callback, context.succeed, fail, done and
 * a promise ends the call. What a callback gave is sent when the event loop is empty, unless the function set
 * `callbackWaitsForEmptyEventLoop` to false. A handler that ends in none of these ways gives null.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html#nodejs-handler-callback
 */
function runCall(runtime, handler, settings, { token, requestId, remainingMs, clientContext, event }) {
  Object.assign(runtime, { requestId, call: { token }, written: 0 })
  runtime.channel.send('A', token)
  runtime.channel.unref()
  const ways = waysToEnd(runtime)
  runtime.onEmpty = () => respond(runtime, null)
  const context = createContext(settings, { requestId, remainingMs, clientContext }, ways)
  try {
    const result = handler(event, context, ways.callback(context))
    if (typeof result?.then === 'function') result.then(context.succeed, context.fail)
  } catch (error) {
    ways.done(error)
  }
}

function waysToEnd(runtime) {
  let ended = false
  const first = (end) => {
    if (ended) return
    ended = true
    runtime.onEmpty = nothing
    end()
  }
  const done = (error, result) => {
    first(() => (isMissing(error) ? respond(runtime, result) : fail(runtime, error)))
  }
  const callback = (context) => (error, result) => {
    if (!isMissing(error) || !context.callbackWaitsForEmptyEventLoop) return done(error, result)
    first(() => {
      runtime.onEmpty = () => respond(runtime, result)
    })
  }
  return { done, callback }
}

function isMissing(error) {
  return error === undefined || error === null
}

function createContext({ context }, { requestId, remainingMs, clientContext }, { done }) {
  const deadline = performance.now() + remainingMs
  return {
    callbackWaitsForEmptyEventLoop: true,
    succeed: (result) => done(null, result),
    fail: (error) => done(error ?? 'handled'),
    done: (error, result) => done(error, result),
    ...context,
    clientContext,
    identity: undefined,
    awsRequestId: requestId,
    getRemainingTimeInMillis: () => Math.floor(deadline - performance.now()),
  }
}

function respond(runtime, result) {
  let text
  try {
    text = JSON.stringify(result) ?? 'null'
  } catch {
    return fail(runtime, new Error('Unable to stringify response body'))
  }
  if (Buffer.byteLength(text) <= maximumResponse) return end(runtime, 'S', text)
  return end(runtime, 'E', JSON.stringify(tooLarge()))
}

function tooLarge() {
  const errorMessage = `Response payload size exceeded maximum allowed payload size (${maximumResponse} bytes).`
  return { errorType: 'Function.ResponseSizeTooLarge', errorMessage, trace: [] }
}

function fail(runtime, error) {
  logError('Invoke Error', error)
  end(runtime, 'E', describeError(error))
}

function end(runtime, kind, text) {
  const { channel, call } = runtime
  Object.assign(runtime, { call: undefined, onEmpty: nothing })
  // Holds the process while it waits for the next call.
  channel.ref()
  channel.send(kind, call.token + text)
  runtime.goOn()
}

module.exports = { runCall }
