import { useState } from 'react'
import { useCommand } from '../../../../kernel/web/hooks.ts'
import { useSay, useWords } from '../../../../kernel/web/words.ts'
import { ErrorNote } from '../../../../ui/error-note.tsx'
import { Field } from '../../../../ui/field.tsx'
import { useFormat } from '../../../../ui/format.ts'
import { Select, TextInput } from '../../../../ui/pocket/inputs.tsx'
import { BigButton, Card } from '../../../../ui/pocket/parts.tsx'
import { toast } from '../../../../ui/pocket/toast.tsx'
import type { PairingId } from '../../contract.ts'
import { type SkillKind, skillKinds } from '../../skills/kinds.ts'
import { type MyHours, myHours, spendMinutes } from '../contract.ts'
import { useSpan } from '../web/show.ts'
import { words } from './words.ts'

type Account = NonNullable<MyHours['account']>

/** What is on one's account, and paying for help with it. */
export function AccountCard({ of }: { of: Account }) {
  const w = useWords(words)
  const span = useSpan()
  const format = useFormat()
  return (
    <Card title={w.account}>
      <div className="ui-stack">
        <p>{w.balance(span(of.balance))}</p>
        <p className="ui-muted ui-small">{w.expiry(of.expiryMonths)}</p>
        {of.lots.slice(0, 3).map(({ onDay, left }) => (
          <p key={onDay} className="ui-muted ui-small">
            {w.lot(format.date(onDay), span(left))}
          </p>
        ))}
        {of.balance > 0 && of.pairings.length > 0 && <SpendForm of={of} />}
      </div>
    </Card>
  )
}

function SpendForm({ of }: { of: Account }) {
  const w = useWords(words)
  const say = useSay()
  const format = useFormat()
  const [pairing, setPairing] = useState<string>(of.pairings[0]?.id ?? '')
  const [minutes, setMinutes] = useState('60')
  const spend = useCommand(spendMinutes, { changes: [myHours], onDone: () => toast(w.spent, 'check') })
  const whole = /^[1-9]\d{0,3}$/.test(minutes) ? Number(minutes) : null
  const kindOf = (kind: string) => (kind in skillKinds ? ` · ${say(skillKinds[kind as SkillKind])}` : '')
  return (
    <>
      <p className="ui-muted">{w.spendText}</p>
      <Field label={w.pairing}>
        {(control) => (
          <Select
            control={control}
            value={pairing}
            onChange={setPairing}
            options={of.pairings.map(({ id, kind, since }) => ({
              value: id,
              label: w.pairingOf(kindOf(kind), format.shortDay(since)),
            }))}
          />
        )}
      </Field>
      <Field label={w.minutes} error={spend.error?.field('minutes')}>
        {(control) => <TextInput control={control} inputMode="numeric" value={minutes} onChange={setMinutes} />}
      </Field>
      <ErrorNote error={spend.error} />
      <BigButton
        look="plain"
        busy={spend.isPending}
        disabled={whole === null || pairing === ''}
        onClick={() => whole !== null && spend.mutate({ body: { pairingId: pairing as PairingId, minutes: whole } })}
      >
        {w.spend}
      </BigButton>
    </>
  )
}
