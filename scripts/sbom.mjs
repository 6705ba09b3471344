// `npm run sbom [-- FILE]`: the software bill of materials (CycloneDX, JSON) of what the lock file holds; needs no network.
// Development packages are in it: the pages are built from some of them.

import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { checkNode, inRoot } from './project.mjs'

checkNode()
const file = resolve(process.argv[2] ?? inRoot('dist/sbom.cdx.json'))
const own = process.env.npm_execpath
const [program, first] = own?.endsWith('npm-cli.js') ? [process.execPath, [own]] : ['npm', []]
const args = [...first, 'sbom', '--sbom-format', 'cyclonedx', '--sbom-type', 'application', '--package-lock-only']
const { status, stdout, stderr } = spawnSync(program, args, {
  cwd: inRoot(),
  encoding: 'utf8',
  maxBuffer: 1e8,
  shell: program === 'npm' && process.platform === 'win32',
})
if (status !== 0) {
  console.error(stderr)
  process.exit(status ?? 1)
}
const bill = JSON.parse(stdout)
// npm calls it by the folder that it lies in.
const { name, license } = JSON.parse(readFileSync(inRoot('package.json'), 'utf8'))
Object.assign(bill.metadata.component, { name, licenses: [{ license: { id: license } }] })
mkdirSync(dirname(file), { recursive: true })
writeFileSync(file, `${JSON.stringify(bill, null, 2)}\n`)
console.log(JSON.stringify({ file, format: `CycloneDX ${bill.specVersion}`, components: bill.components.length }))
