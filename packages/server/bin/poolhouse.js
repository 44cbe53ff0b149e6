#!/usr/bin/env node
// Old syntax and no static import, so that an old Node can read this file far enough to say what is wrong.
if (parseInt(process.versions.node, 10) < 24) {
  // biome-ignore lint/style/useTemplate: a template would be one more thing for an old Node to stumble over.
  process.stderr.write('Poolhouse needs Node 24 or newer; this is Node ' + process.versions.node + '. ')
  process.stderr.write('In a clone, npm ci brings one for npm start.\n')
  process.exitCode = 1
} else {
  import('./run.js').catch((error) => {
    console.error(error)
    process.exitCode = 1
  })
}
