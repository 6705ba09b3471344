import './preferences.css'
import { type FormEvent, useEffect, useState } from 'react'
import { useCommand } from '../../../kernel/web/hooks.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { Field } from '../../../ui/field.tsx'
import { TickPill } from '../../../ui/pills.tsx'
import { getPreferences, type PreferenceView, savePreferences } from '../contract.ts'
import { type NoticeGroup, noticeGroups, type PersonKind } from '../kinds.ts'
import type { Agreement } from './consent-part.tsx'
import { words } from './words.ts'

const timeOf = (minute: number | null): string =>
  minute === null ? '' : `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`

function minuteOf(time: string): number | null {
  const [hour, minute] = time.split(':').map(Number)
  return time === '' || hour === undefined || minute === undefined ? null : hour * 60 + minute
}

/** What is told outside, by which ways, and when it is quiet. */
export function PreferenceForm({ of, agreement }: { of: PreferenceView; agreement: Agreement }) {
  const w = useWords(words)
  const [ways, setWays] = useState(of.ways)
  const [from, setFrom] = useState(timeOf(of.quietFrom))
  const [to, setTo] = useState(timeOf(of.quietTo))
  const [urgent, setUrgent] = useState(of.urgentThrough)
  const [digest, setDigest] = useState(of.digestHour === null ? '' : String(of.digestHour))
  const [saved, setSaved] = useState(false)
  const save = useCommand(savePreferences, { changes: [getPreferences], onDone: () => setSaved(true) })
  // Taken back: the ways are gone.
  const none = of.consent === null
  useEffect(() => {
    if (none) setWays({})
  }, [none])
  const outside = Object.values(ways).some((kinds) => kinds.length > 0)
  const blocked = outside && !agreement.ready
  const half = (from === '') !== (to === '')
  const choose = (group: NoticeGroup, kind: PersonKind, wanted: boolean) => {
    const others = (ways[group] ?? []).filter((one) => one !== kind)
    setWays({ ...ways, [group]: wanted ? [...others, kind] : others })
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setSaved(false)
    if (half || blocked) return
    const digestHour = digest === '' ? null : Number(digest)
    const quiet = { quietFrom: minuteOf(from), quietTo: minuteOf(to), urgentThrough: urgent, digestHour }
    save.mutate({ body: { ways, ...quiet, ...agreement.said } }, { onError: agreement.onRefused })
  }
  return (
    <form className="ui-stack" onSubmit={submit}>
      <p className="ui-muted">{w.promise}</p>
      {noticeGroups.map((group) => (
        <Field key={group} label={w.groups[group]} group>
          <div className="chan-ways">
            {of.offered.map((kind) => (
              <TickPill
                key={kind}
                checked={ways[group]?.includes(kind) ?? false}
                onChange={(wanted) => choose(group, kind, wanted)}
              >
                {w.kinds[kind]}
              </TickPill>
            ))}
            {(ways[group] ?? []).length === 0 && <span className="ui-muted">{w.onlyHere}</span>}
          </div>
        </Field>
      ))}
      <Field label={w.quiet} hint={w.quietHint} error={half ? w.halfQuiet : undefined} group>
        <div className="chan-ways">
          <label className="chan-time">
            {w.quietFrom}
            <input className="ui-input" type="time" value={from} onChange={(event) => setFrom(event.target.value)} />
          </label>
          <label className="chan-time">
            {w.quietTo}
            <input className="ui-input" type="time" value={to} onChange={(event) => setTo(event.target.value)} />
          </label>
          <TickPill checked={urgent} onChange={setUrgent}>
            {w.urgent}
          </TickPill>
        </div>
      </Field>
      <Field label={w.digest} hint={w.digestHint}>
        {(control) => (
          <select className="ui-input" {...control} value={digest} onChange={(event) => setDigest(event.target.value)}>
            <option value="">{w.digestNo}</option>
            {Array.from({ length: 24 }, (_, hour) => (
              <option key={w.at(hour)} value={hour}>
                {w.at(hour)}
              </option>
            ))}
          </select>
        )}
      </Field>
      <ErrorNote error={save.error} />
      <div className="ui-row">
        <Button type="submit" look="main" busy={save.isPending} disabled={blocked}>
          {w.save}
        </Button>
        <span className="ui-muted" role="status">
          {blocked ? w.agreeFirst : saved && w.saved}
        </span>
      </div>
    </form>
  )
}
