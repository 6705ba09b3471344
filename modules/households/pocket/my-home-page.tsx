import './households-pocket.css'
import { useState } from 'react'
import { newId } from '../../../kernel/contract/ids.ts'
import { useCommand, useEndpoint } from '../../../kernel/web/hooks.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { useFormat } from '../../../ui/format.ts'
import { AppBar, Screen } from '../../../ui/pocket/frame.tsx'
import { Card, Sheet } from '../../../ui/pocket/parts.tsx'
import { toast } from '../../../ui/pocket/toast.tsx'
import { StatusWord } from '../../../ui/status-word.tsx'
import { useUiWords } from '../../../ui/words.ts'
import { circumstances, isCircumstance } from '../circumstances.ts'
import { askCorrection, type MyHome, myHome } from '../contract.ts'
import type { Item } from '../shapes.ts'
import { useShow } from '../web/show.ts'
import { householdWords } from '../web/words.ts'
import { type Correction, CorrectionForm } from './home/correction-form.tsx'
import { words } from './words.ts'

type Home = NonNullable<MyHome['home']>

/** `/my-home`: what is held on the household of the one who reads, and the way to have it corrected. */
export default function MyHomePage() {
  const w = useWords(words)
  const ui = useUiWords()
  const { data, error, refetch } = useEndpoint(myHome, {}, { live: ['household'] })
  return (
    <>
      <AppBar title={w.home.title} back="/" />
      <Screen>
        {!data && !error && <p className="ui-muted">{ui.loading}</p>}
        <ErrorNote error={error} onRetry={() => void refetch()} />
        {data?.home === null && (
          <EmptyState icon="home" title={w.home.none}>
            {w.home.noneText}
          </EmptyState>
        )}
        {data?.home && <Held home={data.home} />}
      </Screen>
    </>
  )
}

function Held({ home }: { home: Home }) {
  const w = useWords(words)
  const show = useShow()
  const [asking, setAsking] = useState<Correction | null>(null)
  const ask = useCommand(askCorrection, {
    changes: [myHome],
    onDone: () => {
      setAsking(null)
      toast(w.home.asked, 'check')
    },
  })
  const part = { home, onAsk: setAsking }
  return (
    <>
      <p className="ui-muted">{w.home.lead}</p>
      <Card title={`${show.name(home.room.compound)} ${show.name(home.room.building)} ${show.door(home.room)}`}>
        <Reached home={home} />
      </Card>
      <ContactCard {...part} />
      <PeopleCard {...part} />
      <FactsCard {...part} />
      <CircumstancesCard {...part} />
      <Sheet
        open={asking !== null}
        title={asking ? w.home.askFor(asking.label) : w.home.ask}
        onClose={() => setAsking(null)}
      >
        {asking && (
          <CorrectionForm
            of={asking}
            busy={ask.isPending}
            error={ask.error}
            onSend={(value, said) =>
              ask.mutate({ body: { id: newId<'entry'>(), item: asking.item, value, ...(said ? { words: said } : {}) } })
            }
          />
        )}
      </Sheet>
    </>
  )
}

/** Who has called and looked: told without being asked. */
function Reached({ home }: { home: Home }) {
  const w = useWords(words)
  const format = useFormat()
  return (
    <>
      <p>
        {w.home.visits(home.visits)}
        {home.lastVisitAt && ` · ${w.home.last(format.shortDay(home.lastVisitAt))}`}
      </p>
      <p className="ui-muted ui-small">{home.reveals > 0 ? w.home.reveals(home.reveals) : w.home.noReveals}</p>
    </>
  )
}

interface PartProps {
  readonly home: Home
  readonly onAsk: (correction: Correction) => void
}

interface LineProps extends PartProps {
  readonly correction: Correction
  readonly value: string
  readonly note?: string
}

/** One thing that is held, where it comes from, and the way to say that it is wrong. */
function Line({ home, onAsk, correction, value, note }: LineProps) {
  const w = useWords(words)
  const waiting = home.asked.some(({ item }) => same(item, correction.item))
  return (
    <div className="hp-part">
      <div className="hp-row">
        <span>
          {correction.label !== value && `${correction.label} `}
          <strong>{value}</strong> {note && <span className="ui-muted ui-small">{note}</span>}
        </span>
        {!waiting && (
          <Button look="quiet" label={w.home.askFor(correction.label)} onClick={() => onAsk(correction)}>
            {w.home.ask}
          </Button>
        )}
      </div>
      {waiting && <StatusWord words={w.home.waiting} tone="active" />}
    </div>
  )
}

const same = (a: Item, b: Item): boolean => JSON.stringify(sorted(a)) === JSON.stringify(sorted(b))
const sorted = (item: Item) => Object.entries(item).sort(([a], [b]) => a.localeCompare(b))

function ContactCard(part: PartProps) {
  const w = useWords(words)
  const h = useWords(householdWords)
  const { contact } = part.home
  const value = contact ? [contact.name, contact.phone].filter(Boolean).join(' ') : h.noContact
  return (
    <Card title={w.home.contact}>
      <Line {...part} correction={{ item: { kind: 'contact' }, label: w.home.contact }} value={value} />
    </Card>
  )
}

function PeopleCard(part: PartProps) {
  const w = useWords(words)
  const h = useWords(householdWords)
  return (
    <Card title={w.home.lives}>
      {part.home.members.length === 0 && <p className="ui-muted">{h.nobodyKnown}</p>}
      {part.home.members.map(({ memberId, name, relation, birth, me }) => (
        <Line
          key={memberId}
          {...part}
          correction={{ item: { kind: 'member', memberId }, label: name }}
          value={name}
          note={[h.relation[relation], birth, me && w.home.me].filter(Boolean).join(' · ')}
        />
      ))}
    </Card>
  )
}

function FactsCard(part: PartProps) {
  const w = useWords(words)
  const h = useWords(householdWords)
  const show = useShow()
  const format = useFormat()
  return (
    <Card title={w.home.facts}>
      {part.home.facts.length === 0 && <p className="ui-muted">{w.home.noFacts}</p>}
      {part.home.facts.map(({ key, value, source, asOf }) => (
        <Line
          key={key}
          {...part}
          correction={{ item: { kind: 'fact', key }, label: show.factName(key) }}
          value={show.factValue(key, value)}
          note={[show.source(source), h.asOf(format.date(asOf))].join(' · ')}
        />
      ))}
    </Card>
  )
}

function CircumstancesCard(part: PartProps) {
  const w = useWords(words)
  const h = useWords(householdWords)
  const show = useShow()
  const format = useFormat()
  return (
    <Card title={w.home.circumstances}>
      {part.home.circumstances.length === 0 && <p className="ui-muted">{w.home.noCircumstances}</p>}
      {part.home.circumstances.map(({ code, fromOn, untilOn, source }) => (
        <Line
          key={code}
          {...part}
          correction={{ item: { kind: 'circumstance', code, memberId: null }, label: show.circumstance(code) }}
          value={show.circumstance(code)}
          note={[
            source && show.source(source),
            h.since(format.date(fromOn)),
            untilOn && h.until(format.date(untilOn)),
            isCircumstance(code) && circumstances[code].sensitive && h.sensitive,
          ]
            .filter(Boolean)
            .join(' · ')}
        />
      ))}
    </Card>
  )
}
