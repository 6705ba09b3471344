import { useWords } from '../../../../kernel/web/words.ts'
import { Facts, Sheet } from '../../../../ui/desk/page.tsx'
import type { MatterView } from '../../contract.ts'
import { Reveal } from '../parts/reveal.tsx'
import { words } from './words.ts'

/** Who reported it, masked; the full contact after a reason. */
export function ReporterCard({ matter }: { matter: MatterView }) {
  const w = useWords(words).reporter
  const { reporter } = matter
  const sealed = matter.answers.some(({ value }) => value === null)
  if (!reporter && !sealed) return <Sheet title={w.title}>{<p className="ui-muted">{w.none}</p>}</Sheet>
  const rows = [
    { label: w.name, value: reporter?.name },
    { label: w.phone, value: reporter?.phone },
  ].filter((row) => row.value)
  return (
    <Sheet title={w.title}>
      <div className="ui-stack">
        {rows.length > 0 && <Facts rows={rows} />}
        <p className="matter-quiet">{reporter?.hasAccount ? w.account : w.noAccount}</p>
        {/* Watching is not acting: whoever has no part in the matter has no use for the number. */}
        {(rows.length > 0 || sealed) && matter.relations.some((one) => one !== 'reporter') && (
          <Reveal matterId={matter.id} />
        )}
      </div>
    </Sheet>
  )
}
