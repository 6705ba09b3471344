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
import { answerWords } from './answers/words.ts'
import { ladderWords } from './ladder/words.ts'
import { hasRole, useMe } from './parts/me.ts'
import { documentWords } from './rules/document-words.ts'
import { formWords } from './rules/form-words.ts'
import { NewKind } from './rules/new-kind.tsx'
import { words } from './rules/words.ts'

/** `/rules`: what the office sets for itself, and since when it holds. */
export default function RulesPage() {
  const w = useWords(words)
  const d = useWords(documentWords)
  const l = useWords(ladderWords)
  const a = useWords(answerWords)
  const f = useWords(formWords)
  const saves = hasRole(useMe(), 'administrator')
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
            <Since of={data.calendar} />
          </div>
        </Sheet>
      )}
      {data && (
        <Sheet title={d.duties}>
          <div className="ru-kind">
            <Go to="/rules/duties">{d.dutiesSaid(format.number(data.duties.lines))}</Go>
            {data.duties.against > 0 && <p>{d.dutiesCount(format.number(data.duties.against))}</p>}
            <Since of={data.duties} />
          </div>
        </Sheet>
      )}
      {data && (
        <Sheet title={l.title}>
          <div className="ru-kind">
            <Go to="/rules/ladder">{l.said(format.number(data.ladder.ladders), format.number(data.ladder.steps))}</Go>
            <Since of={data.ladder} />
          </div>
        </Sheet>
      )}
      {data && (
        <Sheet title={a.said}>
          <ul className="ru-kinds">
            <li className="ru-kind">
              <Go to="/rules/templates">{a.templates}</Go>
              <p className="ui-small">{a.entries(format.number(data.templates.entries))}</p>
              <Since of={data.templates} />
            </li>
            <li className="ru-kind">
              <Go to="/rules/scripts">{a.scripts}</Go>
              <p className="ui-small">{a.entries(format.number(data.scripts.entries))}</p>
              <Since of={data.scripts} />
            </li>
          </ul>
        </Sheet>
      )}
      {data && (
        <Sheet title={d.trees}>
          <ul className="ru-kinds">
            {data.trees.map((tree) => (
              <li key={tree.tree} className="ru-kind">
                <Go to={`/rules/categories/${tree.tree}`}>{say(tree.name)}</Go>
                <p className="ui-small">{d.treeSaid(format.number(tree.categories), format.number(tree.retired))}</p>
                <Since of={tree} />
              </li>
            ))}
          </ul>
        </Sheet>
      )}
      {data && (
        <Sheet title={w.kinds}>
          {saves && <NewKind kinds={data.kinds.filter(({ template, ended }) => template && !ended)} />}
          <ul className="ru-kinds">
            {data.kinds.map((kind) => (
              <li key={kind.code} className="ru-kind">
                <Go to={`/rules/kinds/${kind.code}`}>{say(kind.name)}</Go>
                {kind.ended && (
                  <p>
                    <StatusWord words={f.ended} />
                  </p>
                )}
                <p className="ui-muted ui-small">{say(kind.description)}</p>
                <p className="ui-small">{[w.special(kind.special), w.open(format.number(kind.open))].join(' · ')}</p>
                <Since of={kind} />
              </li>
            ))}
          </ul>
        </Sheet>
      )}
    </Page>
  )
}

interface SinceProps {
  readonly of: {
    readonly version: number
    readonly validFrom: string
    readonly authorName: string | null
    readonly planned: { readonly version: number; readonly validFrom: string } | null
  }
}

/** Which version holds since when by whom, and which one comes. */
function Since({ of }: SinceProps) {
  const w = useWords(words)
  const format = useFormat()
  const facts = [
    w.version(of.version),
    // What nobody saved yet began on no day.
    of.validFrom > '1971' && w.since(format.date(of.validFrom)),
    of.authorName ? w.by(of.authorName) : w.fromProgram,
  ]
  return (
    <>
      <p className="ui-muted ui-small">{facts.filter(Boolean).join(' · ')}</p>
      {of.planned && (
        <p>
          <StatusWord words={w.planned(of.planned.version, format.moment(of.planned.validFrom))} />
        </p>
      )}
    </>
  )
}
