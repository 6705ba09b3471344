import { useState } from 'react'
import { useCommand, useEndpoint } from '../../../../kernel/web/hooks.ts'
import { useWords } from '../../../../kernel/web/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { Sheet } from '../../../../ui/desk/page.tsx'
import { ErrorNote, Remark } from '../../../../ui/error-note.tsx'
import { Field } from '../../../../ui/field.tsx'
import { useFormat } from '../../../../ui/format.ts'
import { toast } from '../../../../ui/pocket/toast.tsx'
import { StatusWord } from '../../../../ui/status-word.tsx'
import { listKinds } from '../../contract.ts'
import {
  type CalendarRules,
  type CalendarVersionView,
  getCalendarRules,
  type LocalCalendar,
  listRuleSets,
  saveCalendarRules,
  tryCalendarRules,
} from '../../rules/contract.ts'
import { Line } from '../parts/inputs.tsx'
import { dayChanges, hoursWords } from './calendar-changes.ts'
import { TrialResult, type TrialShown } from './trial-result.tsx'
import { words } from './words.ts'

interface CalendarDraftProps {
  readonly data: CalendarRules
  readonly before: LocalCalendar
  readonly draft: LocalCalendar
  readonly base: number
  readonly backTo: number | null
  readonly saves: boolean
  readonly onDrop: () => void
}

/** What the draft changes, its trial, and the saving. */
export function CalendarDraft({ data, before, draft, base, backTo, saves, onDrop }: CalendarDraftProps) {
  const w = useWords(words)
  const format = useFormat()
  const [from, setFrom] = useState('')
  const [source, setSource] = useState('')
  const [asked, setAsked] = useState(false)
  const [shown, setShown] = useState<TrialShown>({ show: 'changed', offset: 0 })
  const [tried, setTried] = useState<LocalCalendar | null>(null)
  const { data: kinds } = useEndpoint(listKinds)
  const trial = useCommand(tryCalendarRules)
  const save = useCommand(saveCalendarRules, {
    changes: [getCalendarRules, listRuleSets],
    onDone: ({ version }) => {
      toast(w.saved(version))
      setSource('')
      setFrom('')
      onDrop()
    },
  })
  const changed = dayChanges(before, draft).length > 0 || hoursWords(before) !== hoursWords(draft)
  const isTried = tried === draft && trial.data !== undefined
  const run = (which: TrialShown) => {
    setShown(which)
    setTried(draft)
    trial.mutate({ body: { calendar: draft, ...which, limit: 20 } })
  }
  const submit = () => {
    setAsked(true)
    if (source.trim().length < 2) return
    const validFrom = from ? { validFrom: new Date(`${from}T00:00:00+08:00`).toISOString() } : {}
    const back = backTo === null ? {} : { backTo }
    save.mutate({ body: { calendar: draft, source: source.trim(), base, ...back, ...validFrom } })
  }
  return (
    <Sheet title={w.draft} tools={changed && <Button onClick={onDrop}>{w.discard}</Button>}>
      {!changed ? (
        <p className="ui-muted">{w.noCalendarChanges}</p>
      ) : (
        <div className="ui-stack">
          <CalendarChanges before={before} after={draft} />
          <div>
            <Button
              look={isTried ? 'plain' : 'main'}
              busy={trial.isPending && !trial.data}
              onClick={() => run({ show: 'changed', offset: 0 })}
            >
              {w.try}
            </Button>
          </div>
          <ErrorNote error={trial.error} />
          {trial.data && !isTried && <Remark>{w.tryAgain}</Remark>}
          {trial.data && isTried && (
            <TrialResult data={{ categories: kinds?.categories ?? [] }} trial={trial.data} shown={shown} onShow={run} />
          )}
          {!saves && <Remark>{w.readOnly}</Remark>}
          {saves && isTried && (
            <>
              <div className="ru-draft">
                <Field
                  label={w.source}
                  hint={w.sourceHint}
                  required
                  error={asked && source.trim().length < 2 ? w.sourceMissing : undefined}
                >
                  {(control) => <Line control={control} value={source} onChange={setSource} maxLength={200} />}
                </Field>
                <Field label={w.validFrom} hint={w.validFromHint} optional>
                  {(control) => <Line control={control} type="date" value={from} onChange={setFrom} />}
                </Field>
              </div>
              <p className="ui-muted">{w.keepsClocks}</p>
              {data.versions
                .filter(({ state }) => state === 'planned')
                .map(({ version, validFrom }) => (
                  <Remark key={version}>{w.replaces(version, format.moment(validFrom))}</Remark>
                ))}
              <ErrorNote error={save.error} />
              <div>
                <Button look="main" busy={save.isPending} onClick={submit}>
                  {w.save}
                </Button>
              </div>
            </>
          )}
        </div>
      )}
    </Sheet>
  )
}

function CalendarChanges({ before, after }: { before: LocalCalendar; after: LocalCalendar }) {
  const w = useWords(words)
  const format = useFormat()
  const said = (mark: 'work' | 'rest' | null) => (mark === null ? w.asNation : w.day[mark])
  const hours = [hoursWords(before), hoursWords(after)] as const
  return (
    <ul className="ru-changes">
      {dayChanges(before, after).map((one) => (
        <li key={one.day}>
          {format.day(one.day)}
          {one.name && ` ${one.name}`}
          {': '}
          <s>{said(one.before)}</s> → {said(one.after)}
        </li>
      ))}
      {hours[0] !== hours[1] && <li>{w.hoursChanged(...hours)}</li>}
    </ul>
  )
}

interface CalendarVersionsProps {
  readonly data: CalendarRules
  readonly onRestore: (version: CalendarVersionView) => void
}

/** Who changed what when, the newest first. */
export function CalendarVersions({ data, onRestore }: CalendarVersionsProps) {
  const w = useWords(words)
  const format = useFormat()
  const facts = (one: CalendarVersionView) => [
    w.since(format.moment(one.validFrom)),
    one.authorName ? w.by(one.authorName) : w.fromProgram,
    one.savedAt && w.savedAt(format.moment(one.savedAt)),
    one.source,
    one.backTo !== null && w.wentBack(one.backTo),
  ]
  const counts = ({ tried }: CalendarVersionView) =>
    tried && w.triedWas(format.number(tried.changed), format.number(tried.newlyLate), format.number(tried.newlyInTime))
  return (
    <Sheet title={w.history}>
      <ol className="ru-versions">
        {data.versions.map((one, n) => {
          const before = data.versions[n + 1]
          return (
            <li key={one.version} className="ru-version">
              <div className="ui-row">
                <strong>{w.version(one.version)}</strong>
                <StatusWord words={w.state[one.state]} tone={one.state === 'in_force' ? 'active' : 'plain'} />
                {one.version !== data.inForce && (
                  <Button look="quiet" icon="undo" onClick={() => onRestore(one)}>
                    {w.restore(one.version)}
                  </Button>
                )}
              </div>
              <p className="ui-muted ui-small">{facts(one).filter(Boolean).join(' · ')}</p>
              {before && <CalendarChanges before={before.calendar} after={one.calendar} />}
              {one.tried && <p className="ui-muted ui-small">{counts(one)}</p>}
            </li>
          )
        })}
      </ol>
    </Sheet>
  )
}
