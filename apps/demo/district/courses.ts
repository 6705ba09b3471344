import { afterOffice, dateOf, day, hour, midnightOf, minute } from './calendar.ts'
import { followUp } from './follow-up.ts'
import { standing } from './matter-standing.ts'
import type { MatterState, ReturnReason, Step, VoidReason } from './matter-story.ts'
import type { Case } from './telling.ts'
import { noted, Telling } from './telling.ts'
import { closest } from './wording.ts'
import type { Owner } from './words/leaf-words.ts'
import { staffWords } from './words/staff-words.ts'

export interface Course {
  readonly steps: Step[]
  readonly state: MatterState
  readonly holder: string
  readonly resolvedAt: Date | null
}

/** Shares of matters with a turn on the way; what is left goes straight. */
const odds = {
  void: 0.012,
  return: 0.076,
  rally: 0.13,
  suspend: 0.022,
  extend: 0.05,
  reopen: 0.062,
  slow: 0.075,
} as const

const rallying: Readonly<Record<string, readonly Owner[]>> = {
  '020402': ['urban', 'fire', 'housing'],
  '010303': ['housing', 'fire', 'urban'],
  '030201': ['housing', 'safety'],
  '040204': ['urban', 'safety'],
  '070201': ['fire', 'urban', 'safety'],
  '070202': ['fire', 'safety', 'urban'],
  '080103': ['urban', 'safety', 'fire'],
  '080301': ['urban', 'housing', 'safety'],
  '080302': ['housing', 'urban'],
}
const otherOwner: Readonly<Partial<Record<Owner, Owner>>> = {
  housing: 'urban',
  urban: 'safety',
  property: 'housing',
  safety: 'grid',
  fire: 'urban',
  affairs: 'service',
  service: 'desk',
  water: 'property',
  power: 'property',
  gas: 'property',
  secretary: 'grid',
}

function accept(t: Telling): void {
  const { random, words, desk, today } = t.from
  if (t.holder === desk) t.pass(random.between(1, 12))
  else {
    const unseen = today.getTime() - t.now.getTime() < 0.8 * day && random.chance(0.4)
    t.pass((words.urgent ? random.skewed(11, 0.6) : random.skewed(26, 0.9)) * (unseen ? 9 : 1))
  }
  t.add({ do: 'accept', ...t.by(t.holder) })
}

function assign(t: Telling): void {
  const { random, words, postOf } = t.from
  const to = postOf(words.owner)
  if (to === t.holder) return
  t.pass(words.urgent ? random.between(2, 15) : random.skewed(22, 0.8))
  t.add({ do: 'assign', ...t.by(t.holder), to, words: noted(t, staffWords.assign) })
  t.hold(to)
}

function contact(t: Telling): void {
  const { random, words, reach } = t.from
  if (reach === 'none') return
  t.pass(words.urgent ? random.skewed(16, 0.7) : random.skewed(65, 0.9))
  const query = /^1[01]/.test(words.code)
  const how = query ? 'phone' : random.pick(['phone', 'phone', 'phone', 'visit', 'wechat'] as const)
  const tone = query ? 'query' : words.urgent && how !== 'visit' ? 'urgent' : how
  t.add({
    do: 'contact',
    ...t.by(t.holder),
    how,
    words: noted(t, staffWords.contact[tone]),
  })
}

function sendBack(t: Telling): void {
  const { random, words, command, desk, today, postOf } = t.from
  const own = words.owner
  const other = otherOwner[own]
  if (!other || own === 'grid' || own === 'desk' || postOf(own) !== t.holder) return
  const fresh = today.getTime() - t.now.getTime() < 8 * day
  if (!random.chance(odds.return * (fresh ? 2 : 1))) return
  const holder = t.holder
  const reason: ReturnReason = random.pick(
    own === 'property' || own === 'secretary' || otherOwner[own] === 'property'
      ? (['not_ours', 'not_ours', 'wrong_place', 'too_little_said'] as const)
      : (['not_ours', 'not_ours', 'wrong_place', 'no_duty', 'too_little_said'] as const),
  )
  t.pass(random.skewed(120, 0.8), false)
  t.add({ do: 'return', ...t.by(holder), reason, words: noted(t, staffWords.returns[reason]) })
  const reviewer = own === 'property' || own === 'secretary' ? desk : command
  const late = today.getTime() - t.now.getTime() < 4 * day
  t.pass(random.skewed(late ? 900 : 90, 0.7), false)
  const upheld = random.chance(0.6)
  const to = upheld ? postOf(other) : holder
  t.add({ do: 'review', ...t.by(reviewer), upheld, to, words: noted(t, staffWords.reviews[upheld ? 'yes' : 'no']) })
  t.hold(to)
}

function rally(t: Telling): void {
  const { random, words, secretary, postOf, storm } = t.from
  const team = rallying[words.code]
  const [leader] = team ?? []
  if (!team || !leader || !random.chance(storm ? 0.18 : odds.rally)) return
  t.pass(random.skewed(45, 0.6))
  const lead = postOf(leader)
  const departments = team.map(postOf)
  t.add({ do: 'rally', ...t.by(secretary), departments, lead, words: noted(t, staffWords.rally) })
  t.hold(lead)
  for (const department of departments) {
    t.pass(random.between(8, 45))
    t.add({ do: 'answer', ...t.by(department), words: noted(t, staffWords.answer) })
  }
}

/** Things wait for weather and parts; people wait for one another. */
const natureOf = (t: Telling): 'works' | 'people' =>
  /^(0[1-7]|0803)/.test(t.from.words.code) && t.from.words.code !== '030102' ? 'works' : 'people'

