import './guide/guide.css'
import { useCommand, useEndpoint } from '../../../kernel/web/hooks.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { Page, PageHeader, Sheet } from '../../../ui/desk/page.tsx'
import { ErrorNote, Remark } from '../../../ui/error-note.tsx'
import { useFormat } from '../../../ui/format.ts'
import { Icon } from '../../../ui/icon.tsx'
import { StatusWord } from '../../../ui/status-word.tsx'
import { type GuideStep, type GuideStepView, type GuideView, putGuideAway, readGuide } from '../guide/contract.ts'
import { words } from './guide/words.ts'

/** `/start`: what a new office does from an empty database to its first matter, and how far it is. */
export default function GuidePage() {
  const w = useWords(words)
  const format = useFormat()
  const { data, error, refetch } = useEndpoint(readGuide, {}, { staleTime: 0 })
  const done = data?.steps.filter(({ state }) => state === 'done').length ?? 0
  return (
    <Page title={w.title} width="narrow">
      <PageHeader
        title={w.title}
        lead={w.lead}
        marks={data && <span>{w.progress(format.number(done), format.number(data.steps.length))}</span>}
        actions={data && !data.complete && <PutAway guide={data} />}
      />
      <ErrorNote error={error} onRetry={() => void refetch()} />
      {data?.complete && (
        <Remark icon="check" title={w.complete}>
          {w.completeText}
        </Remark>
      )}
      {data?.putAway && !data.complete && <p className="ui-muted">{w.putAwayText}</p>}
      {data && (
        <Sheet>
          <ol className="guide-steps">
            {data.steps.map((step, n) => (
              <Step key={step.step} it={step} number={n + 1} next={step === nextOf(data)} />
            ))}
          </ol>
        </Sheet>
      )}
    </Page>
  )
}

/** What to do now: the first step of which nothing is there, else the first that is not done. */
const nextOf = ({ steps }: GuideView): GuideStepView | undefined =>
  steps.find(({ state }) => state === 'todo') ?? steps.find(({ state }) => state !== 'done')

const ways: Readonly<Record<GuideStep, string>> = {
  administrator: '/people?role=administrator',
  places: '/places/imports',
  grids: '/grids',
  roster: '/people/imports',
  posts: '/vacancies',
  kinds: '/rules',
  calendar: '/rules/calendar',
  matter: '/people?role=grid_worker',
}

const tones = { todo: 'plain', begun: 'active', done: 'done' } as const

function Step({ it, number, next }: { it: GuideStepView; number: number; next: boolean }) {
  const w = useWords(words)
  const format = useFormat()
  const { step, state } = it
  const said = w.steps[step]
  const there = it.there > 0 ? w.there[step](format.number(it.there)) : ''
  const text =
    state === 'begun' && 'begun' in said
      ? said.begun(format.number(it.missing))
      : said[state === 'begun' ? 'todo' : state]
  const toInvite = state !== 'todo' && 'goBegun' in said && it.missing > 0
  return (
    <li className={`guide-step guide-${state}`}>
      <span className="guide-number">{state === 'done' ? <Icon name="check" size={18} /> : number}</span>
      <div>
        <h2>{said.name}</h2>
        <p>
          <StatusWord words={w.state[state]} tone={tones[state]} /> {there && <span className="ui-muted">{there}</span>}
        </p>
        <p className="ui-muted">{text}</p>
      </div>
      <Button look={next ? 'main' : 'plain'} to={toInvite ? '/people?state=waiting' : ways[step]}>
        {toInvite ? said.goBegun : said.go}
      </Button>
    </li>
  )
}

function PutAway({ guide }: { guide: GuideView }) {
  const w = useWords(words)
  const command = useCommand(putGuideAway, { changes: [readGuide] })
  return (
    <>
      <ErrorNote error={command.error} />
      <Button busy={command.isPending} onClick={() => command.mutate({ body: { away: !guide.putAway } })}>
        {guide.putAway ? w.takeOut : w.putAway}
      </Button>
    </>
  )
}
