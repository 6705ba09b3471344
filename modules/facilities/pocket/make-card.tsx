import { useState } from 'react'
import { useCommand } from '../../../kernel/web/hooks.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { Field } from '../../../ui/field.tsx'
import { Choices, Select, TextInput, Tick } from '../../../ui/pocket/inputs.tsx'
import { BigButton, Card } from '../../../ui/pocket/parts.tsx'
import { useNames } from '../../matters/pocket/public.ts'
import { type MyPasses, makePass, myPasses } from '../passes/contract.ts'
import { mostLivePasses, type PassKind } from '../passes/pass.ts'
import { facilityBook } from '../web/words.ts'
import { words } from './words.ts'

const spans = [4, 24, 72, 168, 720] as const
type Span = (typeof spans)[number]

interface Draft {
  readonly compoundId: string
  readonly off: readonly string[]
  readonly kind: PassKind
  readonly hours: Span
  readonly label: string
}

/** A new pass: all gates of the compound, once, today, unless said otherwise. */
export function MakeCard({ homes }: { homes: MyPasses['homes'] }) {
  const w = useWords(words)
  const b = useWords(facilityBook)
  const nameOf = useNames()
  const fresh: Draft = { compoundId: homes[0]?.id ?? '', off: [], kind: 'once', hours: 24, label: '' }
  const [draft, setDraft] = useState(fresh)
  const set = (patch: Partial<Draft>) => setDraft((now) => ({ ...now, ...patch }))
  const make = useCommand(makePass, { changes: [myPasses], onDone: () => setDraft(fresh) })
  const home = homes.find(({ id }) => id === draft.compoundId) ?? homes[0]
  if (!home) return null
  const gateIds = home.gates.flatMap(({ id }) => (draft.off.includes(id) ? [] : [id]))
  const flip = (id: string, on: boolean) =>
    set({ off: on ? draft.off.filter((one) => one !== id) : [...draft.off, id] })
  const { kind, hours, label } = draft
  return (
    <Card>
      <div className="ui-stack">
        {homes.length > 1 && (
          <Field label={w.compound}>
            {(control) => (
              <Select
                control={control}
                value={home.id}
                onChange={(compoundId) => set({ compoundId, off: [] })}
                options={homes.map((one) => ({ value: one.id, label: nameOf(one) }))}
              />
            )}
          </Field>
        )}
        <Field label={w.kind} group>
          <Choices
            name="kind"
            value={kind}
            onChange={(value) => set({ kind: value === 'span' ? 'span' : 'once' })}
            options={(['once', 'span'] as const).map((value) => ({ value, label: b.passKind[value] }))}
          />
        </Field>
        <Field label={w.hours}>
          {(control) => (
            <Select
              control={control}
              value={String(hours)}
              onChange={(value) => set({ hours: spans.find((one) => String(one) === value) ?? 24 })}
              options={spans.map((one) => ({ value: String(one), label: w.spans[one] }))}
            />
          )}
        </Field>
        <Field label={w.gates} group error={make.error?.field('gateIds')}>
          <div className="fp-gates">
            {home.gates.map(({ id, name }) => (
              <Tick key={id} checked={!draft.off.includes(id)} onChange={(on) => flip(id, on)}>
                {name}
              </Tick>
            ))}
          </div>
        </Field>
        <Field label={w.label} hint={w.labelHint} optional>
          {(control) => (
            <TextInput control={control} value={label} onChange={(typed) => set({ label: typed })} maxLength={20} />
          )}
        </Field>
        <ErrorNote error={make.error} />
        <BigButton
          look="main"
          icon="qr"
          busy={make.isPending}
          disabled={gateIds.length === 0}
          onClick={() =>
            make.mutate({
              body: {
                ...{ compoundId: home.id, gateIds, kind, hours },
                ...(label.trim() ? { label: label.trim() } : {}),
              },
            })
          }
        >
          {w.make}
        </BigButton>
        <p className="ui-muted ui-small">{w.atMost(mostLivePasses)}</p>
      </div>
    </Card>
  )
}
