import { normalise } from '../../../kernel/text/normalise.ts'
import { matchPlaces, type PlaceName } from '../../../kernel/text/place-match.ts'

export interface KnownPlace extends PlaceName {
  /** Materialised path, `/1/7/42/`. */
  readonly path: string
}

/** From here on a name was written out, or all but its ending. */
const sure = 0.7
const mostRemembered = 5000

/**
 * Finds the one place that the words of a row mean: the name of a place by itself, or with the one above it; else the
 * best that the words can be read as. Null for none, and where several are meant equally. Answers are remembered, as
 * registers name the same few places over and over.
 */
export function placeFinder(places: readonly KnownPlace[]): (words: string) => string | null {
  const bySpelling = new Map<string, Set<string>>()
  const know = (spelling: string, id: string) =>
    bySpelling.set(normalise(spelling), (bySpelling.get(normalise(spelling)) ?? new Set()).add(id))
  for (const place of places) {
    for (const name of [place.name, ...place.aliases]) {
      know(name, place.id)
      if (place.parentName) know(place.parentName + name, place.id)
    }
  }
  const pathOf = new Map(places.map((place) => [place.id, place.path]))
  const remembered = new Map<string, string | null>()
  const find = (words: string): string | null => {
    const exact = bySpelling.get(normalise(words))
    if (exact?.size === 1) return [...exact][0] ?? null
    if (exact) return null
    const found = matchPlaces(words, places)
    const best = found.filter((candidate) => candidate.score >= sure && candidate.score === found[0]?.score)
    const ids = best.map((candidate) => candidate.placeId)
    // 金辰街道天祥社区 names two, one inside the other: the inner one is meant.
    const inner = ids.find((id) => ids.every((other) => pathOf.get(id)?.startsWith(pathOf.get(other) ?? '-')))
    return inner ?? null
  }
  return (words) => {
    const known = remembered.get(words)
    if (known !== undefined) return known
    if (remembered.size >= mostRemembered) remembered.clear()
    const found = find(words)
    remembered.set(words, found)
    return found
  }
}
