// `npm run check`: types, style, walls, leftovers. Everything runs, then the sum is drawn.
import { checkNode, install, runTool } from './project.mjs'

checkNode()
await install()

const steps = [
  ['types', 'typescript/bin/tsc', ['--noEmit', '-p', '.']],
  ['style', '@biomejs/biome/bin/biome', ['check', '--max-diagnostics=50']],
  // dependency-cruiser, with the rules that follow from modules/tiers.json.
  ['walls', 'tsx/dist/cli.mjs', ['tests/architecture/check.ts']],
  ['leftovers', 'knip/bin/knip.js', []],
]

const failed = []
for (const [name, script, args] of steps) {
  console.log(`── ${name}`)
  const started = Date.now()
  const code = await runTool(script, args)
  console.log(`── ${name}: ${code === 0 ? 'ok' : 'failed'} in ${((Date.now() - started) / 1000).toFixed(1)} s`)
  if (code !== 0) failed.push(name)
}
console.log(failed.length === 0 ? 'all checks passed' : `failed: ${failed.join(', ')}`)
process.exit(failed.length === 0 ? 0 : 1)
