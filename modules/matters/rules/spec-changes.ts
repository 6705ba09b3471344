import type { Role } from '../../../kernel/contract/roles.ts'
import type { Words } from '../../../kernel/contract/words.ts'
import { type Form, formFaults, statementFaults } from '../form.ts'
import { type FieldChange, formChanges, type StatementChange, statementChanges } from '../forms/form-draft.ts'
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

/** What is simply so or not: systems of others may report it; who asked has to confirm; nobody reports it any more. */
const switches = ['systems', 'confirmed', 'ended'] as const
type Switch = (typeof switches)[number]

export interface SpecChanges {
  readonly words: readonly WordChange[]
  readonly doors: readonly DoorChange[]
  readonly pictures: readonly PictureChange[]
  readonly fields: readonly FieldChange[]
  readonly filing: readonly StatementChange[]
  readonly closing: readonly StatementChange[]
  readonly switches: readonly { readonly what: Switch; readonly on: boolean }[]
  /** Which workers may report it; null: all. */
  readonly roles: { readonly before: readonly Role[] | null; readonly after: readonly Role[] | null } | null
  readonly reportPictures: { readonly before: number; readonly after: number } | null
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
    fields: formChanges(before.form ?? [], after.form ?? []),
    filing: statementChanges(before.filing ?? [], after.filing ?? []),
    closing: statementChanges(before.closing ?? [], after.closing ?? []),
    switches: switches
      .filter((what) => isOn(before, what) !== isOn(after, what))
      .map((what) => ({ what, on: isOn(after, what) })),
    roles: roleChange(before.reportRoles ?? null, after.reportRoles ?? null),
    reportPictures: numberChange(before.reportPictures ?? 0, after.reportPictures ?? 0),
  }
}

export const isOn = (spec: KindSpec, what: Switch): boolean =>
  what === 'systems' ? spec.systems !== false : spec[what] === true

export function withSwitch(spec: KindSpec, what: Switch, on: boolean): KindSpec {
  const { [what]: _was, ...others } = spec
  return on === (what === 'systems') ? others : { ...others, [what]: on }
}

function roleChange(before: readonly Role[] | null, after: readonly Role[] | null): SpecChanges['roles'] {
  const text = (roles: readonly Role[] | null) => (roles ? [...roles].sort().join() : null)
  return text(before) === text(after) ? null : { before, after }
}

const numberChange = (before: number, after: number) => (before === after ? null : { before, after })

/** Lets a role report it, or no more. All that are offered, or none, is no rule of its own. */
export function withRole(spec: KindSpec, role: Role, on: boolean, offered: readonly Role[]): KindSpec {
  const { reportRoles = [...offered], ...others } = spec
  const roles = on ? [...new Set([...reportRoles, role])] : reportRoles.filter((one) => one !== role)
  const all = roles.length === 0 || offered.every((one) => roles.includes(one))
  return all ? others : { ...others, reportRoles: roles }
}

type Evidence = KindSpec['evidence']

function pictureChanges(before: Evidence, after: Evidence): PictureChange[] {
  const of = (all: Evidence, code: string) => all.find(({ category = '' }) => category === code)?.pictures ?? null
  const codes = [...new Set([...before, ...after].map(({ category = '' }) => category))].sort()
  return codes
    .map((code) => ({ category: code || null, before: of(before, code), after: of(after, code) }))
    .filter((one) => one.before !== one.after)
}

export const hasChanges = ({ roles, reportPictures, ...lists }: SpecChanges): boolean =>
  roles !== null || reportPictures !== null || Object.values(lists).some((list) => list.length > 0)

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

/**
 * What is wrong with the words, pictures, form and statements of a draft, each beside its field.
 * @param earlier the forms of earlier versions.
 */
export function conditionFaults(
  spec: KindSpec,
  knows: (category: string) => boolean,
  earlier: readonly Form[],
): Fault[] {
  const blank = (words: Words) => words.zh.trim() === '' || words.en.trim() === ''
  const nameless: Fault[] = blank(spec.name)
    ? [{ path: 'spec.name', words: { zh: '名称要写中文和英文', en: 'The name is needed in Chinese and in English' } }]
    : []
  const unknown = spec.evidence.flatMap(({ category }, n): Fault[] =>
    category === undefined || knows(category)
      ? []
      : [{ path: `spec.evidence.${n}`, words: { zh: `没有类别 ${category}`, en: `There is no category ${category}` } }],
  )
  const { form = [], filing = [], closing = [] } = spec
  return [
    ...nameless,
    ...unknown,
    ...formFaults(form, earlier),
    ...statementFaults(filing, 'spec.filing'),
    ...statementFaults(closing, 'spec.closing'),
  ]
}
