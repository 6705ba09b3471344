import '../web/neighbours.css'
import { useState } from 'react'
import { listed } from '../../../kernel/contract/punctuation.ts'
import { useCommand, useEndpoint } from '../../../kernel/web/hooks.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { Columns, Facts, Page, PageHeader, Sheet } from '../../../ui/desk/page.tsx'
import { DialogButton, WhyButton } from '../../../ui/dialog-buttons.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { Field } from '../../../ui/field.tsx'
import { useFormat } from '../../../ui/format.ts'
import { useUiLang } from '../../../ui/lang.ts'
import { Go, useParam } from '../../../ui/navigation.tsx'
import { StatusWord } from '../../../ui/status-word.tsx'
import { useUiWords } from '../../../ui/words.ts'
import { Line, useNameOf } from '../../matters/desk/public.ts'
import {
  endTeam,
  getTeam,
  hostActivity,
  listTeams,
  neighbourFigures,
  settleMember,
  type TeamView,
} from '../contract.ts'
import { neighbourBook } from '../web/words.ts'
import { TeamForm } from './team-form.tsx'
import { words } from './words.ts'

const changes = [getTeam, listTeams, neighbourFigures]

/** `/neighbours/teams/$teamId`: who asks to join, what the team does, who is in it. */
export default function TeamPage() {
  const w = useWords(words)
  const ui = useUiWords()
  const teamId = useParam('teamId') as TeamView['team']['id']
  const { data, error, refetch } = useEndpoint(getTeam, { params: { teamId } }, { live: ['notice'] })
  const title = data?.team.name ?? w.team
  return (
    <Page title={title}>
      {!data && !error && <p className="ui-muted">{ui.loading}</p>}
      {!data && <ErrorNote error={error} onRetry={() => void refetch()} />}
      {data && (
        <>
          <PageHeader
            title={title}
            above={[{ words: w.title, to: '/neighbours?list=teams' }]}
            {...(data.team.state === 'ended' ? { marks: <StatusWord words={w.ended} tone="stopped" /> } : {})}
            lead={data.team.purpose}
            actions={data.keeps && data.team.state === 'active' && <Ways of={data} />}
          />
          <Columns
            main={
              <>
                <Activities of={data} />
                <Members of={data} />
              </>
            }
            side={<Side of={data} />}
          />
        </>
      )}
    </Page>
  )
}

function Ways({ of }: { of: TeamView }) {
  const w = useWords(words)
  const end = useCommand(endTeam, { changes })
  return (
    <>
      <DialogButton label={w.host} icon="calendar" wide>
        {(done) => <ActivityForm of={of} onDone={done} />}
      </DialogButton>
      <DialogButton label={w.change} icon="edit" wide>
        {(done) => <TeamForm of={of} onDone={done} />}
      </DialogButton>
      <WhyButton
        label={w.disband}
        why={w.disbandWhy}
        busy={end.isPending}
        error={end.error}
        onTake={(why, done) => end.mutate({ params: { teamId: of.team.id }, body: { why } }, { onSuccess: done })}
      />
    </>
  )
}

/** An instant of a `datetime-local` field, on the clock of who types it. */
const instantOf = (local: string): string => new Date(local).toISOString()

function ActivityForm({ of, onDone }: { of: TeamView; onDone: () => void }) {
  const w = useWords(words)
  const [said, setSaid] = useState({ title: '', venue: '', starts: '', ends: '', capacity: '' })
  const send = useCommand(hostActivity, { changes, onDone })
  const capacity = Number.parseInt(said.capacity, 10)
  const submit = () => {
    const { title, venue, starts, ends } = said
    const times = { startsAt: instantOf(starts), endsAt: instantOf(ends) }
    send.mutate({
      params: { teamId: of.team.id },
      body: { title, venue, ...times, ...(capacity > 0 ? { capacity } : {}) },
    })
  }
  const lines = [
    { name: 'title', label: w.activityTitle, type: 'text' },
    { name: 'venue', label: w.venue, type: 'text' },
    { name: 'starts', label: w.starts, type: 'datetime-local' },
    { name: 'ends', label: w.ends, type: 'datetime-local' },
    { name: 'capacity', label: w.capacity, type: 'text' },
  ] as const
  return (
    <div className="ui-stack">
      {lines.map(({ name, label, type }) => (
        <Field key={name} label={label}>
          {(control) => (
            <Line
              control={control}
              type={type}
              value={said[name]}
              onChange={(text) => setSaid({ ...said, [name]: text })}
            />
          )}
        </Field>
      ))}
      <ErrorNote error={send.error} />
      <div className="ui-row">
        <Button
          look="main"
          busy={send.isPending}
          disabled={!said.title.trim() || !said.venue.trim() || !said.starts || !said.ends}
          onClick={submit}
        >
          {w.save}
        </Button>
      </div>
    </div>
  )
}

function Activities({ of }: { of: TeamView }) {
  const w = useWords(words)
  const format = useFormat()
  return (
    <Sheet title={w.activities}>
      {of.activities.length === 0 && <p className="ui-muted">{w.nobody}</p>}
      {of.activities.map((one) => (
        <p key={one.id}>
          <Go to={`/gatherings/${one.id}`}>{one.title}</Go>{' '}
          <span className="ui-muted">
            {format.moment(one.startsAt)} ·{' '}
            {one.state === 'held' ? w.came(one.came) : w.signedUp(one.signedUp, one.places)}
            {one.waiting > 0 && one.state !== 'held' ? ` · ${w.waiting(one.waiting)}` : ''}
          </span>
        </p>
      ))}
    </Sheet>
  )
}

function Members({ of }: { of: TeamView }) {
  const w = useWords(words)
  const b = useWords(neighbourBook)
  const send = useCommand(settleMember, { changes })
  const settle = (memberId: TeamView['members'][number]['id'], step: 'accept' | 'refuse' | 'end') =>
    send.mutate({ params: { teamId: of.team.id, memberId }, body: { step } })
  const active = of.team.state === 'active' && of.keeps
  return (
    <Sheet title={w.members}>
      <ErrorNote error={send.error} />
      {of.members.map((one) => (
        <div key={one.id} className="nb-card">
          <div className="nb-line">
            <h3>{of.keeps ? <Go to={`/neighbours/volunteers/${one.volunteerId}`}>{one.name}</Go> : one.name}</h3>
            <span className="ui-muted">{one.volunteerId === of.leaderId ? w.leader : b.memberStates[one.state]}</span>
            {active && one.state === 'asked' && (
              <>
                <Button look="main" busy={send.isPending} onClick={() => settle(one.id, 'accept')}>
                  {w.accept}
                </Button>
                <Button busy={send.isPending} onClick={() => settle(one.id, 'refuse')}>
                  {w.refuse}
                </Button>
              </>
            )}
            {active && one.state === 'member' && one.volunteerId !== of.leaderId && (
              <Button look="quiet" busy={send.isPending} onClick={() => settle(one.id, 'end')}>
                {w.remove}
              </Button>
            )}
          </div>
        </div>
      ))}
    </Sheet>
  )
}

function Side({ of: { team } }: { of: TeamView }) {
  const w = useWords(words)
  const lang = useUiLang()
  const nameOf = useNameOf()
  return (
    <Sheet title={w.facts}>
      <Facts
        rows={[
          { label: w.place, value: nameOf(team.place) },
          { label: w.leader, value: team.leader ?? w.noLeader },
          { label: w.members, value: String(team.members) },
          { label: w.compounds, value: listed(lang, team.compounds.map(nameOf)) },
        ]}
      />
    </Sheet>
  )
}
