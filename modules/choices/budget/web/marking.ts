import { type BallotForm, mostOf } from '../ballot.ts'

// What pressing a button makes of a ballot. Pure: marks in, marks out, never a ballot with a fault.

type Marks = readonly number[]

const named = (marks: Marks) => marks.filter((mark) => mark > 0).length
export const sumOf = (marks: Marks): number => marks.reduce((sum, mark) => sum + mark, 0)

/** How many ticks, places or points can still be given. */
export const leftOf = (form: BallotForm, marks: Marks): number =>
  mostOf(form) - (form.kind === 'points' ? sumOf(marks) : named(marks))

/** Names an item, or takes it off; ranked ones behind it move up. */
export function toggled(form: BallotForm, marks: Marks, item: number): Marks {
  const mark = marks[item] ?? 0
  if (mark === 0) {
    if (leftOf(form, marks) < 1) return marks
    return marks.with(item, form.kind === 'ranked' ? named(marks) + 1 : 1)
  }
  return marks.map((one, n) => (n === item ? 0 : form.kind === 'ranked' && one > mark ? one - 1 : one))
}

/** Swaps a ranked item with the one before (-1) or behind it (+1). */
export function moved(marks: Marks, item: number, by: -1 | 1): Marks {
  const mark = marks[item] ?? 0
  const other = marks.indexOf(mark + by)
  if (mark === 0 || mark + by < 1 || other < 0) return marks
  return marks.with(item, mark + by).with(other, mark)
}

/** Gives a point more or less. */
export function given(form: BallotForm, marks: Marks, item: number, by: -1 | 1): Marks {
  const next = (marks[item] ?? 0) + by
  return next < 0 || (by > 0 && leftOf(form, marks) < 1) ? marks : marks.with(item, next)
}
