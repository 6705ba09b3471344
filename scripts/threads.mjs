// Every file `<name>.thread.ts` is the inside of a thread: bundled on its own, and put into the program as text.
import { readdirSync } from 'node:fs'
import { basename } from 'node:path'
import { inRoot } from './project.mjs'

/**
 * @param {typeof import('esbuild')} esbuild
 * @param {import('esbuild').BuildOptions} options those of the program
 * @returns {Promise<Record<string, string>>} `define` for the program's own build: kernel/planning/thread-code.ts reads it.
 */
export async function threadsFor(esbuild, options) {
  const files = ['kernel', 'modules'].flatMap((folder) =>
    readdirSync(inRoot(folder), { recursive: true })
      .filter((name) => name.endsWith('.thread.ts'))
      .map((name) => inRoot(folder, name)),
  )
  const threads = {}
  for (const file of files.sort()) {
    const name = basename(file, '.thread.ts')
    if (name in threads) throw new Error(`two threads are called ${name}`)
    const { outputFiles } = await esbuild.build({ ...options, entryPoints: [file], write: false })
    threads[name] = Buffer.from(outputFiles[0].contents).toString('base64')
  }
  return { LIREN_THREADS: JSON.stringify(threads) }
}
