import '../web/neighbours.css'
import { useState } from 'react'
import { useCommand, useEndpoint } from '../../../kernel/web/hooks.ts'
import { useSay, useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { ErrorNote, Remark } from '../../../ui/error-note.tsx'
import { AppBar, Screen } from '../../../ui/pocket/frame.tsx'
import { BigButton, Card, ListRow } from '../../../ui/pocket/parts.tsx'
import { StatusWord } from '../../../ui/status-word.tsx'
import { useUiWords } from '../../../ui/words.ts'
import { useNames } from '../../matters/pocket/public.ts'
import { ConsentAskedAnew } from '../../people/pocket/public.ts'
import { type Mine, mine, type NearSkill, skillsNear, thanksWall, wishPurpose, withdrawWish } from '../contract.ts'
import { skillKinds } from '../skills/kinds.ts'
import { wishTone } from '../web/show.ts'
import { neighbourBook } from '../web/words.ts'
import { PairingList } from './pairing-list.tsx'
import { WishForm } from './wish-form.tsx'
import { words } from './words.ts'

/** `/help`: ask for help; what waits for my answer; my wishes; what neighbours can do. */
export default function HelpPage() {
  const w = useWords(words)
  const ui = useUiWords()
  const { data, error, refetch } = useEndpoint(mine, {}, { live: ['notice'] })
  const [form, setForm] = useState<{ asked: NearSkill | null } | null>(null)
  const [said, setSaid] = useState<string | null>(null)
  const done = (words: string) => {
    setForm(null)
    setSaid(words)
    window.scrollTo(0, 0)
  }
  return (
    <>
      <AppBar title={w.help} back="/" />
      <Screen>
        {!data && !error && <p className="ui-muted">{ui.loading}</p>}
        {!data && <ErrorNote error={error} onRetry={() => void refetch()} />}
        {said && !form && (
          <div role="status">
            <Remark icon="check" title={said} />
          </div>
        )}
        {data && form && <WishForm home={data.home} asked={form.asked} onSent={() => done(w.sent)} />}
        {data && !form && (
          <>
            <ConsentAskedAnew purpose={wishPurpose} changes={[mine]} />
            <PairingList of={data.pairings.filter(({ side }) => side === 'helped')} />
            <Card>
              <p className="ui-muted">{w.helpLead}</p>
              <BigButton icon="heart" onClick={() => setForm({ asked: null })}>
                {w.help}
              </BigButton>
            </Card>
            <Wishes of={data.wishes} onGone={() => done(w.withdrawn)} />
            <Directory onAsk={(asked) => setForm({ asked })} />
            {data.home && <Wall placeId={data.home.id} />}
          </>
        )}
      </Screen>
    </>
  )
}

function Wishes({ of, onGone }: { of: Mine['wishes']; onGone: () => void }) {
  const w = useWords(words)
  const b = useWords(neighbourBook)
  const say = useSay()
  const send = useCommand(withdrawWish, { changes: [mine], onDone: onGone })
  if (of.length === 0) return null
  return (
    <Card title={w.myWishes}>
      <ErrorNote error={send.error} />
      {of.map((wish) => (
        <div key={wish.id} className="nb-card">
          <div className="nb-line">
            <h3>{say(skillKinds[wish.kind])}</h3>
            <StatusWord words={b.wishStates[wish.state]} tone={wishTone[wish.state]} />
          </div>
          {wish.words && <p>{wish.words}</p>}
          {wish.askedAnew && <p className="ui-muted ui-small">{wish.forOther ? w.otherAskedAnew : w.wishAskedAnew}</p>}
          {!wish.endedAt && (
            <Button
              look="quiet"
              busy={send.isPending}
              onClick={() => send.mutate({ params: { wishId: wish.id }, body: {} })}
            >
              {w.withdraw}
            </Button>
          )}
        </div>
      ))}
    </Card>
  )
}

function Directory({ onAsk }: { onAsk: (skill: NearSkill) => void }) {
  const w = useWords(words)
  const say = useSay()
  const nameOf = useNames()
  const { data, error, refetch } = useEndpoint(skillsNear, { query: {} })
  return (
    <Card title={w.directory} flush>
      <ErrorNote error={error} onRetry={() => void refetch()} />
      {data?.homes.length === 0 && <ListRow icon="home" title={w.sayHome} note={w.noHome} to="/passes" />}
      {data && data.homes.length > 0 && data.rows.length === 0 && <ListRow icon="info" title={w.noSkills} />}
      {data?.rows.map((row) => (
        <ListRow
          key={row.id}
          icon="person"
          title={`${say(skillKinds[row.kind])} · ${row.name}`}
          note={[row.compound && nameOf(row.compound), row.words].filter(Boolean).join(' · ')}
          onClick={() => onAsk(row)}
        />
      ))}
    </Card>
  )
}

function Wall({ placeId }: { placeId: NonNullable<Mine['home']>['id'] }) {
  const w = useWords(words)
  const say = useSay()
  const { data } = useEndpoint(thanksWall, { query: { placeId } })
  if (!data || data.rows.length === 0) return null
  return (
    <Card title={w.thanksWall}>
      {data.rows.slice(0, 8).map((row) => (
        <div key={row.at} className="nb-card">
          <p className="nb-thanks">{row.words}</p>
          <p className="ui-muted ui-small">{say(skillKinds[row.kind])}</p>
        </div>
      ))}
    </Card>
  )
}
