import './mediation.css'
import { useState } from 'react'
import type { PlaceId, PostId } from '../../../kernel/contract/ids.ts'
import { labelled } from '../../../kernel/contract/punctuation.ts'
import { useCommand, useEndpoint } from '../../../kernel/web/hooks.ts'
import { today } from '../../../kernel/web/today.ts'
import { useLang, useSay, useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { Page, PageHeader, Sheet } from '../../../ui/desk/page.tsx'
import { DialogButton } from '../../../ui/dialog-buttons.tsx'
import { ErrorNote, Remark } from '../../../ui/error-note.tsx'
import { Field } from '../../../ui/field.tsx'
import { useFormat } from '../../../ui/format.ts'
import { Line, PlaceSearch, PostSearch, useNameOf } from '../../matters/desk/public.ts'
import * as contract from '../contract.ts'
import { interestKinds, type SeatKind, seatKindCodes, seatKinds } from '../kinds.ts'
import { type Named, PickedPost } from './committee/picked-post.tsx'
import { SeatLines } from './committee/seats.tsx'
import { FieldsForm, optionsOf } from './fields-form.tsx'
import { words } from './words.ts'

type Committee = contract.CommitteeView
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
  const lang = useLang()
  const { date } = useFormat()
  const say = useSay()
  const nameOf = useNameOf()
  return (
    <Sheet title={of.name}>
      <div className="ui-stack">
        {of.obstacle && <Remark icon="warning">{say(of.obstacle)}</Remark>}
        <p className="ui-muted">
          {[nameOf(of.place), w.term(date(of.fromOn), date(of.untilOn)), w.limit(of.limitDays, of.keepYears)].join(
            ' · ',
          )}
          <br />
          {[
            of.police && labelled(lang, w.police, nameOf(of.police)),
            of.guardian && labelled(lang, w.guardian, nameOf(of.guardian)),
          ]
            .filter(Boolean)
            .join(' · ')}
        </p>
        <SeatLines of={of} keeps={false} />
        <div className="ui-row">
          {of.mayKeep && (
            <Button icon="edit" to={`/mediation/committees/${of.id}`}>
              {w.settings}
            </Button>
          )}
          {of.maySit && (
            <DialogButton label={w.declare}>{(done) => <InterestForm committeeId={of.id} done={done} />}</DialogButton>
          )}
        </div>
      </div>
    </Sheet>
  )
}

function InterestForm({ committeeId, done }: { committeeId: Committee['id']; done: () => void }) {
  const w = useWords(words)
  const say = useSay()
  const [firm, setFirm] = useState<Named<PostId> | null>(null)
  const declare = useCommand(contract.declareInterest, { changes: [contract.listCommittees], onDone: done })
  return (
    <div className="med-form">
      <PickedPost label={w.interestPost} post={firm} onPost={setFirm} optional />
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
      <PickedPost label={w.police} post={police} onPost={setPolice} optional />
      <PickedPost label={w.guardian} post={guardian} onPost={setGuardian} optional />
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
