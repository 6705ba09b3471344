// `npm run build [programs] [pages]`: dist/liren.mjs, and the web apps in dist/desk and dist/pocket.
// Everything is made under another name and renamed when it is whole, so nobody runs half a build.
import { existsSync } from 'node:fs'
import { mkdir, rename, rm } from 'node:fs/promises'
import { checkNode, inRoot, install, markBuilt, sourcesOf } from './project.mjs'
import { threadsFor } from './threads.mjs'

checkNode()
await install()

const builders = { programs: buildPrograms, pages: buildPages }
const wanted = process.argv.slice(2)
await mkdir(inRoot('dist'), { recursive: true })
for (const part of wanted.length > 0 ? wanted : Object.keys(builders)) {
  const started = Date.now()
  const sources = sourcesOf(part)
  await builders[part]()
  markBuilt(part, sources)
  console.log(`built ${part} in ${((Date.now() - started) / 1000).toFixed(1)} s`)
}

async function buildPrograms() {
  const entry = inRoot('apps/cli/main.ts')
  if (!existsSync(entry)) return console.log('apps/cli/main.ts is not there: no dist/liren.mjs')
  const esbuild = await import('esbuild')
  const draft = inRoot(`dist/liren.${process.pid}.mjs`)
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
    entryPoints: [entry],
    outfile: draft,
    // Threads lie inside the file: so that they can never disagree with it.
    define: await threadsFor(esbuild, options),
    // Read when there is an error to be told (kernel/running/source-places.ts).
    sourcemap: 'external',
    sourcesContent: false,
  })
  await rename(`${draft}.map`, inRoot('dist/liren.mjs.map'))
  await rename(draft, inRoot('dist/liren.mjs'))
}

async function buildPages() {
  for (const app of ['desk', 'pocket']) {
    const configFile = inRoot('apps', app, 'vite.config.ts')
    if (!existsSync(configFile)) {
      console.log(`apps/${app}/vite.config.ts is not there: no dist/${app}`)
      continue
    }
    const vite = await import('vite')
    const draft = inRoot('dist', `${app}.${process.pid}`)
    await vite.build({
      configFile,
      root: inRoot('apps', app),
      logLevel: 'warn',
      build: { outDir: draft, emptyOutDir: true },
    })
    await rm(inRoot('dist', app), { recursive: true, force: true })
    await rename(draft, inRoot('dist', app))
  }
}