function suspend(t: Telling): void {
  const { random, words } = t.from
  if (words.urgent || words.days < 3 || !random.chance(odds.suspend * 2.1)) return
  t.pass(random.skewed(400, 0.6), false)
  const back = new Date(midnightOf(t.now).getTime() + random.int(18, 75) * day)
  t.add({ do: 'suspend', ...t.by(t.holder), reviewOn: dateOf(back), words: noted(t, staffWords.suspend[natureOf(t)]) })
  t.now = afterOffice(new Date(back.getTime() + 9 * hour + random.int(5, 90) * minute), 0)
  t.add({ do: 'resume', ...t.by(t.holder), words: noted(t, staffWords.resume[natureOf(t)]) })
}

/** Minutes of work until it is resolved; some take far too long. */
function workMinutes(t: Telling): { minutes: number; slow: boolean } {
  const { random, words, today, reportedAt, storm } = t.from
  const age = (today.getTime() - reportedAt.getTime()) / day
  const unit = words.urgent ? 24 * 60 : 420
  const stuck = age < 75 && random.chance(age < 28 ? 0.2 : 0.07)
  const slow = stuck || random.chance(odds.slow)
  const factor = stuck
    ? words.urgent
      ? random.between(3, 7)
      : random.between(8, 20)
    : slow
      ? random.between(2.5, 6)
      : storm
        ? 1.5
        : 0.8
  const behind = age < 18 && random.chance(0.6) ? 3 : 1
  return { minutes: random.skewed(words.days * 0.7, 0.5) * unit * factor * behind, slow }
}

function urge(t: Telling): void {
  const { random, command, desk } = t.from
  const level = random.chance(0.6) ? 'remind' : 'supervise'
  const by = level === 'remind' ? desk : command
  t.add({ do: 'urge', ...t.by(by), level, words: noted(t, staffWords.urge[level]) })
}

function extend(t: Telling): void {
  const until = afterOffice(new Date(t.now.getTime() + t.from.random.int(3, 12) * day), 60)
  t.add({ do: 'extend', ...t.by(t.holder), until, words: noted(t, staffWords.extend[natureOf(t)]) })
}

/** Notes come in the usual time; where it takes longer, an extension before that is over and a reminder after it. */
function work(t: Telling): void {
  const { random, words, says, voice } = t.from
  const { minutes, slow } = workMinutes(t)
  const usual = Math.min(0.85, (words.days * (words.urgent ? 1440 : 420)) / minutes)
  const notes = minutes > 1400 ? random.int(1, 2) : random.int(0, 1)
  const chosen = [...new Set([closest(words.notes, says, random), ...words.notes])].slice(0, notes)
  const turns = chosen.map((note, i) => ({
    part: ((i + 1) / (notes + 1)) * usual,
    run: () => t.add({ do: 'handle', ...t.by(t.holder), words: voice.noted(note) }),
  }))
  if ((slow && random.chance(0.4)) || (minutes > 2200 && random.chance(odds.extend * 2))) {
    turns.push({ part: usual * 0.9, run: () => extend(t) })
  }
  if (slow && random.chance(0.65)) turns.push({ part: Math.min(0.95, usual * 1.15), run: () => urge(t) })
  let done = 0
  for (const { part, run } of turns.toSorted((a, b) => a.part - b.part)) {
    t.pass(minutes * (part - done))
    done = part
    run()
  }
  t.pass(minutes * (1 - done))
}

function resolve(t: Telling): void {
  const photos = t.from.random.pick([0, 1, 1, 2, 2, 3])
  const { words, says, voice, random } = t.from
  const left = words.dones.filter((done) => done !== t.outcome)
  t.outcome = closest(left, says, random)
  t.add({ do: 'resolve', ...t.by(t.holder), words: voice.noted(t.outcome), photos })
}

function finish(t: Telling): void {
  const { random, words, reach, patrol } = t.from
  resolve(t)
  const again = reach !== 'none' && !patrol && random.chance(odds.reopen)
  followUp(t, !again)
  const last = t.steps.at(-1)
  if (last?.do !== 'deny' && !(last?.do === 'call' && last.solved === false)) return
  t.pass(random.skewed(words.urgent ? 90 : 240, 0.6))
  t.add({ do: 'handle', ...t.by(t.holder), words: noted(t, staffWords.again) })
  t.pass(random.skewed(words.days * 0.6, 0.5) * (words.urgent ? 1440 : 420))
  resolve(t)
  followUp(t, true)
}

function throwAway(t: Telling): void {
  const { random, desk } = t.from
  const reason: VoidReason = random.pick(['test', 'withdrawn', 'withdrawn', 'out_of_scope', 'emergency_line'])
  t.pass(random.between(5, 80))
  t.add({ do: 'void', ...t.by(desk), reason, words: noted(t, staffWords.voids[reason]) })
}

function tell(t: Telling): void {
  const { random, twin, desk } = t.from
  if (!twin && random.chance(odds.void)) {
    throwAway(t)
    return
  }
  accept(t)
  if (twin) {
    t.pass(random.skewed(25, 0.7))
    if (twin.resolvedAt === null || twin.resolvedAt > t.now) {
      t.add({ do: 'merge', ...t.by(desk), into: twin.key, words: noted(t, staffWords.merge) })
      return
    }
  }
  assign(t)
  contact(t)
  sendBack(t)
  rally(t)
  suspend(t)
  work(t)
  finish(t)
}

/** Tells the whole course of a matter and keeps what has happened by today. */
export function tellCourse(from: Case): Course {
  const t = new Telling(from)
  tell(t)
  const steps = t.steps.filter((step) => step.at < from.today)
  const resolved = t.steps.find((step) => step.do === 'resolve')
  return { steps, ...standing(steps, from.firstHolder), resolvedAt: resolved ? resolved.at : null }
}
