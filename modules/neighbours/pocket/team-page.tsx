import '../web/neighbours.css'
import { useState } from 'react'
import { listed } from '../../../kernel/contract/punctuation.ts'
import { dayOf } from '../../../kernel/time/day.ts'
import { useCommand, useEndpoint } from '../../../kernel/web/hooks.ts'
import { today } from '../../../kernel/web/today.ts'
import { useLang, useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { ConfirmDialog } from '../../../ui/dialog.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { useFormat } from '../../../ui/format.ts'
import { useParam } from '../../../ui/navigation.tsx'
import { AppBar, Screen } from '../../../ui/pocket/frame.tsx'
import { Tick } from '../../../ui/pocket/inputs.tsx'
import { BigButton, Card, ListRow } from '../../../ui/pocket/parts.tsx'
import { useUiWords } from '../../../ui/words.ts'
import { useNames } from '../../matters/pocket/public.ts'
import { getTeam, joinTeam, leaveTeam, mine, settleMember, type TeamView } from '../contract.ts'
import { words } from './words.ts'

const changes = [getTeam, mine]

/** `/neighbours/teams/$teamId`: what a team does; for its leader, who asks to join comes first. */
export default function TeamPage() {
  const w = useWords(words)
  const ui = useUiWords()
  const teamId = useParam('teamId') as TeamView['team']['id']
  const { data, error, refetch } = useEndpoint(getTeam, { params: { teamId } }, { live: ['notice'] })
  return (
    <>
      <AppBar title={data?.team.name ?? w.teams} back="/volunteer" />
      <Screen>
        {!data && !error && <p className="ui-muted">{ui.loading}</p>}
        {!data && <ErrorNote error={error} onRetry={() => void refetch()} />}
        {data && (
          <>
            {data.leads && <OnTheSpot of={data} />}
            {data.leads && <Asking of={data} />}
            <Head of={data} />
            <Activities of={data} />
            <Roster of={data} />
          </>
        )}
      </Screen>
    </>
  )
}

/** For the leader: the activity that is on, or of today. */
function OnTheSpot({ of }: { of: TeamView }) {
  const w = useWords(words)
  const now = of.activities.find(
    ({ state, startsAt }) => state === 'running' || (state === 'announced' && dayOf(new Date(startsAt)) === today()),
  )
  if (!now) return null
  return (
    <Card title={now.title}>
      <p className="ui-muted">{w.signedUp(now.signedUp, now.places)}</p>
      <Button look="main" tall wide to={`/gatherings/${now.id}/attendance`}>
        {w.attendance}
      </Button>
    </Card>
  )
}

function Head({ of }: { of: TeamView }) {
  const w = useWords(words)
  const lang = useLang()
  const nameOf = useNames()
  const { team } = of
  return (
    <Card>
      <p>{team.purpose}</p>
      <p className="ui-muted">
        {team.leader ? w.leader(team.leader) : w.noLeader} · {w.members(team.members)}
      </p>
      <p className="ui-muted ui-small">
        {w.serves}: {listed(lang, team.compounds.map(nameOf))}
      </p>
      <Join of={of} />
    </Card>
  )
}

function Join({ of }: { of: TeamView }) {
  const w = useWords(words)
  const [shown, setShown] = useState(false)
  const [asking, setAsking] = useState(false)
  const params = { teamId: of.team.id }
  const join = useCommand(joinTeam, { changes })
  const leave = useCommand(leaveTeam, { changes, onDone: () => setAsking(false) })
  if (of.mine)
    return (
      <>
        {of.mine.state === 'asked' && <p role="status">{w.asked}</p>}
        <Button look="quiet" onClick={() => setAsking(true)}>
          {w.leave}
        </Button>
        <ConfirmDialog
          open={asking}
          final
          title={w.leaveTitle}
          confirm={w.leave}
          busy={leave.isPending}
          error={leave.error}
          onClose={() => setAsking(false)}
          onConfirm={() => leave.mutate({ params, body: {} })}
        >
          <p>{w.leaveText}</p>
        </ConfirmDialog>
      </>
    )
  if (!of.iVolunteer)
    return (
      <p>
        {w.joinFirst} <Button to="/volunteer">{w.volunteer}</Button>
      </p>
    )
  return (
    <>
      <Tick checked={shown} onChange={setShown}>
        {w.joinName}
      </Tick>
      <ErrorNote error={join.error} />
      <BigButton icon="plus" busy={join.isPending} onClick={() => join.mutate({ params, body: { nameShown: shown } })}>
        {w.join}
      </BigButton>
    </>
  )
}

function Asking({ of }: { of: TeamView }) {
  const w = useWords(words)
  const send = useCommand(settleMember, { changes })
  const asking = of.members.filter(({ state }) => state === 'asked')
  if (asking.length === 0) return null
  const settle = (memberId: (typeof asking)[number]['id'], step: 'accept' | 'refuse') =>
    send.mutate({ params: { teamId: of.team.id, memberId }, body: { step } })
  return (
    <Card title={w.asking}>
      <ErrorNote error={send.error} />
      {asking.map((member) => (
        <div key={member.id} className="nb-line">
          <h3>{member.name}</h3>
          <Button look="main" busy={send.isPending} onClick={() => settle(member.id, 'accept')}>
            {w.accept}
          </Button>
          <Button busy={send.isPending} onClick={() => settle(member.id, 'refuse')}>
            {w.refuse}
          </Button>
        </div>
      ))}
    </Card>
  )
}

function Activities({ of }: { of: TeamView }) {
  const w = useWords(words)
  const format = useFormat()
  return (
    <Card title={w.activities} flush>
      {of.activities.length === 0 && <ListRow icon="calendar" title={w.noActivities} />}
      {of.activities.slice(0, 12).map((one) => (
        <ListRow
          key={one.id}
          icon="calendar"
          title={one.title}
          note={[
            format.moment(one.startsAt),
            one.state === 'held' ? w.came(one.came) : w.signedUp(one.signedUp, one.places),
            one.waiting > 0 && one.state !== 'held' ? w.waiting(one.waiting) : '',
          ]
            .filter(Boolean)
            .join(' · ')}
          to={of.leads && one.state !== 'cancelled' ? `/gatherings/${one.id}/attendance` : `/g/${one.code}`}
        />
      ))}
    </Card>
  )
}

function Roster({ of }: { of: TeamView }) {
  const w = useWords(words)
  const lang = useLang()
  const members = of.members.filter(({ state }) => state === 'member')
  if (members.length === 0) return null
  return (
    <Card title={w.roster}>
      <p>
        {listed(
          lang,
          members.map(({ name }) => name),
        )}
      </p>
    </Card>
  )
}
