import { type DoorNumber, doorNumber } from './door-number.ts'
import { bigrams, normalise } from './normalise.ts'

/** A place as far as matching needs it. */
export interface PlaceName {
  readonly id: string
  readonly name: string
  readonly aliases: readonly string[]
  /** 'compound', 'building' … : tenant data; only the names decide. */
  readonly kind: string
  readonly parentName?: string
}

export interface PlaceCandidate {
  readonly placeId: string
  /** 0 to 1; from 0.9 on the name was written out. */
  readonly score: number
  /** The words of the text that point to it. */
  readonly matched: readonly string[]
}

const mostCandidates = 5
/** What people leave off: 天祥小区 is 天祥 to those who live there. */
const ending = '(?:小区|家属院|家属区|宿舍区?|生活区|花园|公寓|社区|大院|街道|新村)'
const endings = new RegExp(`${ending}$`)

/** Whether the text says a short name by itself: 天祥3栋 does, 天祥社区 names something else. Both are normalised. */
const saysShort = (text: string, short: string): boolean =>
  [...short].length >= 2 && text.includes(short) && new RegExp(`${short}(?!${ending})`, 'u').test(text)

interface Match {
  readonly score: number
  readonly word: string
}

/** How surely a text names a place: written out 0.9, without its ending 0.7, most of its word pairs up to 0.5. */
function named(text: string, pairs: ReadonlySet<string>, names: readonly string[]): Match | undefined {
  let best: Match | undefined
  const take = (score: number, word: string): void => {
    // of two that are written out, the longer name is the more precise one
    const longer = best?.score === score && word.length > best.word.length
    if (!best || score > best.score || longer) best = { score, word }
  }
  for (const name of names.map(normalise)) {
    if (name === '') continue
    const short = name.replace(endings, '')
    if (text.includes(name)) take(0.9, name)
    else if (saysShort(text, short)) take(0.7, short)
    else {
      const own = bigrams(name)
      const share = own.filter((pair) => pairs.has(pair)).length / own.length
      if (own.length >= 3 && share >= 0.6) take(0.5 * share, name)
    }
  }
  return best
}

/** The building that a place's own name gives ('3栋', '3号楼', '天祥小区3栋'), if it is a building's. */
const buildingIn = (place: PlaceName): string | undefined =>
  [place.name, ...place.aliases].map((name) => doorNumber(name).building).find((number) => number !== undefined)

/**
 * The places that a text may mean, best first, at most five. A building counts when its number is in the text: with
 * its compound a little above the compound itself, alone 0.3, as every compound has a 3栋.
 * Pass only the places within the reader's scope.
 */
export function matchPlaces(
  text: string,
  places: readonly PlaceName[],
  door: DoorNumber = doorNumber(text),
): PlaceCandidate[] {
  const spelt = normalise(text)
  const pairs = new Set(bigrams(spelt))
  const aliases = new Map(
    places.filter((place) => place.aliases.length > 0).map((place) => [place.name, place.aliases]),
  )
  const parents = new Map<string, Match | undefined>()
  const parentMatch = (name: string): Match | undefined => {
    if (!parents.has(name)) parents.set(name, named(spelt, pairs, [name, ...(aliases.get(name) ?? [])]))
    return parents.get(name)
  }
  const found: PlaceCandidate[] = []
  for (const place of places) {
    const building = buildingIn(place)
    if (building === undefined) {
      const match = named(spelt, pairs, [place.name, ...place.aliases])
      if (match) found.push({ placeId: place.id, score: match.score, matched: [match.word] })
    } else if (building === door.building) {
      const parent = place.parentName === undefined ? undefined : parentMatch(place.parentName)
      const own = `${building}栋`
      if (parent)
        found.push({
          placeId: place.id,
          score: Math.round((parent.score + 0.05) * 100) / 100,
          matched: [parent.word, own],
        })
      else found.push({ placeId: place.id, score: 0.3, matched: [own] })
    }
  }
  const length = (candidate: PlaceCandidate): number => candidate.matched.join('').length
  return found.sort((a, b) => b.score - a.score || length(b) - length(a)).slice(0, mostCandidates)
}
