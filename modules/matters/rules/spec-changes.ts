import type { Words } from '../../../kernel/contract/words.ts'
import type { KindSpec } from '../kind.ts'
import type { Fault } from './limit-grid.ts'

/** What of a kind is edited as words. */
export const wordFields = ['name', 'description', 'filingConditions', 'closingConditions'] as const
export type WordField = (typeof wordFields)[number]

/** Doors that an office opens and shuts itself; the others belong to the module that reports by them. */
export const editableDoors = ['resident', 'staff', 'patrol'] as const
export type Door = (typeof editableDoors)[number]

export interface WordChange {
  readonly field: WordField
  readonly before: Words | null
  readonly after: Words | null
}

export interface DoorChange {
  readonly door: Door
  readonly opens: boolean
}

/** Pictures that resolving needs; a null category: all. Null pictures: as the one above. */
export interface PictureChange {
  readonly category: string | null
  readonly before: number | null
  readonly after: number | null
}

export interface SpecChanges {
  readonly words: readonly WordChange[]
  readonly doors: readonly DoorChange[]
  readonly pictures: readonly PictureChange[]
}

/** In what two versions of a kind differ, beside their time limits. */
export function specChanges(before: KindSpec, after: KindSpec): SpecChanges {
  const differ = (a: Words | null, b: Words | null) => a?.zh !== b?.zh || a?.en !== b?.en
  return {
    words: wordFields
      .map((field) => ({ field, before: before[field] ?? null, after: after[field] ?? null }))
      .filter((one) => differ(one.before, one.after)),
    doors: editableDoors
      .filter((door) => before.doors.includes(door) !== after.doors.includes(door))
      .map((door) => ({ door, opens: after.doors.includes(door) })),
    pictures: pictureChanges(before.evidence, after.evidence),
  }
}

type Evidence = KindSpec['evidence']

function pictureChanges(before: Evidence, after: Evidence): PictureChange[] {
  const of = (all: Evidence, code: string) => all.find(({ category = '' }) => category === code)?.pictures ?? null
  const codes = [...new Set([...before, ...after].map(({ category = '' }) => category))].sort()
  return codes
    .map((code) => ({ category: code || null, before: of(before, code), after: of(after, code) }))
    .filter((one) => one.before !== one.after)
}

export const hasChanges = ({ words, doors, pictures }: SpecChanges): boolean =>
  words.length + doors.length + pictures.length > 0

/** Sets how many pictures a category needs; null takes its own rule away. */
export function withPictures(spec: KindSpec, category: string | null, pictures: number | null): KindSpec {
  const same = (one: Evidence[number]) => (one.category ?? null) === category
  const next = { ...(category === null ? {} : { category }), pictures: pictures ?? 0 }
  if (pictures === null) return { ...spec, evidence: spec.evidence.filter((one) => !same(one)) }
  return spec.evidence.some(same)
    ? { ...spec, evidence: spec.evidence.map((one) => (same(one) ? next : one)) }
    : { ...spec, evidence: [...spec.evidence, next] }
}

export function withDoor(spec: KindSpec, door: Door, open: boolean): KindSpec {
  const others = spec.doors.filter((one) => one !== door)
  return { ...spec, doors: open ? [...others, door] : others }
}

/** What is wrong with the words and pictures of a draft, each beside its field. */
export function conditionFaults(spec: KindSpec, knows: (category: string) => boolean): Fault[] {
  const blank = (words: Words) => words.zh.trim() === '' || words.en.trim() === ''
  const nameless: Fault[] = blank(spec.name)
    ? [{ path: 'spec.name', words: { zh: '名称要写中文和英文', en: 'The name is needed in Chinese and in English' } }]
    : []
  const unknown = spec.evidence.flatMap(({ category }, n): Fault[] =>
    category === undefined || knows(category)
      ? []
      : [{ path: `spec.evidence.${n}`, words: { zh: `没有类别 ${category}`, en: `There is no category ${category}` } }],
  )
  return [...nameless, ...unknown]
}
