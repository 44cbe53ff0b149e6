import { enableCompileCache } from 'node:module'
import { programFile } from './program-file.js'

enableCompileCache()
const { keepYoungGenerationSmall } = await import(programFile('cli/young-generation'))
keepYoungGenerationSmall()
const { main } = await import(programFile('cli/main'))
process.exitCode = await main(process.argv.slice(2), process.env)
