import '../../../ui/input.css'
import './safety.css'
import { useState } from 'react'
import { useCommand, useEndpoint } from '../../../kernel/web/hooks.ts'
import { useSay, useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { Page, PageHeader, Sheet } from '../../../ui/desk/page.tsx'
import { DialogButton } from '../../../ui/dialog-buttons.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { Field } from '../../../ui/field.tsx'
import { Pills } from '../../../ui/pills.tsx'
import { StatusWord } from '../../../ui/status-word.tsx'
import { Line } from '../../matters/desk/public.ts'
import { type Item, levels } from '../checklist.ts'
import { type ChecklistView, listChecklists, saveChecklist } from '../contract.ts'
import { kindCodes, kinds } from '../kinds.ts'
import { safetyBook } from '../web/words.ts'
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
    <Sheet title={asked.join('、')}>
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
          {(done) => <Revise of={of} onDone={done} />}
        </DialogButton>
      )}
    </Sheet>
  )
}

/** Levels, days and the source of the next version; questions keep their code, so that hazards stay known. */
function Revise({ of, onDone }: { of: ChecklistView; onDone: () => void }) {
  const w = useWords(words)
  const b = useWords(safetyBook)
  const say = useSay()
  const [source, setSource] = useState(of.source)
  const [items, setItems] = useState<readonly Item[]>(of.items)
  const save = useCommand(saveChecklist, { changes: [listChecklists], onDone })
  const change = (code: string, patch: Partial<Item>) =>
    setItems(items.map((item) => (item.code === code ? { ...item, ...patch } : item)))
  return (
    <div className="ui-stack">
      <Field label={w.sourceField}>
        {(control) => <Line control={control} value={source} onChange={setSource} maxLength={200} />}
      </Field>
      {items.map((item) => (
        <Field key={item.code} label={say(item.question)} group>
          <div className="ui-row">
            <Pills
              value={item.level}
              onChange={(level) => change(item.code, { level })}
              options={levels.map((value) => ({ value, label: b.level[value] }))}
            />
            <label className="ui-row">
              {w.days}
              <input
                className="ui-input"
                type="number"
                min={0}
                max={90}
                value={item.days}
                onChange={(event) => change(item.code, { days: Math.min(90, Math.max(0, Number(event.target.value))) })}
              />
            </label>
          </div>
        </Field>
      ))}
      <ErrorNote error={save.error} />
      <div className="ui-row">
        <Button
          look="main"
          busy={save.isPending}
          disabled={source.trim() === ''}
          onClick={() =>
            save.mutate({
              params: { code: of.code },
              body: { after: of.version, source: source.trim(), items: [...items] },
            })
          }
        >
          {w.saveVersion(of.version + 1)}
        </Button>
      </div>
    </div>
  )
}
