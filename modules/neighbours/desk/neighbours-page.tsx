import '../web/neighbours.css'
import { useState } from 'react'
import type { PlaceId } from '../../../kernel/contract/ids.ts'
import { useCommand, useEndpoint } from '../../../kernel/web/hooks.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { Page, PageHeader, Sheet } from '../../../ui/desk/page.tsx'
import { DialogButton } from '../../../ui/dialog-buttons.tsx'
import { ErrorNote, Remark } from '../../../ui/error-note.tsx'
import { Figure, Figures } from '../../../ui/figure.tsx'
import { Go, useUrlState } from '../../../ui/navigation.tsx'
import { Pills } from '../../../ui/pills.tsx'
import { hasRole, PlaceFilter, useMe } from '../../matters/desk/public.ts'
import { listPairings, listWishes, type NeighbourFigures, neighbourFigures, suggestAll } from '../contract.ts'
import { words as hoursWords } from '../hours/desk/words.ts'
import { hoursKeepers } from '../hours/roles.ts'
import { hearers, pairers, teamKeepers } from '../roles.ts'
import { neighbourBook } from '../web/words.ts'
import { SkillList, TeamList } from './directory-lists.tsx'
import { HeardList } from './heard-list.tsx'
import { PairingTable, VolunteerTable, WishTable } from './lists.tsx'
import { TeamForm } from './team-form.tsx'
import { VolunteerForm } from './volunteer-form.tsx'
import { WishForm } from './wish-form.tsx'
import { words } from './words.ts'

const lists = ['wishes', 'pairings', 'volunteers', 'heard', 'skills', 'teams'] as const

/** `/neighbours`: what waits, then the lists. */
export default function NeighboursPage() {
  const w = useWords(words)
  const b = useWords(neighbourBook)
  const hours = useWords(hoursWords)
  const me = useMe()
  const [values, set] = useUrlState(['list', 'show', 'kind', 'placeId', 'from', 'to'])
  const place = values.placeId ? { placeId: values.placeId as PlaceId } : {}
  const { data } = useEndpoint(neighbourFigures, { query: place }, { live: ['notice'] })
  // What was said at a door is for those in charge alone.
  const mine = lists.filter((one) => one !== 'heard' || hasRole(me, ...hearers))
  const list = mine.find((one) => one === values.list) ?? 'wishes'
  const brings = hasRole(me, ...pairers)
  return (
    <Page title={w.title}>
      <PageHeader
        title={w.title}
        lead={w.lead}
        actions={
          brings && (
            <>
              <DialogButton label={w.noteWish} icon="plus" wide>
                {(done) => <WishForm onDone={done} />}
              </DialogButton>
              <DialogButton label={w.takeDown} icon="person" wide>
                {(done) => <VolunteerForm onDone={done} />}
              </DialogButton>
              {hasRole(me, ...teamKeepers) && (
                <DialogButton label={w.formTeam} icon="people" wide>
                  {(done) => <TeamForm of={null} onDone={done} />}
                </DialogButton>
              )}
              {hasRole(me, ...hoursKeepers) && (
                <Button icon="clock" to="/neighbours/hours">
                  {hours.title}
                </Button>
              )}
            </>
          )
        }
      />
      {data && <Next of={data} brings={brings} placeId={values.placeId} />}
      {data && <FigureRow of={data} placeId={values.placeId} />}
      <fieldset className="nb-ways" aria-label={w.show}>
        <Pills
          value={list}
          onChange={(next) => set({ list: next, show: undefined, kind: undefined, from: undefined, to: undefined })}
          options={mine.map((value) => ({ value, label: b.lists[value] }))}
        />
      </fieldset>
      <div className="nb-place">
        <PlaceFilter
          label={w.place}
          placeholder={w.everywhere}
          placeId={values.placeId}
          onChange={(placeId) => set({ placeId })}
        />
      </div>
      {list === 'wishes' && <WishTable values={values} onChange={set} />}
      {list === 'pairings' && <PairingTable values={values} onChange={set} />}
      {list === 'volunteers' && <VolunteerTable values={values} onChange={set} />}
      {list === 'heard' && <HeardList values={values} onChange={set} />}
      {list === 'skills' && <SkillList placeId={values.placeId} />}
      {list === 'teams' && <TeamList placeId={values.placeId} />}
    </Page>
  )
}

interface Of {
  readonly of: NeighbourFigures
  readonly placeId: string | undefined
}

/** What waits, the most pressing first; each leads to its list. */
function Next({ of, brings, placeId }: Of & { brings: boolean }) {
  const w = useWords(words)
  const [said, setSaid] = useState<string | null>(null)
  const send = useCommand(suggestAll, {
    changes: [neighbourFigures, listWishes, listPairings],
    onDone: ({ wishes, suggested }) => setSaid(w.suggested(wishes, suggested)),
  })
  const here = placeId ? `&placeId=${placeId}` : ''
  const steps = [
    { n: of.silent, words: w.nextSilent(of.silent), to: 'list=pairings&show=silent' },
    { n: of.heard, words: w.nextHeard(of.heard), to: 'list=wishes&show=heard' },
    { n: of.askedAnew, words: w.nextAskedAnew(of.askedAnew), to: 'list=wishes&show=asked_anew' },
    { n: of.offers, words: w.nextOffers(of.offers), to: 'list=heard&show=waiting' },
    { n: of.suggested, words: w.nextSuggested(of.suggested), to: 'list=pairings&show=suggested' },
    { n: of.unpaired, words: w.nextUnpaired(of.unpaired), to: 'list=wishes&show=unpaired' },
    { n: of.consents, words: w.nextConsents(of.consents), to: 'list=pairings&show=consents' },
    { n: of.asking, words: w.nextAsking(of.asking), to: 'list=teams' },
  ].filter(({ n }) => n > 0)
  return (
    <Sheet title={w.next}>
      <div className="ui-stack">
        {steps.length === 0 && <p className="ui-muted">{w.nothing}</p>}
        {steps.map((step) => (
          <p key={step.to}>
            <Go to={`/neighbours?${step.to}${here}`}>{step.words}</Go>
          </p>
        ))}
        {said && (
          <div role="status">
            <Remark icon="check" title={said} />
          </div>
        )}
        <ErrorNote error={send.error} />
        {brings && of.unpaired > 0 && (
          <div className="ui-row">
            <Button
              look="main"
              icon="people"
              busy={send.isPending}
              onClick={() => send.mutate({ body: placeId ? { placeId: placeId as PlaceId } : {} })}
            >
              {w.suggestAll}
            </Button>
          </div>
        )}
      </div>
    </Sheet>
  )
}

function FigureRow({ of, placeId }: Of) {
  const w = useWords(words)
  const here = placeId ? `&placeId=${placeId}` : ''
  const to = (query: string) => `/neighbours?${query}${here}`
  return (
    <Figures>
      <Figure label={w.volunteers} value={of.volunteers} unit={w.people} to={to('list=volunteers')} />
      <Figure label={w.active} value={of.active} unit={w.pairs} to={to('list=pairings&show=active')} />
      <Figure label={w.silent} value={of.silent} unit={w.pairs} to={to('list=pairings&show=silent')} />
      <Figure label={w.open} value={of.open} unit={w.items} to={to('list=wishes&show=open')} />
      <Figure label={w.met} value={of.met} unit={w.items} to={to(`list=wishes&show=met&from=${of.from}&to=${of.to}`)} />
    </Figures>
  )
}
