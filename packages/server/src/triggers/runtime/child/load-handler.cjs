'use strict'
const fs = require('node:fs')
const Module = require('node:module')
const path = require('node:path')
const { pathToFileURL } = require('node:url')
const {
  HandlerNotFound,
  ImportModuleError,
  MalformedHandlerName,
  UserCodeSyntaxError,
} = require('./failures.cjs')

/**
 * Loads `folder/module.name`: everything to the first dot of the last part is the module, the rest names the export.
 * Throws the errors of Lambda's runtime.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html
 */
async function loadHandler(folder, handler) {
  if (handler.includes('..'))
    throw new MalformedHandlerName(
      `'${handler}' is not a valid handler name. Use absolute paths when specifying root directories in handler names.`,
    )
  const base = path.posix.basename(handler)
  const [, name, exported] = /^([^.]*)\.(.*)$/s.exec(base) ?? []
  if (name === undefined) throw new MalformedHandlerName('Bad handler')
  const module = await loadModule(folder, path.posix.join('.', handler.slice(0, -base.length)), name)
  return requireFunction(
    handler,
    exported.split('.').reduce((value, key) => value?.[key], module),
  )
}

function requireFunction(handler, value) {
  if (!value) throw new HandlerNotFound(`${handler} is undefined or not exported`)
  if (typeof value !== 'function') throw new HandlerNotFound(`${handler} is not a function`)
  return value
}

async function loadModule(folder, subfolder, name) {
  searchOnlyIn(folder)
  try {
    return await load(folder, path.join(folder, subfolder, name), name)
  } catch (error) {
    if (error instanceof SyntaxError) throw syntaxError(error)
    if (error?.code === 'MODULE_NOT_FOUND') throw new ImportModuleError(error)
    throw error
  }
}

/** Node begins the stack with `file:line` where it knows the place: that of CommonJS, and of imports that do not match. */
function syntaxError(error) {
  const failure = new UserCodeSyntaxError(error)
  const [, place] = /^(.+:\d+)\n/.exec(String(error.stack)) ?? []
  if (place) failure.stack = failure.stack.replace(/\n/, () => `\n    at ${place}\n`)
  return failure
}

// A node_modules above the folder may not be read: without this, what is missing would be forbidden instead.
function searchOnlyIn(folder) {
  const paths = Module._nodeModulePaths
  Module._nodeModulePaths = (from) => paths(from).filter((found) => found.startsWith(folder + path.sep))
  Module.globalPaths.length = 0
}

// The order of AWS's runtime: the bare name, .js of either kind, .mjs, .cjs, and at last as Node would find it.
async function load(folder, file, name) {
  const require = Module.createRequire(path.join(folder, 'index.js'))
  if (isFile(file)) return require(file)
  if (isFile(`${file}.js`))
    return isModule(folder, path.dirname(file)) ? importFile(`${file}.js`) : require(`${file}.js`)
  if (isFile(`${file}.mjs`)) return importFile(`${file}.mjs`)
  if (isFile(`${file}.cjs`)) return require(`${file}.cjs`)
  return require(require.resolve(name, { paths: [folder, path.dirname(file)] }))
}

function importFile(file) {
  return import(pathToFileURL(file).href)
}

function isFile(file) {
  return fs.statSync(file, { throwIfNoEntry: false })?.isFile() ?? false
}

/** Whether the nearest package.json, up to the function's folder, makes `.js` an ES module. */
function isModule(root, folder) {
  const file = path.join(folder, 'package.json')
  if (isFile(file)) return readType(file) === 'module'
  return folder !== root && isModule(root, path.dirname(folder))
}

function readType(file) {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8'))?.type
  } catch (error) {
    console.warn(`${file} cannot be read, it will be ignored.`, error)
    return undefined
  }
}

module.exports = { loadHandler }
