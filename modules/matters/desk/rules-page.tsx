import './rules/rules.css'
import { useEndpoint } from '../../../kernel/web/hooks.ts'
import { useSay, useWords } from '../../../kernel/web/words.ts'
import { Page, PageHeader, Sheet } from '../../../ui/desk/page.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { useFormat } from '../../../ui/format.ts'
import { Go } from '../../../ui/navigation.tsx'
import { StatusWord } from '../../../ui/status-word.tsx'
import { useUiWords } from '../../../ui/words.ts'
import { listRuleSets } from '../rules/contract.ts'
import { words } from './rules/words.ts'

/** `/rules`: what the office sets for itself, and since when it holds. */
export default function RulesPage() {
  const w = useWords(words)
  const ui = useUiWords()
  const say = useSay()
  const format = useFormat()
  const { data, error, refetch } = useEndpoint(listRuleSets)
  return (
    <Page title={w.title}>
      <PageHeader title={w.title} lead={w.lead} />
      <ErrorNote error={error} onRetry={() => void refetch()} />
      {!data && !error && <p className="ui-muted">{ui.loading}</p>}
      {data && (
        <Sheet title={w.calendar}>
          <div className="ru-kind">
            <Go to="/rules/calendar">{w.calendarSaid(data.calendar.local)}</Go>
            <p className="ui-muted ui-small">
              {[
                w.version(data.calendar.version),
                w.since(format.date(data.calendar.validFrom)),
                data.calendar.authorName ? w.by(data.calendar.authorName) : w.fromProgram,
              ].join(' · ')}
            </p>
            {data.calendar.planned && (
              <p>
                <StatusWord
                  words={w.planned(data.calendar.planned.version, format.moment(data.calendar.planned.validFrom))}
                />
              </p>
            )}
          </div>
        </Sheet>
      )}
      {data && (
        <Sheet title={w.kinds}>
          <ul className="ru-kinds">
            {data.kinds.map((kind) => (
              <li key={kind.code} className="ru-kind">
                <Go to={`/rules/kinds/${kind.code}`}>{say(kind.name)}</Go>
                <p className="ui-muted ui-small">{say(kind.description)}</p>
                <p className="ui-small">{[w.special(kind.special), w.open(format.number(kind.open))].join(' · ')}</p>
                <p className="ui-muted ui-small">
                  {[
                    w.version(kind.version),
                    w.since(format.date(kind.validFrom)),
                    kind.authorName ? w.by(kind.authorName) : w.fromProgram,
                  ].join(' · ')}
                </p>
                {kind.planned && (
                  <p>
                    <StatusWord words={w.planned(kind.planned.version, format.moment(kind.planned.validFrom))} />
                  </p>
                )}
              </li>
            ))}
          </ul>
        </Sheet>
      )}
    </Page>
  )
}
