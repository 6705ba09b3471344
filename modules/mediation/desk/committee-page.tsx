import './mediation.css'
import { useState } from 'react'
import type { PostId } from '../../../kernel/contract/ids.ts'
import { useCommand, useEndpoint } from '../../../kernel/web/hooks.ts'
import { useSay, useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { Columns, Facts, Page, PageHeader, Sheet } from '../../../ui/desk/page.tsx'
import { DialogButton } from '../../../ui/dialog-buttons.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ErrorNote, Remark } from '../../../ui/error-note.tsx'
import { useFormat } from '../../../ui/format.ts'
import { useParam } from '../../../ui/navigation.tsx'
import { useNameOf } from '../../matters/desk/public.ts'
import * as contract from '../contract.ts'
import { type Named, PickedPost } from './committee/picked-post.tsx'
import { SeatForm, SeatLines } from './committee/seats.tsx'
import { FieldsForm } from './fields-form.tsx'
import { words } from './words.ts'

type Committee = contract.CommitteeView

/** `/mediation/committees/$committeeId`: what a committee works by; for those who keep its register alone. */
export default function CommitteePage() {
  const w = useWords(words)
  const committeeId = useParam('committeeId')
  const { data, error, refetch } = useEndpoint(contract.listCommittees)
  const of = data?.rows.find(({ id, mayKeep }) => id === committeeId && mayKeep)
  return (
    <Page title={of?.name ?? w.settings}>
      <PageHeader
        title={of?.name ?? w.settings}
        above={[
          { words: w.title, to: '/mediation' },
          { words: w.committees, to: '/mediation/committees' },
        ]}
        lead={w.settingsLead}
      />
      <ErrorNote error={error} onRetry={() => void refetch()} />
      {data && !of && (
        <EmptyState icon="lock" title={w.notKept} action={<Button to="/mediation/committees">{w.committees}</Button>}>
          {w.notKeptText}
        </EmptyState>
      )}
      {of && <Settings of={of} />}
    </Page>
  )
}

function Settings({ of }: { of: Committee }) {
  const w = useWords(words)
  const say = useSay()
  return (
    <>
      {of.obstacle && <Remark icon="warning">{say(of.obstacle)}</Remark>}
      <Columns
        main={
          <Sheet
            title={w.seats}
            tools={
              <DialogButton label={w.addSeat} icon="plus">
                {(done) => <SeatForm committeeId={of.id} done={done} />}
              </DialogButton>
            }
          >
            <SeatLines of={of} keeps />
          </Sheet>
        }
        side={
          <>
            <WorkSheet of={of} />
            <DangerPosts of={of} />
            <TermSheet of={of} />
          </>
        }
      />
    </>
  )
}

const useChange = (done: () => void) =>
  useCommand(contract.changeCommittee, { changes: [contract.listCommittees], onDone: done })

interface FormProps {
  readonly of: Committee
  readonly done: () => void
}

function WorkSheet({ of }: { of: Committee }) {
  const w = useWords(words)
  return (
    <Sheet
      title={w.works}
      tools={
        <DialogButton label={w.change} wide>
          {(done) => <WorkForm of={of} done={done} />}
        </DialogButton>
      }
    >
      <Facts
        rows={[
          { label: w.committeeName, value: of.name },
          { label: w.sealName, value: of.sealName },
          { label: w.limitDays, value: w.days(of.limitDays) },
          { label: w.keepYears, value: w.years(of.keepYears) },
          { label: w.courtName, value: of.courtName ?? w.notSet },
          { label: w.nextNumber, value: of.nextNumber.words },
        ]}
      />
    </Sheet>
  )
}

function WorkForm({ of, done }: FormProps) {
  const w = useWords(words)
  const change = useChange(done)
  const whole = (text: string | undefined) => Number.parseInt(text ?? '', 10) || 0
  const bodyOf = (values: Readonly<Record<string, string>>): contract.ChangeBody => {
    const first = whole(values.firstNumber)
    return {
      ...{ name: values.name ?? '', sealName: values.sealName ?? '', numberPrefix: values.numberPrefix ?? '' },
      ...{ limitDays: whole(values.limitDays), keepYears: whole(values.keepYears) },
      courtName: values.courtName?.trim() || null,
      // Left as it was, it is not set: a case may have taken it meanwhile.
      ...(first === of.nextNumber.number ? {} : { firstNumber: first }),
    }
  }
  return (
    <FieldsForm
      fields={[
        { id: 'name', label: w.committeeName, kind: 'line', start: of.name },
        { id: 'sealName', label: w.sealName, kind: 'line', start: of.sealName },
        { id: 'limitDays', label: w.limitDays, kind: 'line', start: String(of.limitDays), hint: w.limitDaysHint },
        { id: 'keepYears', label: w.keepYears, kind: 'line', start: String(of.keepYears) },
        {
          ...{ id: 'courtName', label: w.courtName, kind: 'line', optional: true },
          ...{ start: of.courtName ?? '', hint: w.courtHint },
        },
        {
          ...{ id: 'numberPrefix', label: w.numberPrefix, kind: 'line', optional: true },
          ...{ start: of.numberPrefix, hint: w.numberPrefixHint },
        },
        {
          ...{ id: 'firstNumber', label: w.firstNumber, kind: 'line' },
          ...{ start: String(of.nextNumber.number), hint: w.firstNumberHint },
        },
      ]}
      busy={change.isPending}
      error={change.error}
      onSave={(values) => change.mutate({ params: { committeeId: of.id }, body: bodyOf(values) })}
    />
  )
}

function DangerPosts({ of }: { of: Committee }) {
  const w = useWords(words)
  const nameOf = useNameOf()
  return (
    <Sheet
      title={w.inDanger}
      tools={<DialogButton label={w.change}>{(done) => <DangerForm of={of} done={done} />}</DialogButton>}
    >
      <Facts
        rows={[
          { label: w.policeShort, value: of.police ? nameOf(of.police) : w.notSet },
          { label: w.guardianShort, value: of.guardian ? nameOf(of.guardian) : w.notSet },
        ]}
      />
    </Sheet>
  )
}

function DangerForm({ of, done }: FormProps) {
  const w = useWords(words)
  const [police, setPolice] = useState<Named<PostId> | null>(of.police)
  const [guardian, setGuardian] = useState<Named<PostId> | null>(of.guardian)
  const change = useChange(done)
  return (
    <div className="med-form">
      <PickedPost label={w.police} post={police} onPost={setPolice} optional />
      <PickedPost label={w.guardian} post={guardian} onPost={setGuardian} optional />
      <ErrorNote error={change.error} />
      <div className="ui-row">
        <Button
          look="main"
          busy={change.isPending}
          onClick={() =>
            change.mutate({
              params: { committeeId: of.id },
              body: { policePostId: police?.id ?? null, guardianPostId: guardian?.id ?? null },
            })
          }
        >
          {w.save}
        </Button>
      </div>
    </div>
  )
}

function TermSheet({ of }: { of: Committee }) {
  const w = useWords(words)
  const { date } = useFormat()
  return (
    <Sheet
      title={w.termTitle}
      tools={<DialogButton label={w.newTerm}>{(done) => <TermForm of={of} done={done} />}</DialogButton>}
    >
      <p>{w.term(date(of.fromOn), date(of.untilOn))}</p>
    </Sheet>
  )
}

function TermForm({ of, done }: FormProps) {
  const w = useWords(words)
  const change = useChange(done)
  return (
    <FieldsForm
      fields={[{ id: 'termFromOn', label: w.fromOn, kind: 'date', start: of.untilOn, hint: w.newTermHint }]}
      busy={change.isPending}
      error={change.error}
      onSave={({ termFromOn = '' }) => change.mutate({ params: { committeeId: of.id }, body: { termFromOn } })}
    />
  )
}
