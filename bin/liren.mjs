#!/usr/bin/env node
// `liren`: runs the built program; in a source checkout it is built first when the sources are newer.
import { existsSync } from 'node:fs'
import { build, checkNode, inRoot } from '../scripts/project.mjs'

checkNode()
if (existsSync(inRoot('apps/cli/main.ts'))) {
  const showsPages = ['serve', 'demo'].includes(process.argv[2] ?? '')
  await build({ only: showsPages ? ['programs', 'pages'] : ['programs'], quiet: true })
}
process.argv[1] = inRoot('dist/liren.mjs')
await import('../dist/liren.mjs')
