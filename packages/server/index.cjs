'use strict'
// CommonJS, which each test runner loads as it is. The server is loaded by Node itself: a runner would transform its
// hundreds of files again for each test file.
const { fileURLToPath } = require('node:url')
const { createRequire, enableCompileCache } = nodeModule()

if (parseInt(process.versions.node, 10) < 24)
  throw new Error(`Poolhouse needs Node 24 or newer; this is Node ${process.versions.node}.`)

// Code from the cache makes coverage less precise.
if (!process.env.NODE_V8_COVERAGE) enableCompileCache()

const load = createRequire(__filename)

const { programFile } = load('./bin/program-file.js')
const { startPoolhouse } = load(fileURLToPath(programFile('testing/start-poolhouse')))

/** @type {typeof import('./src/testing/start-poolhouse.ts').startPoolhouse} */
exports.startPoolhouse = startPoolhouse

/** Node's own `node:module`: within Jest that name is a subclass, whose `createRequire` is Jest's. */
function nodeModule() {
  const given = require('node:module')
  const parent = Object.getPrototypeOf(given)
  return typeof parent.createRequire === 'function' ? parent : given
}
