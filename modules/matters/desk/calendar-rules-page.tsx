import './rules/rules.css'
import { useState } from 'react'
import { useEndpoint } from '../../../kernel/web/hooks.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { Sheet } from '../../../ui/desk/page.tsx'
import { Remark } from '../../../ui/error-note.tsx'
import { type CalendarRules, getCalendarRules, type LocalCalendar } from '../rules/contract.ts'
import { hasRole, useMe } from './parts/me.ts'
import { CalendarDraft, CalendarVersions } from './rules/calendar-draft.tsx'
import { RulePage } from './rules/rule-page.tsx'
import { useRuleDraft } from './rules/use-rule-draft.ts'
import { words } from './rules/words.ts'
import { DayPanel, OfficeHours, YearSheet } from './rules/year-sheet.tsx'

/** `/rules/calendar`: the days of a year, what the office set for itself, and the versions so far. */
export default function CalendarRulesPage() {
  const w = useWords(words)
  const [year, setYear] = useState<number | null>(null)
  return (
    <RulePage
      title={w.calendar}
      lead={w.calendarLead}
      answer={useEndpoint(getCalendarRules, { query: year === null ? {} : { year } })}
    >
      {(data) => <Editor data={data} onYear={setYear} />}
    </RulePage>
  )
}

function Editor({ data, onYear }: { data: CalendarRules; onYear: (year: number) => void }) {
  const w = useWords(words)
  const [day, setDay] = useState<string | null>(null)
  const saves = hasRole(useMe(), 'administrator')
  const before = data.calendar
  const draft = useRuleDraft<LocalCalendar>(before, data.newest)
  const { now, change } = draft
  return (
    <div className="ui-stack">
      <Sheet
        title={w.year(data.year)}
        tools={
          <>
            <Button icon="back" label={w.yearBefore} onClick={() => onYear(data.year - 1)} />
            <Button icon="forward" label={w.yearAfter} onClick={() => onYear(data.year + 1)} />
          </>
        }
      >
        <div className="ui-stack">
          {!data.announced && <Remark>{w.notAnnounced(data.year)}</Remark>}
          <p className="ui-muted ui-small">{w.legend}</p>
          <YearSheet
            data={data}
            calendar={now}
            chosen={day}
            onChoose={setDay}
            panel={day !== null && <DayPanel key={day} day={day} data={data} calendar={now} onChange={change} />}
          />
        </div>
      </Sheet>
      <Sheet title={w.hours}>
        <OfficeHours hours={now.hours} onChange={(hours) => change({ ...now, hours })} />
      </Sheet>
      <CalendarDraft data={data} before={before} draft={draft} saves={saves} />
      <CalendarVersions data={data} onRestore={({ version, calendar }) => draft.restore(calendar, version)} />
    </div>
  )
}
