import './mediation.css'
import { useState } from 'react'
import type { PlaceId, PostId } from '../../../kernel/contract/ids.ts'
import { useCommand, useEndpoint } from '../../../kernel/web/hooks.ts'
import { today } from '../../../kernel/web/today.ts'
import { useSay, useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { Page, PageHeader, Sheet } from '../../../ui/desk/page.tsx'
import { DialogButton } from '../../../ui/dialog-buttons.tsx'
import { ErrorNote, Remark } from '../../../ui/error-note.tsx'
import { Field } from '../../../ui/field.tsx'
import { Line, PlaceSearch, PostSearch, useNameOf } from '../../matters/desk/public.ts'
import * as contract from '../contract.ts'
import { interestKinds, type SeatKind, seatKindCodes, seatKinds } from '../kinds.ts'
import { FieldsForm, optionsOf } from './fields-form.tsx'
import { words } from './words.ts'

type Committee = contract.CommitteeView
interface Named<Id> {
  readonly id: Id
  readonly name: string
  readonly nameEn: string
}

/** `/mediation/committees`: who sits where and until when; entering one. */
export default function CommitteesPage() {
  const w = useWords(words)
  const { data, error, refetch } = useEndpoint(contract.listCommittees)
  return (
    <Page title={w.committees}>
      <PageHeader title={w.committees} above={[{ words: w.title, to: '/mediation' }]} lead={w.foundLead} />
      <ErrorNote error={error} onRetry={() => void refetch()} />
      {data?.rows.map((one) => (
        <CommitteeSheet key={one.id} of={one} />
      ))}
      {data?.mayFound && (
        <div className="ui-row">
          <DialogButton label={w.foundTitle} icon="plus" wide>
            {(done) => <FoundForm done={done} />}
          </DialogButton>
        </div>
      )}
    </Page>
  )
}

function CommitteeSheet({ of }: { of: Committee }) {
  const w = useWords(words)
  const say = useSay()
  const nameOf = useNameOf()
  const leave = useCommand(contract.leaveSeat, { changes: [contract.listCommittees] })
  return (
    <Sheet title={of.name}>
      <div className="ui-stack">
        {of.obstacle && <Remark icon="warning">{say(of.obstacle)}</Remark>}
        <p className="ui-muted">
          {[nameOf(of.place), w.term(of.fromOn, of.untilOn), w.limit(of.limitDays, of.keepYears)].join(' · ')}
          <br />
          {[of.police && `${w.police}：${nameOf(of.police)}`, of.guardian && `${w.guardian}：${nameOf(of.guardian)}`]
            .filter(Boolean)
            .join(' · ')}
        </p>
        <div>
          {of.seats.map((seat) => (
            <div key={seat.id} className="med-line">
              <div>
                <strong>{seat.name}</strong> {say(seatKinds[seat.kind])}
                <div className="ui-muted ui-small">
                  {[`${seat.fromOn} — ${seat.toOn ?? ''}`, seat.interests > 0 && w.declared(seat.interests)]
                    .filter(Boolean)
                    .join(' · ')}
                </div>
              </div>
              {of.mayKeep && !seat.toOn && (
                <Button
                  look="quiet"
                  label={`${w.leave} ${seat.name}`}
                  busy={leave.isPending}
                  onClick={() => leave.mutate({ params: { seatId: seat.id }, body: {} })}
                >
                  {w.leave}
                </Button>
              )}
            </div>
          ))}
        </div>
        <ErrorNote error={leave.error} />
        <div className="ui-row">
          {of.mayKeep && (
            <DialogButton label={w.addSeat}>{(done) => <SeatForm committeeId={of.id} done={done} />}</DialogButton>
          )}
          {of.maySit && (
            <DialogButton label={w.declare}>{(done) => <InterestForm committeeId={of.id} done={done} />}</DialogButton>
          )}
        </div>
      </div>
    </Sheet>
  )
}

interface OfCommittee {
  readonly committeeId: Committee['id']
  readonly done: () => void
}

function SeatForm({ committeeId, done }: OfCommittee) {
  const w = useWords(words)
  const say = useSay()
  const nameOf = useNameOf()
  const [post, setPost] = useState<Named<PostId> | null>(null)
  const add = useCommand(contract.takeSeat, { changes: [contract.listCommittees], onDone: done })
  return (
    <div className="med-form">
      <Field label={w.seatPost} group>
        {post ? (
          <Button look="quiet" icon="cross" onClick={() => setPost(null)}>
            {nameOf(post)}
          </Button>
        ) : (
          <PostSearch label={w.seatPost} onPick={setPost} />
        )}
      </Field>
      <FieldsForm
        fields={[
          {
            id: 'kind',
            label: w.seatKind,
            kind: 'choice',
            start: 'mediator',
            options: optionsOf(seatKinds, say, seatKindCodes),
          },
          { id: 'name', label: w.name, kind: 'line', optional: true, hint: w.byName },
          { id: 'phone', label: w.phone, kind: 'line', optional: true },
        ]}
        busy={add.isPending}
        error={add.error}
        onSave={({ kind, name, phone }) =>
          add.mutate({
            params: { committeeId },
            body: { kind: kind as SeatKind, ...(post ? { postId: post.id } : name && phone ? { name, phone } : {}) },
          })
        }
      />
    </div>
  )
}

function InterestForm({ committeeId, done }: OfCommittee) {
  const w = useWords(words)
  const say = useSay()
  const nameOf = useNameOf()
  const [firm, setFirm] = useState<Named<PostId> | null>(null)
  const declare = useCommand(contract.declareInterest, { changes: [contract.listCommittees], onDone: done })
  return (
    <div className="med-form">
      <Field label={w.interestPost} group optional>
        {firm ? (
          <Button look="quiet" icon="cross" onClick={() => setFirm(null)}>
            {nameOf(firm)}
          </Button>
        ) : (
          <PostSearch label={w.interestPost} onPick={setFirm} />
        )}
      </Field>
      <FieldsForm
        fields={[
          { id: 'kind', label: w.interest, kind: 'choice', options: optionsOf(interestKinds, say) },
          { id: 'phone', label: w.interestPhone, kind: 'line', when: ({ kind }) => kind !== 'firm' },
        ]}
        busy={declare.isPending}
        error={declare.error}
        onSave={({ kind, phone = '' }) =>
          declare.mutate({
            params: { committeeId },
            body: { kind: kind as 'kin', ...(kind === 'firm' ? (firm ? { postId: firm.id } : {}) : { phone }) },
          })
        }
      />
    </div>
  )
}

interface PlannedSeat extends Named<PostId> {
  readonly kind: SeatKind
}

function FoundForm({ done }: { done: () => void }) {
  const w = useWords(words)
  const say = useSay()
  const nameOf = useNameOf()
  const [place, setPlace] = useState<Named<PlaceId> | null>(null)
  const [texts, setTexts] = useState({ name: '', sealName: '', fromOn: today() })
  const [seats, setSeats] = useState<readonly PlannedSeat[]>([])
  const [police, setPolice] = useState<Named<PostId> | null>(null)
  const [guardian, setGuardian] = useState<Named<PostId> | null>(null)
  const found = useCommand(contract.foundCommittee, { changes: [contract.listCommittees], onDone: done })
  const send = () =>
    place &&
    found.mutate({
      body: {
        ...{ communityId: place.id, name: texts.name, sealName: texts.sealName || texts.name, fromOn: texts.fromOn },
        ...{ policePostId: police?.id ?? null, guardianPostId: guardian?.id ?? null },
        seats: seats.map(({ id, kind }) => ({ postId: id, kind })),
      },
    })
  const chosen = (label: string, post: Named<PostId> | null, set: (post: Named<PostId> | null) => void) => (
    <Field label={label} group>
      {post ? (
        <Button look="quiet" icon="cross" onClick={() => set(null)}>
          {nameOf(post)}
        </Button>
      ) : (
        <PostSearch label={label} onPick={set} />
      )}
    </Field>
  )
  return (
    <div className="med-form">
      <Field label={w.community} error={found.error?.field('communityId')}>
        {(control) => <PlaceSearch control={control} value={place} onChange={setPlace} />}
      </Field>
      <Field label={w.committee}>
        {(control) => (
          <Line control={control} value={texts.name} onChange={(name) => setTexts({ ...texts, name })} maxLength={60} />
        )}
      </Field>
      <Field label={w.sealName} optional>
        {(control) => (
          <Line
            control={control}
            value={texts.sealName}
            onChange={(sealName) => setTexts({ ...texts, sealName })}
            maxLength={60}
          />
        )}
      </Field>
      <Field label={w.fromOn}>
        {(control) => (
          <Line
            control={control}
            type="date"
            value={texts.fromOn}
            onChange={(fromOn) => setTexts({ ...texts, fromOn })}
          />
        )}
      </Field>
      <Field label={w.seats} group hint={w.foundLead}>
        {seats.map((seat) => (
          <div key={seat.id} className="med-line">
            <div>{nameOf(seat)}</div>
            <div className="ui-row">
              <select
                className="ui-input"
                aria-label={`${w.seatKind} ${nameOf(seat)}`}
                value={seat.kind}
                onChange={(event) =>
                  setSeats(
                    seats.map((one) => (one.id === seat.id ? { ...one, kind: event.target.value as SeatKind } : one)),
                  )
                }
              >
                {seatKindCodes.map((kind) => (
                  <option key={kind} value={kind}>
                    {say(seatKinds[kind])}
                  </option>
                ))}
              </select>
              <Button
                look="quiet"
                label={`${w.remove} ${nameOf(seat)}`}
                onClick={() => setSeats(seats.filter(({ id }) => id !== seat.id))}
              >
                {w.remove}
              </Button>
            </div>
          </div>
        ))}
        <PostSearch
          label={w.seatPost}
          onPick={(post) =>
            setSeats((now) =>
              now.some(({ id }) => id === post.id)
                ? now
                : [...now, { ...post, kind: now.length === 0 ? 'head' : 'member' }],
            )
          }
        />
      </Field>
      {chosen(w.police, police, setPolice)}
      {chosen(w.guardian, guardian, setGuardian)}
      <ErrorNote error={found.error} />
      <div className="ui-row">
        <Button
          look="main"
          busy={found.isPending}
          disabled={!place || !texts.name.trim() || seats.length < 3}
          onClick={send}
        >
          {w.save}
        </Button>
      </div>
    </div>
  )
}
