import { defineConfig } from 'vitest/config'
import type { Reporter } from 'vitest/node'

const finalLine: Reporter = {
  onTestRunEnd(modules) {
    const tests = modules.flatMap((module) => [...module.children.allTests()])
    const count = (state: string) => tests.filter((test) => test.result().state === state).length
    console.log(`${count('passed')} passed, ${count('failed')} failed`)
  },
}

export default defineConfig({
  test: {
    include: ['packages/*/src/**/*.test.ts', 'packages/*/test/**/*.test.ts'],
    globalSetup: ['packages/server/test/support/global-setup.ts'],
    pool: 'forks',
    // Test files share the modules of their worker, which keep no state: loading them anew was a third of the time.
    isolate: false,
    // Tests wait for processes and browsers a fifth of their time: one more than the cores that a small machine has.
    maxWorkers: 3,
    // Only a test that hangs takes so long: a machine under load is ten times slower.
    testTimeout: 60_000,
    hookTimeout: 120_000,
    passWithNoTests: false,
    watch: false,
    reporters: process.env.CI ? ['default', finalLine] : ['default'],
  },
})
