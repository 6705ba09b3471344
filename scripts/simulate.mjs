// `npm run simulate [-- --residents N --grids N --districts N --days N --storm X --seed N --json]`: docs/simulation.md.
import { mkdir } from 'node:fs/promises'
import { checkNode, inRoot, install, run } from './project.mjs'
import { threadsFor } from './threads.mjs'

checkNode()
await install()
const esbuild = await import('esbuild')
const outdir = inRoot('dist/simulation')
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
  // Servers and worker are processes of their own.
  entryPoints: ['main', 'program'].map((name) => inRoot(`tests/simulation/${name}.ts`)),
  outdir,
  outExtension: { '.js': '.mjs' },
  define: await threadsFor(esbuild, options),
  sourcemap: 'inline',
  sourcesContent: false,
})
process.exit(await run(process.execPath, ['--enable-source-maps', `${outdir}/main.mjs`, ...process.argv.slice(2)]))
