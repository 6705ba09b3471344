// `npm run bench -- NAME [--json]`: bundles the bench as the server is bundled, and runs it.
import { mkdir } from 'node:fs/promises'
import { checkNode, inRoot, install, run } from './project.mjs'
import { threadsFor } from './threads.mjs'

checkNode()
await install()
const esbuild = await import('esbuild')
const outdir = inRoot('dist/bench')
await mkdir(outdir, { recursive: true })
const options = {
  bundle: true,
  platform: 'node',
  target: 'node20.19',
  format: 'esm',
  packages: 'external',
  logLevel: 'warning',
}
await esbuild.build({
  ...options,
  // Server, worker, the sender of requests, the reader of streams and an import are processes of their own.
  entryPoints: ['main', 'server', 'worker', 'load', 'streams', 'bare', 'import-once'].map((name) =>
    inRoot(`bench/${name}.ts`),
  ),
  outdir,
  outExtension: { '.js': '.mjs' },
  define: await threadsFor(esbuild, options),
})
process.exit(await run(process.execPath, [`${outdir}/main.mjs`, ...process.argv.slice(2)]))
