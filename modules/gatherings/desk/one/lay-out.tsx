import { type FormEvent, useState } from 'react'
import { useCommand } from '../../../../kernel/web/hooks.ts'
import { useWords } from '../../../../kernel/web/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { ErrorNote } from '../../../../ui/error-note.tsx'
import { Field } from '../../../../ui/field.tsx'
import { Line } from '../../../matters/desk/public.ts'
import { type GatheringView, layOutStalls } from '../../contract.ts'
import { words } from '../words.ts'
import { changes } from './changes.ts'

const usual = { rows: '3', columns: '8', width: '3', depth: '3', gapEvery: '4', powerRows: '1', waterRows: '' }
type Name = keyof typeof usual
const names = Object.keys(usual) as Name[]

const rowsIn = (typed: string): number[] => [...typed.matchAll(/\d+/g)].map(([n]) => Number(n))
const cm = (metres: string): number => Math.round(Number(metres) * 100)

/** A few numbers from which the plan is drawn; a new drawing takes the place of the old one. */
export function LayOut({ of }: { of: GatheringView }) {
  const w = useWords(words).stalls
  const [form, setForm] = useState(usual)
  const draw = useCommand(layOutStalls, { changes })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const body = {
      ...{ rows: Number(form.rows), columns: Number(form.columns), width: cm(form.width), depth: cm(form.depth) },
      gapEvery: Number(form.gapEvery || '0'),
      ...{ powerRows: rowsIn(form.powerRows), waterRows: rowsIn(form.waterRows) },
    }
    draw.mutate({ params: { gatheringId: of.id }, body })
  }
  const hint = (name: Name) => (name === 'powerRows' || name === 'waterRows' ? w.rowsHint : undefined)
  return (
    <details open={of.stalls.length === 0}>
      <summary>{w.form}</summary>
      <form className="gathering-form" style={{ marginTop: 'var(--s3)' }} onSubmit={submit}>
        {names.map((name) => (
          <Field key={name} label={w[name]} hint={hint(name)} error={draw.error?.field(name)}>
            {(control) => (
              <Line
                control={control}
                value={form[name]}
                maxLength={40}
                onChange={(typed) => setForm((now) => ({ ...now, [name]: typed }))}
              />
            )}
          </Field>
        ))}
        <div className="gathering-wide ui-stack">
          <ErrorNote error={draw.error} />
          <div>
            <Button type="submit" icon="grid" busy={draw.isPending}>
              {of.stalls.length === 0 ? w.draw : w.redraw}
            </Button>
          </div>
        </div>
      </form>
    </details>
  )
}
