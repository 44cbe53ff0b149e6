'use strict'
const { types } = require('node:util')

// Longer texts of errors are cut: the answer of a failed call has a limit as that of a good one.
const maximumText = 64 * 1024
const maximumTrace = 200

class RuntimeError extends Error {}

/** A class of errors of Lambda's runtime, whose name is the `errorType` of the answer. */
function runtimeError(name) {
  const type = class extends RuntimeError {}
  type.prototype.name = `Runtime.${name}`
  return type
}

const ImportModuleError = runtimeError('ImportModuleError')
const HandlerNotFound = runtimeError('HandlerNotFound')
const MalformedHandlerName = runtimeError('MalformedHandlerName')
const UserCodeSyntaxError = runtimeError('UserCodeSyntaxError')
const UnhandledPromiseRejection = runtimeError('UnhandledPromiseRejection')

/** The JSON of an error as Lambda answers it: errorType, errorMessage and, for real errors, the lines of the stack. */
function describeError(error) {
  try {
    return JSON.stringify(isError(error) ? ofError(error) : ofValue(error))
  } catch {
    return JSON.stringify({
      errorType: 'handled',
      errorMessage: 'The error could not be described',
      trace: [],
    })
  }
}

function isError(value) {
  return (
    types.isNativeError(value) ||
    ['name', 'message', 'stack'].every((key) => value?.[key] && typeof value[key] === 'string')
  )
}

function ofError({ name, message, stack }) {
  const trace = cut(String(stack)).split('\n').slice(0, maximumTrace)
  return { errorType: cut(String(name)), errorMessage: cut(String(message)), trace }
}

function ofValue(value) {
  return { errorType: typeof value, errorMessage: cut(String(value)), trace: [] }
}

function cut(text) {
  return text.length > maximumText ? text.slice(0, maximumText) : text
}

/** Writes a line about the error into the function's log. */
function logError(title, error) {
  const { trace, ...rest } = JSON.parse(describeError(error))
  console.error(`${title} \t${JSON.stringify({ ...rest, stack: trace })}`)
}

module.exports = {
  ImportModuleError,
  HandlerNotFound,
  MalformedHandlerName,
  UserCodeSyntaxError,
  UnhandledPromiseRejection,
  describeError,
  logError,
}
