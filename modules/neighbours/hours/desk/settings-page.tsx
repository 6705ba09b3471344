import './hours.css'
import { useState } from 'react'
import type { ResponseOf } from '../../../../kernel/contract/endpoint.ts'
import { useCommand, useEndpoint } from '../../../../kernel/web/hooks.ts'
import { useWords } from '../../../../kernel/web/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { Page, PageHeader, Sheet } from '../../../../ui/desk/page.tsx'
import { ErrorNote, Remark } from '../../../../ui/error-note.tsx'
import { Field } from '../../../../ui/field.tsx'
import { useUiWords } from '../../../../ui/words.ts'
import { Line } from '../../../matters/desk/public.ts'
import { getHoursSettings, setHoursSettings } from '../contract.ts'
import { words } from './words.ts'

type Settings = ResponseOf<typeof getHoursSettings>

/** `/neighbours/hours/settings`: stars and exchange of the tenant. */
export default function HoursSettingsPage() {
  const w = useWords(words)
  const ui = useUiWords()
  const { data, error, refetch } = useEndpoint(getHoursSettings)
  return (
    <Page title={w.setting.title} width="narrow">
      <PageHeader title={w.setting.title} lead={w.setting.lead} above={[{ words: w.title, to: '/neighbours/hours' }]} />
      {!data && !error && <p className="ui-muted">{ui.loading}</p>}
      <ErrorNote error={error} onRetry={() => void refetch()} />
      {data && <SettingsForm of={data} />}
    </Page>
  )
}

/** A level as it is typed. */
interface TypedLevel {
  readonly key: number
  readonly hours: string
  readonly zh: string
  readonly en: string
}

const typedOf = ({ levels }: Settings): TypedLevel[] =>
  levels.map(({ hours, name }, key) => ({ key, hours: String(hours), zh: name.zh, en: name.en }))

function SettingsForm({ of }: { of: Settings }) {
  const w = useWords(words).setting
  const [levels, setLevels] = useState(typedOf(of))
  const [source, setSource] = useState(of.source)
  const [exchangeOn, setExchange] = useState(of.exchangeOn)
  const [expiry, setExpiry] = useState(String(of.expiryMonths))
  const set = useCommand(setHoursSettings, { changes: [getHoursSettings] })
  const numbers = [expiry, ...levels.map(({ hours }) => hours)].every((typed) => /^[1-9]\d{0,4}$/.test(typed))
  const save = () =>
    set.mutate({
      body: {
        levels: levels.map(({ hours, zh, en }) => ({ hours: Number(hours), name: { zh, en } })),
        ...{ source, exchangeOn, expiryMonths: Number(expiry) },
      },
    })
  return (
    <>
      <Sheet title={w.levels}>
        <div className="ui-stack">
          <Levels of={levels} onChange={setLevels} />
          <ErrorNote error={set.error} />
          <Field label={w.source}>
            {(control) => <Line control={control} value={source} onChange={setSource} maxLength={200} />}
          </Field>
        </div>
      </Sheet>
      <Sheet title={w.exchange}>
        <div className="ui-stack">
          <label className="ui-row">
            <input type="checkbox" checked={exchangeOn} onChange={() => setExchange(!exchangeOn)} />
            {w.exchangeOn}
          </label>
          <p className="ui-muted">{w.exchangeHint}</p>
          <Field label={w.expiry} error={set.error?.field('expiryMonths')}>
            {(control) => <Line control={control} value={expiry} onChange={setExpiry} maxLength={3} />}
          </Field>
        </div>
      </Sheet>
      {set.isSuccess && <Remark icon="check">{w.saved}</Remark>}
      <div className="ui-row">
        <Button look="main" busy={set.isPending} disabled={!numbers} onClick={save}>
          {w.save}
        </Button>
      </div>
    </>
  )
}

interface LevelsProps {
  readonly of: readonly TypedLevel[]
  readonly onChange: (levels: TypedLevel[]) => void
}

function Levels({ of, onChange }: LevelsProps) {
  const w = useWords(words).setting
  const change = (key: number, patch: Partial<TypedLevel>) =>
    onChange(of.map((level) => (level.key === key ? { ...level, ...patch } : level)))
  const next = 1 + Math.max(-1, ...of.map(({ key }) => key))
  return (
    <>
      <table className="hours-table">
        <thead>
          <tr>
            <th scope="col">{w.hours}</th>
            <th scope="col">{w.zh}</th>
            <th scope="col">{w.en}</th>
            <td />
          </tr>
        </thead>
        <tbody>
          {of.map(({ key, hours, zh, en }, at) => (
            <tr key={key}>
              <td>
                <LevelCell
                  label={`${w.hours} ${at + 1}`}
                  value={hours}
                  onChange={(value) => change(key, { hours: value })}
                />
              </td>
              <td>
                <LevelCell label={`${w.zh} ${at + 1}`} value={zh} onChange={(value) => change(key, { zh: value })} />
              </td>
              <td>
                <LevelCell label={`${w.en} ${at + 1}`} value={en} onChange={(value) => change(key, { en: value })} />
              </td>
              <td>
                <Button look="quiet" onClick={() => onChange(of.filter((level) => level.key !== key))}>
                  {w.remove}
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {of.length < 10 && (
        <div className="ui-row">
          <Button icon="plus" onClick={() => onChange([...of, { key: next, hours: '', zh: '', en: '' }])}>
            {w.add}
          </Button>
        </div>
      )}
    </>
  )
}

const LevelCell = ({ label, value, onChange }: { label: string; value: string; onChange: (value: string) => void }) => (
  <input
    className="ui-input"
    aria-label={label}
    value={value}
    maxLength={40}
    onChange={({ target }) => onChange(target.value)}
  />
)
