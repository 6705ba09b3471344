import '../../../ui/input.css'
import './stations.css'
import { useCommand, useEndpoint } from '../../../kernel/web/hooks.ts'
import { useSay, useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { NextSheet } from '../../../ui/desk/next-sheet.tsx'
import { Columns, Facts, Page, PageHeader, Sheet } from '../../../ui/desk/page.tsx'
import { WhyButton } from '../../../ui/dialog-buttons.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { useFormat } from '../../../ui/format.ts'
import { Go, useParam } from '../../../ui/navigation.tsx'
import { StatusWord } from '../../../ui/status-word.tsx'
import { useNameOf } from '../../matters/desk/public.ts'
import { endWant, getWant, listWants, offer, stationFigures, type WantView } from '../contract.ts'
import { kinds } from '../kinds.ts'
import { noonOf, wantTone } from '../web/show.ts'
import { stationBook } from '../web/words.ts'
import { words } from './words.ts'

/** `/shares/$wantId/want`: what is wanted, what fits and why. */
export default function WantPage() {
  const w = useWords(words)
  const wantId = useParam('wantId') as WantView['id']
  const { data, error, refetch } = useEndpoint(getWant, { params: { wantId } })
  return (
    <Page title={data?.name ?? w.lists.wants}>
      <ErrorNote error={error} onRetry={() => void refetch()} />
      {data && <Whole of={data} />}
    </Page>
  )
}

function Whole({ of }: { of: WantView }) {
  const w = useWords(words)
  const b = useWords(stationBook)
  const say = useSay()
  const nameOf = useNameOf()
  return (
    <>
      <PageHeader
        title={of.name}
        above={[
          { words: w.title, to: '/stations' },
          { words: w.lists.wants, to: '/stations/wants' },
        ]}
        marks={<StatusWord words={b.wantState[of.state]} tone={wantTone[of.state]} />}
        lead={`${say(kinds[of.kind].name)} · ${nameOf(of.place)}`}
      />
      <Columns
        main={
          <>
            <Next of={of} />
            {of.state === 'open' && <Matches of={of} />}
            <Offers of={of} />
          </>
        }
        side={<About of={of} />}
      />
    </>
  )
}

const changes = [getWant, listWants, stationFigures]

function Next({ of }: { of: WantView }) {
  const w = useWords(words)
  const end = useCommand(endWant, { changes })
  const send = (step: 'met' | 'unmet' | 'withdraw', why: string, done: () => void) =>
    end.mutate({ params: { wantId: of.id }, body: { step, why } }, { onSuccess: done })
  const accepted = of.offersMade.some(({ state }) => state === 'accepted')
  const waits = of.offersMade.some(({ state }) => state === 'offered')
  const said =
    of.state !== 'open'
      ? w.nextWantOver
      : accepted
        ? of.byStation
          ? w.nextWantAskThem
          : w.nextWantAccepted
        : waits
          ? w.nextWantOffered
          : w.nextWant
  return (
    <NextSheet title={w.next} said={said} steps={[]} busy={end.isPending} error={end.error}>
      {of.mayKeep && of.byStation && accepted && of.state === 'open' && (
        <>
          <WhyButton
            label={w.metFor}
            why={w.howTheySaid}
            busy={end.isPending}
            error={end.error}
            onTake={(why, done) => send('met', why, done)}
          />
          <WhyButton
            label={w.unmetFor}
            why={w.howTheySaid}
            busy={end.isPending}
            error={end.error}
            onTake={(why, done) => send('unmet', why, done)}
          />
        </>
      )}
      {of.mayKeep && of.state === 'open' && (
        <WhyButton
          label={w.withdraw}
          why={w.why}
          busy={end.isPending}
          error={end.error}
          onTake={(why, done) => send('withdraw', why, done)}
        />
      )}
    </NextSheet>
  )
}

function Matches({ of }: { of: WantView }) {
  const w = useWords(words)
  const say = useSay()
  const send = useCommand(offer, { changes })
  const offered = new Set<string>(of.offersMade.map(({ resource }) => resource.id))
  return (
    <Sheet title={w.matches}>
      {of.matches.length === 0 && <p className="ui-muted">{w.noMatches}</p>}
      <ErrorNote error={send.error} />
      {of.matches.map(({ resource, excluded, reasons }, n) => (
        <div key={resource.id} className="st-line">
          <div>
            <Go to={`/shares/${resource.id}`}>{resource.name}</Go>
            <span className="ui-muted"> · {resource.sharer}</span>
            <div className="ui-muted ui-small">
              {excluded && `${w.notFit} · `}
              {reasons.map(say).join(' · ')}
            </div>
          </div>
          {of.mayKeep && excluded === null && !offered.has(resource.id) && (
            <Button
              look={n === 0 && offered.size === 0 ? 'main' : 'plain'}
              busy={send.isPending}
              label={`${w.offer} ${resource.name}`}
              onClick={() => send.mutate({ params: { wantId: of.id }, body: { resourceId: resource.id } })}
            >
              {w.offer}
            </Button>
          )}
        </div>
      ))}
    </Sheet>
  )
}

function Offers({ of }: { of: WantView }) {
  const w = useWords(words)
  const b = useWords(stationBook)
  const format = useFormat()
  if (of.offersMade.length === 0) return null
  return (
    <Sheet title={w.offers}>
      {of.offersMade.map((one) => (
        <div key={one.id} className="st-line">
          <div>
            <Go to={`/shares/${one.resource.id}`}>{one.resource.name}</Go>
            <div className="ui-muted ui-small">
              {one.resource.sharer} · {format.moment(one.madeAt)}
              {one.why && ` · ${one.why}`}
            </div>
          </div>
          <StatusWord
            words={b.offerState[one.state]}
            tone={one.state === 'declined' ? 'stopped' : one.state === 'offered' ? 'active' : 'done'}
          />
        </div>
      ))}
    </Sheet>
  )
}

function About({ of }: { of: WantView }) {
  const w = useWords(words)
  const format = useFormat()
  return (
    <Sheet title={w.facts}>
      <Facts
        rows={[
          ...(of.words ? [{ label: w.form.about, value: of.words }] : []),
          { label: w.form.whoName, value: of.who ?? '—' },
          ...(of.fromAt ? [{ label: w.form.when, value: format.moment(of.fromAt) }] : []),
          { label: w.form.pieces, value: of.pieces },
          { label: w.form.until, value: format.shortDay(noonOf(of.untilOn)) },
          ...(of.why ? [{ label: w.why, value: of.why }] : []),
        ]}
      />
    </Sheet>
  )
}
