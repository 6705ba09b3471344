// `npm run bench -- NAME [--json]`: bundles the bench as the server is bundled, and runs it.
import { mkdir } from 'node:fs/promises'
import { checkNode, inRoot, install, run } from './project.mjs'

checkNode()
await install()
const esbuild = await import('esbuild')
const outdir = inRoot('dist/bench')
await mkdir(outdir, { recursive: true })
await esbuild.build({
  // The server and the sender of requests are processes of their own.
  entryPoints: ['main', 'server', 'load'].map((name) => inRoot(`bench/${name}.ts`)),
  outdir,
  outExtension: { '.js': '.mjs' },
  bundle: true,
  platform: 'node',
  target: 'node20.19',
  format: 'esm',
  packages: 'external',
  logLevel: 'warning',
})
process.exit(await run(process.execPath, [`${outdir}/main.mjs`, ...process.argv.slice(2)]))
