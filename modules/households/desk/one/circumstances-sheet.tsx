import { type FormEvent, useState } from 'react'
import { today } from '../../../../kernel/web/today.ts'
import { useWords } from '../../../../kernel/web/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { Sheet } from '../../../../ui/desk/page.tsx'
import { DialogButton } from '../../../../ui/dialog-buttons.tsx'
import { ErrorNote } from '../../../../ui/error-note.tsx'
import { Field } from '../../../../ui/field.tsx'
import { useFormat } from '../../../../ui/format.ts'
import { Icon } from '../../../../ui/icon.tsx'
import { Line, Lines } from '../../../matters/desk/public.ts'
import { circumstanceCodes, circumstances } from '../../circumstances.ts'
import type { HouseholdView } from '../../contract.ts'
import { useShow } from '../../web/show.ts'
import { householdWords } from '../../web/words.ts'
import { words } from '../words.ts'
import { Choose } from './choose.tsx'
import { useEnter } from './use-enter.ts'

/** How this household lives, as far as it changes how often we look in. */
export function CircumstancesSheet({ household }: { household: HouseholdView }) {
  const w = useWords(words).one
  const h = useWords(householdWords)
  const show = useShow()
  const format = useFormat()
  const live = household.toOn === null
  const { enter, busy, error } = useEnter(household.id, () => {})
  const nameOf = (memberId: string) => household.members.find((one) => one.memberId === memberId)?.name
  return (
    <Sheet
      title={w.circumstances}
      tools={
        live && (
          <DialogButton label={w.addCircumstance} icon="plus">
            {(done) => <GiveForm household={household} onDone={done} />}
          </DialogButton>
        )
      }
    >
      {household.circumstanceList.length === 0 && <p className="ui-muted">{w.noCircumstances}</p>}
      <div className="hd-lines">
        {household.circumstanceList.map(
          ({ code, memberId, entryId, untilOn, fromOn, words: said, sensitive, source }) => (
            <div key={`${code} ${memberId}`} className="hd-line">
              <span>
                {sensitive && <Icon name="lock" size={16} label={h.sensitive} />}{' '}
                <strong>{show.circumstance(code)}</strong> {memberId && nameOf(memberId)}
                <br />
                <span className="ui-muted ui-small">
                  {[
                    h.since(format.date(fromOn)),
                    untilOn && h.until(format.date(untilOn)),
                    source && show.source(source),
                    said,
                  ]
                    .filter(Boolean)
                    .join(' · ')}
                </span>
              </span>
              {live && entryId && (
                <Button
                  look="quiet"
                  busy={busy}
                  label={`${show.circumstance(code)}: ${w.end}`}
                  onClick={() =>
                    enter({ item: { kind: 'circumstance', code, memberId }, value: null, basisId: entryId })
                  }
                >
                  {w.end}
                </Button>
              )}
            </div>
          ),
        )}
      </div>
      <ErrorNote error={error} />
    </Sheet>
  )
}

function GiveForm({ household, onDone }: { household: HouseholdView; onDone: () => void }) {
  const w = useWords(words).one
  const show = useShow()
  const [code, setCode] = useState<(typeof circumstanceCodes)[number]>('living_alone')
  const [memberId, setMemberId] = useState('')
  const [fromOn, setFromOn] = useState<string>(today())
  const [said, setSaid] = useState('')
  const [tried, setTried] = useState(false)
  const { enter, busy, error } = useEnter(household.id, onDone)
  const { ofMember } = circumstances[code]
  const member = household.members.find((one) => one.memberId === memberId)
  const ready = /^\d{4}-\d\d-\d\d$/.test(fromOn) && (!ofMember || member !== undefined)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (!ready) return
    enter({
      item: { kind: 'circumstance', code, memberId: ofMember ? (member?.memberId ?? null) : null },
      value: { fromOn, ...(said.trim() ? { words: said.trim() } : {}) },
      basisId: null,
    })
  }
  return (
    <form className="ui-stack" onSubmit={submit}>
      <Field label={w.which}>
        {(control) => (
          <Choose
            control={control}
            value={code}
            onChange={(next) => setCode(circumstanceCodes.find((one) => one === next) ?? 'living_alone')}
            options={circumstanceCodes
              .filter((one) => !circumstances[one].derived)
              .map((value) => ({ value, label: show.circumstance(value) }))}
          />
        )}
      </Field>
      {ofMember && (
        <Field label={w.ofWhom} error={tried && !member ? w.required : undefined}>
          {(control) => (
            <Choose
              control={control}
              value={memberId}
              empty="—"
              onChange={setMemberId}
              options={household.members.map((one) => ({ value: one.memberId, label: one.name }))}
            />
          )}
        </Field>
      )}
      <Field label={w.from}>
        {(control) => <Line control={control} type="date" value={fromOn} onChange={setFromOn} />}
      </Field>
      <Field label={w.remark} optional>
        {(control) => <Lines control={control} rows={2} maxLength={300} value={said} onChange={setSaid} />}
      </Field>
      <ErrorNote error={error} />
      <div>
        <Button type="submit" look="main" busy={busy}>
          {w.save}
        </Button>
      </div>
    </form>
  )
}
