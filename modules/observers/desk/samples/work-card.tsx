import { useCommand } from '../../../../kernel/web/hooks.ts'
import { useLang, useSay, useWords } from '../../../../kernel/web/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { Facts, Sheet } from '../../../../ui/desk/page.tsx'
import { ErrorNote } from '../../../../ui/error-note.tsx'
import { useFormat } from '../../../../ui/format.ts'
import { Go } from '../../../../ui/navigation.tsx'
import { revealItem, type SampleItem, type SampleView } from '../../contract.ts'
import { words } from '../words.ts'
import { FindingForm } from './finding-form.tsx'

interface WorkCardProps {
  readonly sampleId: SampleView['id']
  readonly item: SampleItem
  readonly onDone: () => void
}

/** One call: whom, what to say, what was found before, and what is found now. */
export function WorkCard({ sampleId, item, onDone }: WorkCardProps) {
  const w = useWords(words).samples
  const say = useSay()
  const lang = useLang()
  const format = useFormat()
  const { matter, unit, findings } = item
  const { place } = matter
  const where = lang === 'en' ? [place.above.nameEn, place.nameEn] : [place.above.name, place.name]
  const rows = [
    { label: w.unit, value: unit ? say(unit) : '—' },
    { label: w.closed, value: matter.closedAt ? format.day(matter.closedAt) : '—' },
    { label: w.reporter, value: <Contact sampleId={sampleId} item={item} /> },
  ]
  return (
    <Sheet title={matter.title}>
      <div className="ui-stack">
        <p className="ui-muted">
          <span className="ui-code">{matter.number}</span> · {where.filter(Boolean).join(' ')} ·{' '}
          {say(matter.category.name)} · <Go to={`/matters/${matter.id}`}>{w.open}</Go>
        </p>
        <Facts rows={rows} />
        <section className="samples-script" aria-label={w.script}>
          <p>{w.says(matter.title)}</p>
          <p>{w.asks}</p>
        </section>
        {findings.length > 0 && <Earlier item={item} />}
        <FindingForm sampleId={sampleId} item={item} onDone={onDone} />
      </div>
    </Sheet>
  )
}

/** Masked; in full after a press that the matter's ledger remembers. */
function Contact({ sampleId, item }: Omit<WorkCardProps, 'onDone'>) {
  const w = useWords(words).samples
  const show = useCommand(revealItem)
  if (item.nameless) return <>{w.nameless}</>
  if (!item.reporterPhone) return <>{[item.reporterName, w.noPhone].filter(Boolean).join(' · ')}</>
  if (show.data)
    return (
      <>
        {show.data.name} <Go to={`tel:${show.data.phone ?? ''}`}>{show.data.phone}</Go>
      </>
    )
  const params = { sampleId, matterId: item.matter.id }
  return (
    <span className="ui-row">
      {item.reporterName} {item.reporterPhone}
      <Button
        look="quiet"
        icon="eye"
        busy={show.isPending}
        onClick={() => show.mutate({ params, body: { reason: w.reason } })}
      >
        {w.ask}
      </Button>
      <ErrorNote error={show.error} />
    </span>
  )
}

function Earlier({ item }: { item: SampleItem }) {
  const w = useWords(words).samples
  const format = useFormat()
  return (
    <section>
      <h3>{w.earlier}</h3>
      <ul className="samples-earlier">
        {item.findings.map((one) => {
          const result = one.solved === null ? w.result.unreached : one.solved ? w.result.solved : w.result.notSolved
          const stars = one.satisfaction ? w.stars(one.satisfaction) : ''
          return (
            <li key={one.at}>
              {w.finding(w.method_[one.method], `${result}${stars}`)}
              {one.reopened && ` · ${w.reopened}`}
              {one.words && <span>{one.words}</span>}
              {one.conduct && (
                <span>
                  {w.conduct} · {one.conduct}
                </span>
              )}
              <span className="ui-small ui-muted">
                {one.by} · {format.moment(one.at)}
              </span>
            </li>
          )
        })}
      </ul>
    </section>
  )
}
