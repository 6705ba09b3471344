import '../web/neighbours.css'
import { useState } from 'react'
import { useCommand, useEndpoint } from '../../../kernel/web/hooks.ts'
import { useSay, useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { ConfirmDialog } from '../../../ui/dialog.tsx'
import { ErrorNote, Remark } from '../../../ui/error-note.tsx'
import { useUiLang } from '../../../ui/lang.ts'
import { AppBar, Screen } from '../../../ui/pocket/frame.tsx'
import { BigButton, Card, ListRow } from '../../../ui/pocket/parts.tsx'
import { useUiWords } from '../../../ui/words.ts'
import { ConsentAskedAnew, ConsentField } from '../../people/pocket/public.ts'
import { helpPurpose, type Mine, mine, offer, skillsNear, stopHelping, teamsOf } from '../contract.ts'
import { skillKinds } from '../skills/kinds.ts'
import { nameOfSlots } from '../skills/slots.ts'
import { emptyOffer, type OfferDraft, OfferForm } from '../web/offer-form.tsx'
import { neighbourBook } from '../web/words.ts'
import { PairingList } from './pairing-list.tsx'
import { WhereField } from './wish-form.tsx'
import { words } from './words.ts'

/** `/volunteer`: what is asked of me, what I offered, my teams. */
export default function VolunteerPage() {
  const w = useWords(words)
  const ui = useUiWords()
  const { data, error, refetch } = useEndpoint(mine, {}, { live: ['notice'] })
  const [editing, setEditing] = useState(false)
  const [said, setSaid] = useState<string | null>(null)
  const done = (words: string) => {
    setEditing(false)
    setSaid(words)
    window.scrollTo(0, 0)
  }
  return (
    <>
      <AppBar title={w.volunteer} back="/" />
      <Screen>
        {!data && !error && <p className="ui-muted">{ui.loading}</p>}
        {!data && <ErrorNote error={error} onRetry={() => void refetch()} />}
        {said && !editing && (
          <div role="status">
            <Remark icon="check" title={said} />
          </div>
        )}
        {data && editing && <Edit of={data} onSaved={() => done(w.saved)} />}
        {data && !editing && (
          <>
            <ConsentAskedAnew purpose={helpPurpose} changes={[mine, skillsNear]} />
            <PairingList of={data.pairings.filter(({ side }) => side === 'volunteer')} />
            {data.offer ? (
              <Offered of={data.offer} onEdit={() => setEditing(true)} onStopped={() => done(w.stopped)} />
            ) : (
              <Card>
                <p className="ui-muted">{w.volunteerLead}</p>
                <BigButton icon="heart" onClick={() => setEditing(true)}>
                  {w.volunteer}
                </BigButton>
              </Card>
            )}
            <Teams of={data} />
          </>
        )}
      </Screen>
    </>
  )
}

function Edit({ of, onSaved }: { of: Mine; onSaved: () => void }) {
  const w = useWords(words)
  const [draft, setDraft] = useState<OfferDraft>(of.offer ?? emptyOffer)
  const [place, setPlace] = useState(of.offer?.place ?? of.home)
  const [agreed, setAgreed] = useState<number | null>(null)
  const send = useCommand(offer, { changes: [mine, skillsNear], onDone: onSaved })
  const whole = draft.skills.length > 0 && draft.slots.length > 0 && place && agreed !== null
  const submit = () => {
    if (!place || agreed === null) return
    const { skills, languages, sex = null, helpsSex = null, slots, reachM, most } = draft
    const said = { skills, languages, sex, helpsSex, slots, reachM, most }
    send.mutate({ body: { ...said, placeId: place.id, consent: true, consentVersion: agreed } })
  }
  return (
    <Card>
      <OfferForm of={draft} onChange={setDraft} />
      <WhereField place={place} onChange={setPlace} />
      <ConsentField
        purpose={helpPurpose}
        label={w.offerConsent}
        tick={w.offerTick}
        version={agreed}
        onChange={setAgreed}
        refused={send.error}
      />
      <ErrorNote error={send.error} />
      <BigButton icon="check" busy={send.isPending} disabled={!whole} onClick={submit}>
        {of.offer ? w.saveChange : w.save}
      </BigButton>
    </Card>
  )
}

interface OfferedProps {
  readonly of: NonNullable<Mine['offer']>
  readonly onEdit: () => void
  readonly onStopped: () => void
}

function Offered({ of, onEdit, onStopped }: OfferedProps) {
  const w = useWords(words)
  const b = useWords(neighbourBook)
  const say = useSay()
  const lang = useUiLang()
  const [asking, setAsking] = useState(false)
  const send = useCommand(stopHelping, {
    changes: [mine, skillsNear],
    onDone: () => {
      setAsking(false)
      onStopped()
    },
  })
  return (
    <Card title={w.skills}>
      {of.skills.map((skill) => (
        <p key={skill.kind}>
          {say(skillKinds[skill.kind])} <span className="ui-muted ui-small">{b.audiences[skill.audience]}</span>
        </p>
      ))}
      <p className="ui-muted">{nameOfSlots(of.slots, lang)}</p>
      <div className="ui-row">
        <Button icon="edit" onClick={onEdit}>
          {w.change}
        </Button>
        <Button look="quiet" onClick={() => setAsking(true)}>
          {w.stop}
        </Button>
      </div>
      <ConfirmDialog
        open={asking}
        final
        title={w.stopTitle}
        confirm={w.stop}
        busy={send.isPending}
        error={send.error}
        onClose={() => setAsking(false)}
        onConfirm={() => send.mutate({ body: {} })}
      >
        <p>{w.stopText}</p>
      </ConfirmDialog>
    </Card>
  )
}

function Teams({ of }: { of: Mine }) {
  const w = useWords(words)
  const placeId = of.offer?.placeId ?? of.home?.id
  const own = new Set(of.teams.map(({ id }) => id))
  return (
    <>
      {of.teams.length > 0 && (
        <Card title={w.myTeams} flush>
          {of.teams.map((team) => (
            <ListRow key={team.id} icon="people" title={team.name} to={`/neighbours/teams/${team.id}`} />
          ))}
        </Card>
      )}
      {placeId && <AllTeams placeId={placeId} own={own} />}
    </>
  )
}

function AllTeams({ placeId, own }: { placeId: NonNullable<Mine['home']>['id']; own: ReadonlySet<string> }) {
  const w = useWords(words)
  const { data } = useEndpoint(teamsOf, { query: { placeId } })
  const others = data?.rows.filter(({ id }) => !own.has(id)) ?? []
  if (others.length === 0) return null
  return (
    <Card title={w.allTeams} flush>
      {others.map((team) => (
        <ListRow
          key={team.id}
          icon="people"
          title={team.name}
          note={team.purpose}
          to={`/neighbours/teams/${team.id}`}
        />
      ))}
    </Card>
  )
}
