import { useState } from 'react'
import type { PostId } from '../../../../kernel/contract/ids.ts'
import { useCommand } from '../../../../kernel/web/hooks.ts'
import { today } from '../../../../kernel/web/today.ts'
import { useSay, useWords } from '../../../../kernel/web/words.ts'
import { DialogButton } from '../../../../ui/dialog-buttons.tsx'
import { useFormat } from '../../../../ui/format.ts'
import { StatusWord } from '../../../../ui/status-word.tsx'
import { daysAfter } from '../../clocks.ts'
import { sits } from '../../committee.ts'
import * as contract from '../../contract.ts'
import { type SeatKind, seatKindCodes, seatKinds } from '../../kinds.ts'
import { FieldsForm, optionsOf } from '../fields-form.tsx'
import { words } from '../words.ts'
import { type Named, PickedPost } from './picked-post.tsx'

type Committee = contract.CommitteeView
type Seat = Committee['seats'][number]

/** From when to when, the last day as people say it: the day before the first without. */
function useSeatDays() {
  const w = useWords(words)
  const { date } = useFormat()
  return ({ fromOn, toOn }: Seat): string =>
    toOn ? w.fromTo(date(fromOn), date(daysAfter(toOn, -1))) : w.since(date(fromOn))
}

/** Who sits where, and until when; with `keeps`, somebody may leave. Those who left stand last. */
export function SeatLines({ of, keeps }: { of: Committee; keeps: boolean }) {
  const w = useWords(words)
  const say = useSay()
  const daysOf = useSeatDays()
  const now = today()
  const ended = ({ toOn }: Seat) => toOn !== null && toOn <= now
  return (
    <ul className="med-seats">
      {of.seats.map((seat) => (
        <li key={seat.id} className="med-line">
          <div>
            <strong>{seat.name}</strong> {say(seatKinds[seat.kind])}{' '}
            {!sits(seat, now) && <StatusWord words={ended(seat) ? w.seatEnded : w.seatLater} tone="plain" />}
            <div className="ui-muted ui-small">
              {[daysOf(seat), seat.interests > 0 && w.declared(seat.interests)].filter(Boolean).join(' · ')}
            </div>
          </div>
          {keeps && !ended(seat) && (
            <DialogButton label={w.leaveOf(seat.name)} short={w.leave}>
              {(done) => <LeaveForm seat={seat} done={done} />}
            </DialogButton>
          )}
        </li>
      ))}
    </ul>
  )
}

function LeaveForm({ seat, done }: { seat: Seat; done: () => void }) {
  const w = useWords(words)
  const leave = useCommand(contract.leaveSeat, { changes: [contract.listCommittees], onDone: done })
  const start = seat.fromOn < today() ? today() : daysAfter(seat.fromOn, 1)
  return (
    <FieldsForm
      fields={[{ id: 'on', label: w.leaveOn, kind: 'date', start, hint: w.leaveOnHint }]}
      busy={leave.isPending}
      error={leave.error}
      onSave={({ on = '' }) => leave.mutate({ params: { seatId: seat.id }, body: { on } })}
    />
  )
}

/** Somebody joins: whoever acts for a post, or a name and a phone. */
export function SeatForm({ committeeId, done }: { committeeId: Committee['id']; done: () => void }) {
  const w = useWords(words)
  const say = useSay()
  const [post, setPost] = useState<Named<PostId> | null>(null)
  const add = useCommand(contract.takeSeat, { changes: [contract.listCommittees], onDone: done })
  return (
    <div className="med-form">
      <PickedPost label={w.seatPost} post={post} onPost={setPost} />
      <FieldsForm
        fields={[
          {
            ...{ id: 'kind', label: w.seatKind, kind: 'choice', start: 'mediator' },
            options: optionsOf(seatKinds, say, seatKindCodes),
          },
          ...(post
            ? []
            : [
                { id: 'name', label: w.name, kind: 'line' as const, hint: w.byName },
                { id: 'phone', label: w.phone, kind: 'line' as const },
              ]),
          { id: 'fromOn', label: w.seatFrom, kind: 'date', start: today() },
          { id: 'toOn', label: w.leaveOn, kind: 'date', optional: true, hint: w.leaveOnHint },
        ]}
        busy={add.isPending}
        error={add.error}
        onSave={({ kind, name = '', phone = '', fromOn = '', toOn = '' }) =>
          add.mutate({
            params: { committeeId },
            body: {
              ...{ kind: kind as SeatKind, fromOn, toOn: toOn || null },
              ...(post ? { postId: post.id } : { name, phone }),
            },
          })
        }
      />
    </div>
  )
}
