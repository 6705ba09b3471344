import { useState } from 'react'
import { useCommand } from '../../../../kernel/web/hooks.ts'
import { useWords } from '../../../../kernel/web/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { Sheet } from '../../../../ui/desk/page.tsx'
import { ErrorNote } from '../../../../ui/error-note.tsx'
import { useFormat } from '../../../../ui/format.ts'
import { StatusWord } from '../../../../ui/status-word.tsx'
import { useNameOf } from '../../../matters/desk/public.ts'
import { actForParty, type EntryAct, type EntryView, type GatheringView } from '../../contract.ts'
import { mayNow, traits } from '../../gathering.ts'
import { gatheringWords } from '../../gathering-words.ts'
import { yuanOf } from '../time.ts'
import { words } from '../words.ts'
import { changes } from './changes.ts'
import { EntryMore } from './entry-more.tsx'
import { Invite } from './invite.tsx'
import { SignUpFor } from './sign-up-for.tsx'

/** Who is invited, signed up, here. */
export function People({ of }: { of: GatheringView }) {
  const w = useWords(words).people
  const fair = traits[of.kind].stalls
  return (
    <Sheet
      title={w.title}
      tools={<span className="ui-muted ui-small">{w.attended(of.counts.attended, of.entries.length)}</span>}
    >
      {of.entries.length === 0 && <p className="ui-muted">{w.empty}</p>}
      {of.entries.length > 0 && (
        <table className="gathering-people">
          <thead>
            <tr>
              <th>{w.name}</th>
              <th>{w.standing}</th>
              {fair && <th>{w.stall}</th>}
              <th>{w.here}</th>
            </tr>
          </thead>
          <tbody>
            {of.entries.map((entry) => (
              <Row key={entry.id} of={of} entry={entry} fair={fair} />
            ))}
          </tbody>
        </table>
      )}
      {of.manages && (
        <div className="ui-stack" style={{ marginTop: 'var(--s4)' }}>
          {mayNow('invite', of.state) && <Invite of={of} />}
          {mayNow('sign_up', of.state) && <SignUpFor of={of} />}
        </div>
      )}
    </Sheet>
  )
}

function Row({ of, entry, fair }: { of: GatheringView; entry: EntryView; fair: boolean }) {
  const w = useWords(gatheringWords)
  const nameOf = useNameOf()
  const name = nameOf(entry)
  const { wish } = entry
  const away = entry.standing === 'declined' || entry.standing === 'withdrawn'
  return (
    <tr>
      <td>
        {name} <span className="ui-muted ui-small">{w.party[entry.kind]}</span>
        {wish && (
          <div className="ui-muted ui-small">
            {[wish.category, w.area(String(wish.areaCm2 / 10_000)), wish.power && w.power, wish.water && w.water]
              .filter(Boolean)
              .join(' · ')}
            {entry.turnoverFen !== null && ` · ${w.yuan(yuanOf(entry.turnoverFen))}`}
          </div>
        )}
      </td>
      <td>
        <StatusWord
          words={entry.waitingAt ? w.waitingAt(entry.waitingAt) : w.standing[entry.standing]}
          tone={away ? 'stopped' : entry.standing === 'invited' || entry.standing === 'waiting' ? 'plain' : 'active'}
        />
      </td>
      {fair && <td>{entry.stall}</td>}
      <td>
        <Here of={of} entry={entry} name={name} />
      </td>
    </tr>
  )
}

/** Whether one is here, and the ways to say so. */
function Here({ of, entry, name }: { of: GatheringView; entry: EntryView; name: string }) {
  const w = useWords(words).people
  const format = useFormat()
  const [more, setMore] = useState(false)
  const send = useCommand(actForParty, { changes })
  const does = (action: EntryAct) =>
    send.mutate({ params: { gatheringId: of.id, entryId: entry.id }, body: { action } })
  const by = { code: w.byCode, leader: w.byLeader, organiser: '' }
  const ticks = of.manages && mayNow('correct_check_in', of.state)
  return (
    <>
      <div className="ui-row">
        {entry.checkedInAt && (
          <StatusWord
            tone="done"
            words={[format.time(entry.checkedInAt), entry.checkedInBy && by[entry.checkedInBy]]
              .filter(Boolean)
              .join(' ')}
          />
        )}
        {ticks && !entry.checkedInAt && (
          <Button icon="check" label={`${w.checkIn} ${name}`} busy={send.isPending} onClick={() => does('check_in')} />
        )}
        {of.manages && <Button look="quiet" icon="more" label={`${w.more} ${name}`} onClick={() => setMore(true)} />}
      </div>
      <ErrorNote error={send.error} />
      {more && <EntryMore of={of} entry={entry} name={name} onClose={() => setMore(false)} />}
    </>
  )
}
