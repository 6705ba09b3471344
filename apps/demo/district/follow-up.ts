import { day, hour, hourOf, midnightOf, minute } from './calendar.ts'
import type { CloseReason } from './matter-story.ts'
import type { Random } from './random.ts'
import type { Telling } from './telling.ts'
import { remarks } from './words/phrases.ts'

function rate(random: Random, well: boolean): { rating: number; words: string | null } {
  const rating = well
    ? random.weighted([5, 4, 3, 2], (r) => [0, 0, 3, 9, 26, 62][r] ?? 0)
    : random.weighted([5, 4, 3, 2, 1], (r) => [0, 8, 14, 32, 28, 18][r] ?? 0)
  const list = rating > 4 ? remarks.good : rating > 2 ? remarks.fair : remarks.poor
  return { rating, words: random.chance(0.35) ? random.pick(list) : null }
}

function close(t: Telling, why: CloseReason, by: string | null): void {
  t.add({ do: 'close', at: t.now, why, by })
}

/** People look at their phones between eight and half past ten in the evening. */
function awake(at: Date): Date {
  const h = hourOf(at)
  if (h >= 8 && h < 22.5) return at
  return new Date(midnightOf(at).getTime() + (h < 8 ? 8.2 : 32.2) * hour + (at.getTime() % (50 * minute)))
}

function answerByApp(t: Telling, solved: boolean): boolean {
  const { random, today } = t.from
  const late = today.getTime() - t.now.getTime() < 11 * day
  if (!random.chance(late ? 0.45 : 0.66)) return false
  t.now = awake(new Date(Math.round(t.now.getTime() + random.skewed(11, 1) * hour)))
  if (solved) {
    t.add({ do: 'confirm', at: t.now, ...rate(random, t.steps.length < 9) })
    close(t, 'confirmed', null)
  } else t.add({ do: 'deny', at: t.now, words: t.from.voice.said(random.pick(t.from.words.nots)) })
  return true
}

function callBack(t: Telling, solved: boolean): void {
  const { random, desk, today } = t.from
  const backlog = today.getTime() - t.now.getTime() < 31 * day && random.chance(0.8)
  t.pass(backlog ? 32 * 420 : random.skewed(500, 0.7), false)
  for (let attempt = 1; attempt <= 3; attempt++) {
    if (random.chance(0.77)) {
      const said = solved ? rate(random, t.steps.length < 9) : null
      const words = solved ? (said?.words ?? null) : t.from.voice.said(random.pick(t.from.words.nots))
      const rating = said?.rating ?? null
      t.add({ do: 'call', ...t.by(desk), reached: true, solved, rating, words })
      if (solved) close(t, 'called', desk)
      return
    }
    t.add({ do: 'call', ...t.by(desk), reached: false, solved: null, rating: null, words: null })
    if (attempt === 3) close(t, 'unreached', desk)
    else t.pass(random.between(300, 620), false)
  }
}

/** After `resolve`: the reporter answers, or is called, or the desk looks at it. `solved` is what they would say. */
export function followUp(t: Telling, solved: boolean): void {
  const { random, desk, reach, patrol } = t.from
  if (reach === 'none' || patrol) {
    t.pass(random.skewed(480, 0.6), false)
    close(t, 'checked', desk)
    return
  }
  if (reach === 'app' && answerByApp(t, solved)) return
  if (reach === 'app') t.pass(3 * 420, false)
  callBack(t, solved)
}
