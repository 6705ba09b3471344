// `npm run check`: types, style, walls, leftovers. They run side by side; what they say is printed in this order.
import { spawn } from 'node:child_process'
import { checkNode, inRoot, install } from './project.mjs'

checkNode()
await install()

const steps = [
  // What did not change since the last time is not looked at again.
  ['types', 'typescript/bin/tsc', ['--noEmit', '--incremental', '--tsBuildInfoFile', 'node_modules/.cache/types.json']],
  ['style', '@biomejs/biome/bin/biome', ['check', '--error-on-warnings', '--max-diagnostics=50', '--colors=off']],
  // dependency-cruiser, with the rules that follow from modules/tiers.json.
  ['walls', 'tsx/dist/cli.mjs', ['tests/architecture/check.ts']],
  ['leftovers', 'knip/bin/knip.js', ['--no-progress']],
]

const running = steps.map(([name, script, args]) => ({ name, result: start(script, args) }))
const failed = []
for (const { name, result } of running) {
  const { code, output, seconds } = await result
  console.log(`── ${name}: ${code === 0 ? 'ok' : 'failed'} in ${seconds} s`)
  if (output.trim() !== '') console.log(output.trimEnd())
  if (code !== 0) failed.push(name)
}
console.log(failed.length === 0 ? 'all checks passed' : `failed: ${failed.join(', ')}`)
process.exit(failed.length === 0 ? 0 : 1)

function start(script, args) {
  const started = Date.now()
  const child = spawn(process.execPath, [inRoot('node_modules', script), ...args], { cwd: inRoot() })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => {
      output += text
    })
  }
  return new Promise((resolve) => {
    child.once('close', (code) => resolve({ code, output, seconds: ((Date.now() - started) / 1000).toFixed(1) }))
  })
}
