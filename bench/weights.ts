import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { inProject } from '../kernel/root.ts'

interface Chunk {
  readonly file: string
  readonly css?: readonly string[]
  readonly imports?: readonly string[]
  readonly dynamicImports?: readonly string[]
}
type Manifest = Readonly<Record<string, Chunk>>

/** What the build says of an app: which files a page needs, and how heavy they are. */
export interface Build {
  /** Names of the files that a page needs at its first load: those of the shell, its own, and all that they import. */
  filesOf(page: string): ReadonlySet<string>
  /** Pages that are loaded when they are opened, by their source. */
  readonly pages: readonly string[]
  /** Bytes of a file as gzip. */
  gzip(file: string): number
}

/** @throws Error where the app is not built. */
export function readBuild(app: 'desk' | 'pocket'): Build {
  const folder = inProject('dist', app)
  const path = join(folder, '.vite', 'manifest.json')
  if (!existsSync(path)) throw new Error(`dist/${app} is not built: npm run build`)
  const manifest = JSON.parse(readFileSync(path, 'utf8')) as Manifest
  const shell = needed(manifest, 'index.html')
  return {
    filesOf: (page) => new Set([...shell, ...needed(manifest, page)]),
    pages: Object.keys(manifest).filter((source) => source.endsWith('-page.tsx')),
    gzip: (file) => gzipSync(readFileSync(join(folder, file)), { level: 9 }).length,
  }
}

function needed(manifest: Manifest, source: string): Set<string> {
  const files = new Set<string>()
  const seen = new Set<string>()
  const walk = (key: string) => {
    const chunk = manifest[key]
    if (!chunk || seen.has(key)) return
    seen.add(key)
    for (const file of [chunk.file, ...(chunk.css ?? [])]) files.add(file)
    for (const other of chunk.imports ?? []) walk(other)
  }
  walk(source)
  return files
}
