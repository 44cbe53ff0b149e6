import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fixtureFunction, startTestRuntime, type TestRuntime } from '../../../test/support/lambda-runtime.ts'

const loaded: [path: string, answer: unknown][] = [
  ['modules/module.handler', true],
  ['modules/module.a.b.c', 'nested'],
  ['modules/common.main', 'common'],
  ['modules/src/app.main', 'shared'],
  ['modules/esm/index.handler', 'module'],
]

const refused: [path: string, errorType: string, message: string][] = [
  ['modules/none.handler', 'Runtime.ImportModuleError', "Error: Cannot find module 'none'"],
  ['modules/requires-missing.handler', 'Runtime.ImportModuleError', "Error: Cannot find module 'not-there'"],
  ['modules/imports-missing.handler', 'Error', "Cannot find package 'not-there'"],
  ['modules/module.none', 'Runtime.HandlerNotFound', 'module.none is undefined or not exported'],
  ['modules/module.a.x.y', 'Runtime.HandlerNotFound', 'module.a.x.y is undefined or not exported'],
  ['modules/module.notFunction', 'Runtime.HandlerNotFound', 'module.notFunction is not a function'],
  ['modules/module', 'Runtime.MalformedHandlerName', 'Bad handler'],
  ['modules/../module.handler', 'Runtime.MalformedHandlerName', "'../module.handler' is not a valid handler"],
  ['modules/throws.handler', 'TypeError', 'at load'],
  ['modules/never-loaded.handler', 'Runtime.ExitError', 'Runtime exited without providing a reason'],
  ['modules/exits.handler', 'Runtime.ExitError', 'Runtime exited with error: exit status 3'],
]

describe('the handler', () => {
  let runtime: TestRuntime
  let folder: string

  beforeAll(() => {
    runtime = startTestRuntime()
    folder = mkdtempSync(join(tmpdir(), 'poolhouse-function-'))
    write('package.json', '{"type":"module"}')
    write('function/node_modules/dependency/index.js', "exports.name = 'from node_modules'")
    write('function/index.js', "exports.handler = async () => require('dependency').name")
    write(
      'function/imports.mjs',
      "import { name } from 'dependency'\nexport const handler = async () => name",
    )
    write('function/broken.js', 'exports.handler = async () => {')
    write('function/broken.mjs', 'export const handler = async () => {')
    write('function/import-broken.mjs', "export { handler } from './broken.mjs'")
  })

  afterAll(async () => {
    await runtime.stop()
    rmSync(folder, { recursive: true })
  })

  function write(path: string, text: string): void {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }

  const written = (handler: string) => fixtureFunction(`x/${handler}`, { folder: join(folder, 'function') })

  it.each(loaded)('%s is found', async (path, answer) => {
    expect(await runtime.run(fixtureFunction(path))).toBe(answer)
  })

  it.each(refused)('%s is refused with %s', async (path, errorType, message) => {
    await expect(runtime.invoke(fixtureFunction(path))).rejects.toMatchObject({
      name: 'FunctionError',
      errorType,
      message: expect.stringContaining(message) as string,
    })
  })

  it.each(['index', 'imports'])(
    '%s finds the node_modules beside it, and no package.json above',
    async (name) => {
      expect(await runtime.run(written(`${name}.handler`))).toBe('from node_modules')
    },
  )

  it.each(['broken', 'import-broken'])('%s has an error of syntax', async (name) => {
    await expect(runtime.invoke(written(`${name}.handler`))).rejects.toMatchObject({
      errorType: 'Runtime.UserCodeSyntaxError',
      message: expect.stringContaining('SyntaxError: ') as string,
    })
  })

  it('cannot be run without its folder', async () => {
    const gone = fixtureFunction('gone/index.handler', { folder: join(folder, 'gone') })
    await expect(runtime.invoke(gone)).rejects.toMatchObject({
      name: 'InvocationError',
      message: 'ServiceException',
    })
  })
})
