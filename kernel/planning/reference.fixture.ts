import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Published problems with the best that is known of them; they are not ours to ship. */
const folder = join(process.env['LIREN_ANCHORS'] ?? join(import.meta.dirname, '../../../shared/anchors'), 'planning')
export const referencesAreThere = existsSync(folder)

export interface ReferenceProblem {
  readonly name: string
  readonly lines: readonly string[]
  readonly best: number
}

type Kind = 'tours' | 'routes' | 'periodic'

const read = (kind: Kind, file: string): string => readFileSync(join(folder, kind, file), 'utf8')

/** All problems of a kind, by name. */
export function referenceProblems(kind: Kind): ReferenceProblem[] {
  if (!referencesAreThere) return []
  const known = kind === 'periodic' ? {} : JSON.parse(read(kind, 'best-known.json'))
  return readdirSync(join(folder, kind))
    .filter((file) => /\.(tsp|txt)$/.test(file))
    .sort()
    .map((file) => {
      const name = file.replace(/\.\w+$/, '')
      const best =
        kind === 'periodic'
          ? Number(read(kind, `${name}.res`).trim().split(/\s+/)[0])
          : kind === 'tours'
            ? known[name].best_known
            : known[name].distance_only.distance
      return { name, lines: read(kind, file).split('\n'), best }
    })
}
