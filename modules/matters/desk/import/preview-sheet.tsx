import { useSay, useWords } from '../../../../kernel/web/words.ts'
import { Sheet } from '../../../../ui/desk/page.tsx'
import { useFormat } from '../../../../ui/format.ts'
import { RowErrors, WideTable } from '../../../places/desk/public.ts'
import { matterWords } from '../../matter-words.ts'
import type { Preview } from './match-sheet.tsx'
import { words } from './words.ts'

/** The first rows as the matters that they become, or with what is wrong with them. */
export function PreviewSheet({ rows }: { rows: Preview['rows'] }) {
  const w = useWords(words)
  return (
    <Sheet title={w.preview.title} tools={<span className="ui-small ui-muted">{w.preview.text}</span>}>
      <WideTable label={w.preview.caption}>
        <table className="import-table">
          <thead>
            <tr>
              {(['row', 'matter', 'reported', 'place', 'category', 'answer'] as const).map((name) => (
                <th key={name} scope="col">
                  {w.preview[name]}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.row}>
                <td>{row.row}</td>
                {row.matter ? (
                  <MatterCells matter={row.matter} />
                ) : (
                  <td colSpan={5}>
                    <RowErrors errors={row.errors} />
                  </td>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </WideTable>
    </Sheet>
  )
}

function MatterCells({ matter }: { matter: NonNullable<Preview['rows'][number]['matter']> }) {
  const w = useWords(words)
  const m = useWords(matterWords)
  const say = useSay()
  const format = useFormat()
  return (
    <>
      <td className="import-words">
        {matter.title}
        <span className="import-second">{matter.body}</span>
      </td>
      <td>{format.moment(matter.reportedAt)}</td>
      <td>{matter.place ?? <span className="ui-muted">{w.preview.here}</span>}</td>
      <td>{matter.category ? say(matter.category) : '—'}</td>
      <td className="import-words">
        {matter.outcome && matter.answeredAt ? (
          <>
            {m.outcome[matter.outcome]} · {format.moment(matter.answeredAt)}
            <span className="import-second">{matter.answer}</span>
          </>
        ) : (
          <span className="ui-muted">{w.preview.open}</span>
        )}
      </td>
    </>
  )
}
