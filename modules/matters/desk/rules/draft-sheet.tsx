import { useState } from 'react'
import { spanWords } from '../../../../kernel/time/time-words.ts'
import { useCommand } from '../../../../kernel/web/hooks.ts'
import { useLang, useSay, useWords } from '../../../../kernel/web/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { Sheet } from '../../../../ui/desk/page.tsx'
import { ErrorNote, Remark } from '../../../../ui/error-note.tsx'
import { Field } from '../../../../ui/field.tsx'
import { useFormat } from '../../../../ui/format.ts'
import { toast } from '../../../../ui/pocket/toast.tsx'
import type { KindSpec } from '../../kind.ts'
import { matterWords } from '../../matter-words.ts'
import { getKindRules, type KindRules, listRuleSets, saveKindRules, tryKindRules } from '../../rules/contract.ts'
import { limitChanges } from '../../rules/limit-grid.ts'
import { hasChanges, specChanges } from '../../rules/spec-changes.ts'
import { Line } from '../parts/inputs.tsx'
import { TrialResult, type TrialShown } from './trial-result.tsx'
import { words } from './words.ts'

interface DraftSheetProps {
  readonly data: KindRules
  readonly before: KindSpec
  readonly draft: KindSpec
  readonly base: number
  readonly backTo: number | null
  readonly saves: boolean
  readonly onDrop: () => void
}

/** What the draft changes, its trial, and the saving. */
export function DraftSheet({ data, before, draft, base, backTo, saves, onDrop }: DraftSheetProps) {
  const w = useWords(words)
  const format = useFormat()
  const [from, setFrom] = useState('')
  const [source, setSource] = useState('')
  const [asked, setAsked] = useState(false)
  const [running, setRunning] = useState<'keep' | 'move'>('keep')
  const [shown, setShown] = useState<TrialShown>({ show: 'changed', offset: 0 })
  const [tried, setTried] = useState<KindSpec | null>(null)
  const trial = useCommand(tryKindRules)
  const save = useCommand(saveKindRules, {
    changes: [getKindRules, listRuleSets],
    onDone: ({ version }) => {
      toast(w.saved(version))
      setSource('')
      setFrom('')
      onDrop()
    },
  })
  const changed = limitChanges(before.limits, draft.limits).length > 0 || hasChanges(specChanges(before, draft))
  const params = { code: data.code }
  const run = (which: TrialShown) => {
    setShown(which)
    setTried(draft)
    trial.mutate({ params, body: { spec: draft, ...which, limit: 20 } })
  }
  const isTried = tried === draft && trial.data !== undefined
  const planned = data.versions.filter(({ state }) => state === 'planned')
  const submit = () => {
    setAsked(true)
    if (source.trim().length < 2) return
    save.mutate({
      params,
      body: {
        spec: { ...draft, source: source.trim() },
        base,
        running,
        ...(backTo === null ? {} : { backTo }),
        ...(from ? { validFrom: new Date(`${from}T00:00:00+08:00`).toISOString() } : {}),
      },
    })
  }
  return (
    <Sheet title={w.draft} tools={changed && <Button onClick={onDrop}>{w.discard}</Button>}>
      {!changed ? (
        <p className="ui-muted">{w.noChanges}</p>
      ) : (
        <div className="ui-stack">
          {backTo !== null && <p>{w.backTo(backTo)}</p>}
          <Changes data={data} before={before} after={draft} />
          <div>
            <Button
              look={isTried ? 'plain' : 'main'}
              busy={trial.isPending && !trial.data}
              onClick={() => run({ show: 'changed', offset: 0 })}
            >
              {w.try}
            </Button>
          </div>
          <ErrorNote error={trial.error} />
          {trial.data && !isTried && <Remark>{w.tryAgain}</Remark>}
          {trial.data && isTried && <TrialResult data={data} trial={trial.data} shown={shown} onShow={run} />}
          {!saves && <Remark>{w.readOnly}</Remark>}
          {saves && isTried && (
            <>
              <div className="ru-draft">
                <Field
                  label={w.source}
                  hint={w.sourceHint}
                  required
                  error={asked && source.trim().length < 2 ? w.sourceMissing : undefined}
                >
                  {(control) => <Line control={control} value={source} onChange={setSource} maxLength={200} />}
                </Field>
                <Field label={w.validFrom} hint={w.validFromHint} optional>
                  {(control) => <Line control={control} type="date" value={from} onChange={setFrom} />}
                </Field>
                <Field label={w.running} group hint={w.moveHint}>
                  {(['keep', 'move'] as const).map((one) => (
                    <label key={one} className="ru-radio">
                      <input type="radio" name="running" checked={running === one} onChange={() => setRunning(one)} />
                      {one === 'keep' ? w.keep : w.move(format.number(data.open))}
                    </label>
                  ))}
                </Field>
              </div>
              {planned.map(({ version, validFrom }) => (
                <Remark key={version}>{w.replaces(version, format.moment(validFrom))}</Remark>
              ))}
              <ErrorNote error={save.error} />
              <div>
                <Button look="main" busy={save.isPending} onClick={submit}>
                  {w.save}
                </Button>
              </div>
            </>
          )}
        </div>
      )}
    </Sheet>
  )
}

/** What differs between two versions, in words. */
export function Changes({ data, before, after }: { data: KindRules; before: KindSpec; after: KindSpec }) {
  const w = useWords(words)
  const m = useWords(matterWords)
  const lang = useLang()
  const say = useSay()
  const names = new Map(data.categories.map(({ code, name }) => [code, say(name)]))
  const named = (category: string | null) => (category === null ? w.general : (names.get(category) ?? category))
  const other = specChanges(before, after)
  const asked = (n: number | null) => (n === null ? w.none : w.pictures(n))
  return (
    <ul className="ru-changes">
      {limitChanges(before.limits, after.limits).map(({ stage, category, column, ...span }) => (
        <li key={`${stage} ${category} ${column}`}>
          {m.stage[stage]} · {named(category)} · {w.column[column]}
          {': '}
          <s>{span.before ? spanWords(lang, span.before) : w.none}</s> →{' '}
          {span.after ? spanWords(lang, span.after) : w.none}
        </li>
      ))}
      {other.words.map((one) => (
        <li key={one.field}>
          {w.field[one.field]}
          {': '}
          <s>{one.before ? say(one.before) : w.emptyWords}</s> → {one.after ? say(one.after) : w.emptyWords}
        </li>
      ))}
      {other.doors.map(({ door, opens }) => (
        <li key={door}>{opens ? w.doorOpens(w.door[door]) : w.doorShuts(w.door[door])}</li>
      ))}
      {other.pictures.map((one) => (
        <li key={one.category ?? ''}>
          {w.picturesAsked} · {named(one.category)}
          {': '}
          <s>{asked(one.before)}</s> → {asked(one.after)}
        </li>
      ))}
    </ul>
  )
}
