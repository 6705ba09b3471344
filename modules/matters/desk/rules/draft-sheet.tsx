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
import { matterWords } from '../../matter-words.ts'
import { getKindRules, type KindRules, listRuleSets, saveKindRules, tryKindRules } from '../../rules/contract.ts'
import type { LimitChange, Limits } from '../../rules/limit-grid.ts'
import { Line } from '../parts/inputs.tsx'
import { TrialResult, type TrialShown } from './trial-result.tsx'
import { words } from './words.ts'

interface DraftSheetProps {
  readonly data: KindRules
  readonly draft: Limits
  readonly base: number
  readonly changes: readonly LimitChange[]
  readonly backTo: number | null
  readonly saves: boolean
  readonly onDrop: () => void
}

/** What the draft changes, its trial, and the saving. */
export function DraftSheet({ data, draft, base, changes, backTo, saves, onDrop }: DraftSheetProps) {
  const w = useWords(words)
  const format = useFormat()
  const [from, setFrom] = useState('')
  const [source, setSource] = useState('')
  const [asked, setAsked] = useState(false)
  const [running, setRunning] = useState<'keep' | 'move'>('keep')
  const [shown, setShown] = useState<TrialShown>({ show: 'changed', offset: 0 })
  const [tried, setTried] = useState<Limits | null>(null)
  const current = data.versions.find(({ version }) => version === data.inForce)?.spec
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
  if (!current) return null
  const params = { code: data.code }
  const run = (which: TrialShown) => {
    setShown(which)
    setTried(draft)
    trial.mutate({ params, body: { spec: { ...current, limits: draft }, ...which, limit: 20 } })
  }
  const isTried = tried === draft && trial.data !== undefined
  const planned = data.versions.filter(({ state }) => state === 'planned')
  const submit = () => {
    setAsked(true)
    if (source.trim().length < 2) return
    save.mutate({
      params,
      body: {
        spec: { ...current, limits: draft, source: source.trim() },
        base,
        running,
        ...(backTo === null ? {} : { backTo }),
        ...(from ? { validFrom: new Date(`${from}T00:00:00+08:00`).toISOString() } : {}),
      },
    })
  }
  return (
    <Sheet title={w.draft} tools={changes.length > 0 && <Button onClick={onDrop}>{w.discard}</Button>}>
      {changes.length === 0 ? (
        <p className="ui-muted">{w.noChanges}</p>
      ) : (
        <div className="ui-stack">
          {backTo !== null && <p>{w.backTo(backTo)}</p>}
          <Changes data={data} changes={changes} />
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

/** Each cell before and after, in words. */
export function Changes({ data, changes }: { data: KindRules; changes: readonly LimitChange[] }) {
  const w = useWords(words)
  const m = useWords(matterWords)
  const lang = useLang()
  const say = useSay()
  const names = new Map(data.categories.map(({ code, name }) => [code, say(name)]))
  return (
    <ul className="ru-changes">
      {changes.map(({ stage, category, column, before, after }) => (
        <li key={`${stage} ${category} ${column}`}>
          {m.stage[stage]} · {category === null ? w.general : (names.get(category) ?? category)} · {w.column[column]}
          {': '}
          <s>{before ? spanWords(lang, before) : w.none}</s> → {after ? spanWords(lang, after) : w.none}
        </li>
      ))}
    </ul>
  )
}
