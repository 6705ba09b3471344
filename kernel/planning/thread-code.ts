import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Name to code in base64, put here by the build (`scripts/threads.mjs`); not there where the program runs from source. */
declare const LIREN_THREADS: Readonly<Record<string, string>> | undefined

/** Bundled once a process. */
const bundled = new Map<string, Promise<string>>()

/**
 * The code of a thread as a `data:` URL. In the built program each `<name>.thread.ts` lies bundled inside the program
 * itself, so that the two can never disagree. From source (tests) it is bundled when it is first asked for: Node does not
 * read TypeScript in a thread, whatever loader the process itself was given.
 */
export async function threadCode(entry: URL): Promise<URL> {
  const code = typeof LIREN_THREADS === 'undefined' ? await fromSource(entry) : LIREN_THREADS[nameOf(entry)]
  if (code === undefined) throw new Error(`the program was built without the thread ${nameOf(entry)}`)
  return new URL(`data:text/javascript;base64,${code}`)
}

const nameOf = (entry: URL): string => basename(entry.pathname, '.thread.ts')

function fromSource(entry: URL): Promise<string> {
  const code = bundled.get(entry.href) ?? bundle(fileURLToPath(entry))
  bundled.set(entry.href, code)
  return code
}

async function bundle(file: string): Promise<string> {
  const esbuild = await import('esbuild')
  const { outputFiles } = await esbuild.build({
    entryPoints: [file],
    bundle: true,
    write: false,
    platform: 'node',
    format: 'esm',
    packages: 'external',
  })
  return Buffer.from(outputFiles[0]?.contents ?? []).toString('base64')
}
