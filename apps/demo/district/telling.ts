import { afterOffice, minute } from './calendar.ts'
import type { Step } from './matter-story.ts'
import type { Random } from './random.ts'
import type { Voice } from './wording.ts'
import type { LeafWords, Owner } from './words/leaf-words.ts'

/** Everything that the course of one matter depends on. */
export interface Case {
  readonly key: string
  readonly reportedAt: Date
  readonly today: Date
  readonly words: LeafWords
  readonly voice: Voice
  /** The fragment that says what is wrong; outcomes are chosen to fit it. */
  readonly says: string
  /** Gets it first: the intake desk for telephone and counter, else the grid worker. */
  readonly firstHolder: string
  readonly desk: string
  readonly command: string
  readonly secretary: string
  postOf(owner: Owner): string
  acting(post: string, at: Date): string
  /** How the reporter can be asked: by the pocket, by telephone, or not at all. */
  readonly reach: 'app' | 'phone' | 'none'
  readonly patrol: boolean
  /** The earlier matter that tells the same, if it is still open when the desk looks. */
  readonly twin: { readonly key: string; readonly resolvedAt: Date | null } | null
  readonly storm: boolean
  readonly random: Random
}

/** Tells a course step by step; `now` only ever moves forward. */
export class Telling {
  readonly steps: Step[] = []
  now: Date
  holder: string
  /** The fragment of the last outcome: a second one is told in other words. */
  outcome = ''
  readonly from: Case

  constructor(from: Case) {
    this.from = from
    this.now = from.reportedAt
    this.holder = from.firstHolder
  }

  /** Lets time pass: by the clock of nature for what is urgent, in office hours for the rest. */
  pass(minutes: number, urgent = this.from.words.urgent === true): Date {
    const m = Math.max(0.4, minutes)
    this.now = urgent ? new Date(Math.round(this.now.getTime() + m * minute)) : afterOffice(this.now, m)
    return this.now
  }

  by(post: string) {
    return { at: this.now, by: post, who: this.from.acting(post, this.now) }
  }

  hold(post: string): void {
    this.holder = post
  }

  add(step: Step): void {
    this.steps.push(step)
  }
}

/** One of the fragments, its slots filled as staff write. */
export const noted = (t: Telling, list: readonly string[]) => t.from.voice.noted(t.from.random.pick(list))
