import './samples/samples.css'
import type { MatterId } from '../../../kernel/contract/ids.ts'
import { useCommand, useEndpoint } from '../../../kernel/web/hooks.ts'
import { useSay, useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { Facts, Page, PageHeader, Sheet } from '../../../ui/desk/page.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ErrorNote, Remark } from '../../../ui/error-note.tsx'
import { Figure, Figures } from '../../../ui/figure.tsx'
import { useFormat } from '../../../ui/format.ts'
import { useParam, useUrlState } from '../../../ui/navigation.tsx'
import { useUiWords } from '../../../ui/words.ts'
import { getSample, redrawSample, type SampleItem, type SampleView } from '../contract.ts'
import { isShown, type Shown, shownOf } from './samples/shown.ts'
import { WorkCard } from './samples/work-card.tsx'
import { WorkList } from './samples/work-list.tsx'
import { words } from './words.ts'

type SampleId = SampleView['id']

/** `/samples/$sampleId`: how it was drawn, what came out, and whom to call next. */
export default function SamplePage() {
  const w = useWords(words).samples
  const ui = useUiWords()
  const sampleId = useParam('sampleId') as SampleId
  const { data, error, refetch } = useEndpoint(getSample, { params: { sampleId } })
  if (data) return <Sample sample={data.sample} items={data.items} />
  return (
    <Page title={w.title}>
      {error?.code === 'not_found' || error?.code === 'invalid' ? (
        <EmptyState icon="search" title={w.gone} action={<Button to="/samples">{w.back}</Button>}>
          {w.goneText}
        </EmptyState>
      ) : error ? (
        <ErrorNote error={error} onRetry={() => void refetch()} />
      ) : (
        <p className="ui-muted">{ui.loading}</p>
      )}
    </Page>
  )
}

function Sample({ sample, items }: { sample: SampleView; items: readonly SampleItem[] }) {
  const w = useWords(words).samples
  const say = useSay()
  const format = useFormat()
  const [values, setValues] = useUrlState(['show', 'matter'])
  const show = shownOf(values.show)
  const shown = items.filter((item) => isShown(item, show))
  const chosen = shown.find((item) => item.matter.id === values.matter) ?? shown[0]
  const choose = (matter: string) => setValues({ matter })
  const goOn = () => {
    const at = chosen ? shown.indexOf(chosen) : -1
    const next = shown.slice(at + 1).find((item) => item.findings.length === 0) ?? shown[at + 1] ?? chosen
    setValues({ matter: next?.matter.id as MatterId | undefined })
  }
  const { personName, post } = sample.drawnBy
  return (
    <Page title={sample.name}>
      <PageHeader
        above={[{ words: w.back, to: '/samples' }]}
        title={sample.name}
        lead={`${w.facts(sample.figures.size, sample.population)} · ${w.drawnBy(say(post), personName, format.moment(sample.drawnAt))}`}
      />
      <Outcome sample={sample} />
      {show !== 'all' && (
        <p>
          {w.show} <strong>{w.figure[show]}</strong>{' '}
          <Button look="quiet" icon="cross" onClick={() => setValues({ show: undefined })}>
            {w.showAll}
          </Button>
        </p>
      )}
      {chosen ? (
        <div className="samples-work">
          <WorkList items={shown} current={chosen.matter.id} onChoose={choose} />
          <WorkCard
            key={`${chosen.matter.id} ${chosen.findings.length}`}
            sampleId={sample.id}
            item={chosen}
            onDone={goOn}
          />
        </div>
      ) : (
        <p className="ui-muted">{w.none}</p>
      )}
      <HowDrawn sample={sample} />
    </Page>
  )
}

/** The figures of the sample; each leads to the matters that it counts. */
function Outcome({ sample }: { sample: SampleView }) {
  const w = useWords(words).samples
  const { size, called, answered, confirmed, unreached, rated, satisfied, conduct, reopened } = sample.figures
  const to = (show: Shown) => `/samples/${sample.id}?show=${show}`
  return (
    <Figures>
      <Figure label={w.figure.called} of={{ part: called, whole: size }} to={to('called')} />
      <Figure label={w.figure.confirmed} of={{ part: confirmed, whole: answered }} to={to('confirmed')} />
      <Figure label={w.figure.satisfied} of={{ part: satisfied, whole: rated }} to={to('satisfied')} />
      <Figure label={w.figure.reopened} value={reopened} to={to('reopened')} />
      <Figure label={w.figure.unreached} value={unreached} to={to('unreached')} />
      <Figure label={w.figure.conduct} value={conduct} to={to('conduct')} />
    </Figures>
  )
}

function HowDrawn({ sample }: { sample: SampleView }) {
  const w = useWords(words).samples
  const again = useCommand(redrawSample)
  return (
    <Sheet
      title={w.how}
      tools={
        <Button
          look="quiet"
          icon="refresh"
          busy={again.isPending}
          onClick={() => again.mutate({ params: { sampleId: sample.id } })}
        >
          {w.redraw}
        </Button>
      }
    >
      <div className="ui-stack">
        <Facts
          rows={[
            { label: w.seedIs, value: <span className="ui-code">{sample.seed}</span> },
            { label: w.method, value: `${sample.method} · ${w.methodText}` },
          ]}
        />
        <ErrorNote error={again.error} />
        {again.data && (
          <Remark icon={again.data.same ? 'check' : 'warning'}>{again.data.same ? w.same : w.different}</Remark>
        )}
      </div>
    </Sheet>
  )
}
