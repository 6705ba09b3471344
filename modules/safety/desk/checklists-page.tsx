import './safety.css'
import { useEndpoint } from '../../../kernel/web/hooks.ts'
import { useSay, useWords } from '../../../kernel/web/words.ts'
import { Page, PageHeader, Sheet } from '../../../ui/desk/page.tsx'
import { DialogButton } from '../../../ui/dialog-buttons.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { StatusWord } from '../../../ui/status-word.tsx'
import { type ChecklistView, listChecklists } from '../contract.ts'
import { kindCodes, kinds } from '../kinds.ts'
import { safetyBook } from '../web/words.ts'
import { ReviseChecklist } from './revise-checklist.tsx'
import { words } from './words.ts'

/** `/safety/checklists`: what is asked at which points, how to judge it, what a no becomes. */
export default function ChecklistsPage() {
  const w = useWords(words)
  const { data, error, refetch } = useEndpoint(listChecklists)
  return (
    <Page title={w.nav.checklists}>
      <PageHeader title={w.nav.checklists} lead={w.checklistsLead} above={[{ words: w.title, to: '/safety' }]} />
      <ErrorNote error={error} onRetry={() => void refetch()} />
      {data?.checklists.map((list) => (
        <One key={list.code} of={list} maySave={data.maySave} />
      ))}
    </Page>
  )
}

function One({ of, maySave }: { of: ChecklistView; maySave: boolean }) {
  const w = useWords(words)
  const b = useWords(safetyBook)
  const say = useSay()
  const asked = kindCodes.filter((kind) => kinds[kind].checklist === of.code).map((kind) => say(kinds[kind].name))
  return (
    <Sheet title={asked.join(' · ')}>
      <p className="ui-muted">
        {w.version(of.version)} · {w.source(of.source)}
      </p>
      <table className="safe-heat">
        <thead>
          <tr>
            <th scope="col">
              {w.question} · {w.judge}
            </th>
            <th scope="col">{w.level}</th>
            <th scope="col">{w.days}</th>
          </tr>
        </thead>
        <tbody>
          {of.items.map((item) => (
            <tr key={item.code}>
              <th scope="row">
                {say(item.question)}
                <br />
                <small className="ui-muted">{say(item.judge)}</small>
              </th>
              <td>
                <StatusWord words={b.level[item.level]} tone={item.level === 'major' ? 'stopped' : 'plain'} />
              </td>
              <td>{item.days}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {maySave && (
        <DialogButton label={w.revise} icon="edit" wide>
          {(done) => <ReviseChecklist of={of} onDone={done} />}
        </DialogButton>
      )}
    </Sheet>
  )
}
