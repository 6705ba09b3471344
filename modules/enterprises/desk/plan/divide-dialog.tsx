import '../parts/choice.css'
import { useState } from 'react'
import { useCommand } from '../../../../kernel/web/hooks.ts'
import { useWords } from '../../../../kernel/web/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { ConfirmDialog } from '../../../../ui/dialog.tsx'
import { Field } from '../../../../ui/field.tsx'
import { useUiWords } from '../../../../ui/words.ts'
import { Line } from '../../../matters/desk/public.ts'
import { divideSuite } from '../../buildings-contract.ts'
import { Choice } from '../parts/choice.tsx'
import { useFirmName } from '../parts/firm-name.ts'
import { useShow } from '../parts/show.ts'
import { areaText, areaTyped } from '../parts/typed.ts'
import { words as shared } from '../words.ts'
import { planChanges } from './plan-changes.ts'
import type { SuiteDialogProps } from './suite-dialogs.tsx'
import { words } from './words.ts'

interface PartText {
  readonly number: string
  readonly area: string
}

/** From a day on one suite is several; the firm that is in it stays in one of them. */
export function DivideDialog({ plan, suite, onClose }: SuiteDialogProps) {
  const w = useWords(words)
  const show = useShow()
  const firmName = useFirmName()
  const half = Math.round(suite.areaCm2 / 2 / 100) * 100
  const [on, setOn] = useState(plan.on)
  const [parts, setParts] = useState<readonly PartText[]>([
    { number: `${suite.number}A`, area: areaText(half) },
    { number: `${suite.number}B`, area: areaText(suite.areaCm2 - half) },
  ])
  const [stays, setStays] = useState<string | null>('0')
  const send = useCommand(divideSuite, { changes: planChanges, onDone: onClose })
  const read = parts.map(({ number, area }) => ({ number: number.trim(), areaCm2: areaTyped(area) }))
  const whole = read.flatMap(({ number, areaCm2 }) =>
    number && areaCm2 ? [{ number, areaCm2, purpose: suite.purpose, lettable: suite.lettable }] : [],
  )
  const sum = read.reduce((total, { areaCm2 }) => total + (areaCm2 ?? 0), 0)
  return (
    <ConfirmDialog
      open
      wide
      title={`${w.divide} · ${w.suiteTitle(suite.number)}`}
      confirm={w.divide}
      busy={send.isPending}
      error={send.error}
      notYet={!on || whole.length < parts.length}
      onClose={onClose}
      onConfirm={() =>
        send.mutate({
          params: { suiteId: suite.id },
          body: { on, parts: whole, ...(suite.stay ? { stays: Number(stays ?? 0) } : {}) },
        })
      }
    >
      <Field label={w.on} error={send.error?.field('on')}>
        {(control) => <Line control={control} type="date" value={on} onChange={setOn} />}
      </Field>
      <Field label={w.parts} hint={w.partsHint(show.area(suite.areaCm2))} error={send.error?.field('parts')} group>
        <PartLines parts={parts} onParts={setParts} />
        <p className="ui-small ui-muted">{w.sum(show.area(sum))}</p>
      </Field>
      {suite.stay && (
        <Field label={`${firmName({ name: suite.stay.firmName, nameEn: suite.stay.firmNameEn })} · ${w.stays}`}>
          {(control) => (
            <Choice
              control={control}
              value={stays}
              onChange={setStays}
              options={parts.map(({ number }, at) => ({ value: String(at), label: number || w.part(at + 1) }))}
            />
          )}
        </Field>
      )}
    </ConfirmDialog>
  )
}

interface PartLinesProps {
  readonly parts: readonly PartText[]
  readonly onParts: (parts: readonly PartText[]) => void
}

function PartLines({ parts, onParts }: PartLinesProps) {
  const w = useWords(words)
  const s = useWords(shared)
  const ui = useUiWords()
  const change = (at: number, patch: Partial<PartText>) =>
    onParts(parts.map((part, i) => (i === at ? { ...part, ...patch } : part)))
  return (
    <div className="plan-parts">
      {parts.map((part, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: parts are told apart by their place alone
        <div key={at} className="plan-part">
          <span className="ui-small ui-muted">{w.part(at + 1)}</span>
          <Line
            control={{ id: `part-number-${at}`, 'aria-label': `${w.part(at + 1)} ${w.number}` } as { id: string }}
            value={part.number}
            maxLength={20}
            onChange={(number) => change(at, { number })}
          />
          <Line
            control={{ id: `part-area-${at}`, 'aria-label': `${w.part(at + 1)} ${s.area}` } as { id: string }}
            value={part.area}
            onChange={(area) => change(at, { area })}
          />
          <Button
            look="quiet"
            icon="cross"
            label={`${ui.cancel} ${w.part(at + 1)}`}
            disabled={parts.length === 1}
            onClick={() => onParts(parts.filter((_, i) => i !== at))}
          />
        </div>
      ))}
      <div>
        <Button look="quiet" icon="plus" onClick={() => onParts([...parts, { number: '', area: '' }])}>
          {w.addPart}
        </Button>
      </div>
    </div>
  )
}
