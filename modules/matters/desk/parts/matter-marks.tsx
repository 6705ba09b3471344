import './matter-marks.css'
import { useCallback } from 'react'
import { useLang, useWords } from '../../../../kernel/web/words.ts'
import { useFormat } from '../../../../ui/format.ts'
import { Lamp } from '../../../../ui/lamp.tsx'
import { StatusWord, type StatusWordProps } from '../../../../ui/status-word.tsx'
import type { MatterRow } from '../../contract.ts'
import type { State } from '../../matter.ts'
import { matterWords } from '../../matter-words.ts'
import { nouns } from '../nouns.ts'
import { useDayWords } from './day-words.ts'

const tones: Record<State, NonNullable<StatusWordProps['tone']>> = {
  reported: 'plain',
  accepted: 'plain',
  assigned: 'active',
  handling: 'active',
  returned: 'stopped',
  suspended: 'stopped',
  resolved: 'active',
  closed: 'done',
  merged: 'stopped',
  void: 'stopped',
}

/** Where a matter stands, in one word. */
export function StateWord({ state }: { state: State }) {
  const w = useWords(matterWords)
  return <StatusWord words={w.state[state]} tone={tones[state]} />
}

type Timed = Pick<MatterRow, 'clock' | 'reviewAt' | 'state'>

/** The lamp of a matter's running clock with the time left or over; a suspended one says until when it rests. */
export function ClockLamp({ matter, bare = false }: { matter: Timed; bare?: boolean }) {
  const words = useClockWords()(matter)
  if (!words) return null
  return <Lamp tone={matter.clock?.lamp ?? 'off'} words={words} bare={bare} />
}

/** The same in words, for lists that are read aloud. */
export function useClockWords(): (matter: Timed) => string | null {
  const w = useWords(nouns)
  const format = useFormat()
  const day = useDayWords()
  return ({ clock, reviewAt, state }) => {
    if (clock) {
      const ms = new Date(clock.dueAt).getTime() - Date.now()
      return ms >= 0 ? w.left(format.span(ms)) : w.over(format.span(ms))
    }
    return state === 'suspended' && reviewAt ? w.restsUntil(day(reviewAt)) : null
  }
}

/** What sets a matter apart: urgent, found on patrol, come back, climbed, others merged in. Words, not colours. */
export function MatterMarks({ matter }: { matter: MatterRow }) {
  const w = useWords(nouns)
  const marks = [
    matter.priority === 'urgent' && w.urgent,
    matter.selfFound && w.selfFound,
    matter.rounds > 1 && w.again(matter.rounds),
    matter.supervised && w.supervised,
    matter.escalationLevel > 0 && w.climbed(matter.escalationLevel),
    matter.merged > 0 && w.mergedHere(matter.merged),
  ].filter((mark) => mark !== false)
  if (marks.length === 0) return null
  return (
    <span className="matter-marks">
      {marks.map((mark) => (
        <span key={mark} className={mark === w.urgent ? 'matter-mark matter-mark-strong' : 'matter-mark'}>
          {mark}
        </span>
      ))}
    </span>
  )
}

/** The name of something that has one in both languages; the Chinese one where the English is not filled in. */
export function useNameOf(): (thing: { name: string; nameEn: string }) => string {
  const lang = useLang()
  return useCallback((thing) => (lang === 'en' && thing.nameEn ? thing.nameEn : thing.name), [lang])
}
