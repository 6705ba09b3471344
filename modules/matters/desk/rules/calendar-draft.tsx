import { useState } from 'react'
import { useCommand, useEndpoint } from '../../../../kernel/web/hooks.ts'
import { useWords } from '../../../../kernel/web/words.ts'
import { ErrorNote } from '../../../../ui/error-note.tsx'
import { useFormat } from '../../../../ui/format.ts'
import { toast } from '../../../../ui/pocket/toast.tsx'
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
import { dayChanges, hoursWords } from './calendar-changes.ts'
import { DocumentDraft } from './document-draft.tsx'
import { DocumentVersions } from './document-versions.tsx'
import { TrialResult, type TrialShown } from './trial-result.tsx'
import type { useRuleDraft } from './use-rule-draft.ts'
import { words } from './words.ts'

interface CalendarDraftProps {
  readonly data: CalendarRules
  readonly before: LocalCalendar
  readonly draft: ReturnType<typeof useRuleDraft<LocalCalendar>>
  readonly saves: boolean
}

/** What the draft changes, its trial, and the saving. */
export function CalendarDraft({ data, before, draft, saves }: CalendarDraftProps) {
  const w = useWords(words)
  const [shown, setShown] = useState<TrialShown>({ show: 'changed', offset: 0 })
  const { data: kinds } = useEndpoint(listKinds)
  const trial = useCommand(tryCalendarRules)
  const save = useCommand(saveCalendarRules, {
    changes: [getCalendarRules, listRuleSets],
    onDone: ({ version }) => {
      toast(w.saved(version))
      draft.drop()
    },
  })
  const calendar = draft.now
  const changed = dayChanges(before, calendar).length > 0 || hoursWords(before) !== hoursWords(calendar)
  const isTried = draft.isTried && trial.data !== undefined
  const run = (which: TrialShown) => {
    setShown(which)
    draft.markTried()
    trial.mutate({ body: { calendar, ...which, limit: 20 } })
  }
  return (
    <DocumentDraft
      key={data.newest}
      changes={changed ? <CalendarChanges before={before} after={calendar} /> : null}
      nothing={w.noCalendarChanges}
      backTo={draft.backTo}
      tryWords={w.try}
      onTry={() => run({ show: 'changed', offset: 0 })}
      trying={trial.isPending && !trial.data}
      trial={
        trial.data && isTried ? (
          <TrialResult data={{ categories: kinds?.categories ?? [] }} trial={trial.data} shown={shown} onShow={run} />
        ) : null
      }
      stale={trial.data !== undefined && !isTried}
      planned={data.planned}
      note={w.keepsClocks}
      saves={saves}
      saving={save.isPending}
      error={trial.error ?? save.error}
      onSave={(as) => save.mutate({ body: { calendar, ...draft.along(as) } })}
      onDrop={draft.drop}
    />
  )
}

function CalendarChanges({ before, after }: { before: LocalCalendar; after: LocalCalendar }) {
  const w = useWords(words)
  const format = useFormat()
  const said = (mark: 'work' | 'rest' | null) => (mark === null ? w.asNation : w.day[mark])
  const hours = [hoursWords(before), hoursWords(after)] as const
  return (
    <>
      {dayChanges(before, after).map((one) => (
        <li key={one.day}>
          {format.day(one.day)}
          {one.name && ` ${one.name}`}
          {': '}
          <s>{said(one.before)}</s> → {said(one.after)}
        </li>
      ))}
      {hours[0] !== hours[1] && <li>{w.hoursChanged(...hours)}</li>}
    </>
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
  const [offset, setOffset] = useState(0)
  const earlier = useEndpoint(getCalendarRules, { query: { offset } }, { enabled: offset > 0 })
  const { versions = [], behind = null } = (offset > 0 ? earlier.data : data) ?? {}
  const before = new Map(versions.map(({ version }, n) => [version, versions[n + 1]?.calendar ?? behind]))
  return (
    <>
      <ErrorNote error={earlier.error} />
      <DocumentVersions
        versions={versions}
        inForce={data.inForce}
        page={{ offset, total: data.total, onPage: setOffset }}
        changesOf={(one) => {
          const was = before.get(one.version)
          return was && <CalendarChanges before={was} after={one.calendar} />
        }}
        triedOf={({ tried: t }) =>
          t && w.triedWas(format.number(t.changed), format.number(t.newlyLate), format.number(t.newlyInTime))
        }
        onRestore={onRestore}
      />
    </>
  )
}
