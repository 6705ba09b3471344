// `npm run demo`: installs and builds what is missing, then runs a living district.
import { build, checkNode, inRoot, install, run } from './project.mjs'

checkNode()
await install()
await build()
process.exit(
  await run(process.execPath, ['--enable-source-maps', inRoot('dist/liren.mjs'), 'demo', ...process.argv.slice(2)]),
)
