import { type FormEvent, useState } from 'react'
import type { PlaceId } from '../../../../kernel/contract/ids.ts'
import { useCommand, useEndpoint } from '../../../../kernel/web/hooks.ts'
import { today } from '../../../../kernel/web/today.ts'
import { useSay, useWords } from '../../../../kernel/web/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { Sheet } from '../../../../ui/desk/page.tsx'
import { ErrorNote } from '../../../../ui/error-note.tsx'
import { Field } from '../../../../ui/field.tsx'
import { useFormat } from '../../../../ui/format.ts'
import { toast } from '../../../../ui/pocket/toast.tsx'
import { listPopulations, savePopulation } from '../../../places/contract.ts'
import { words } from './words.ts'

/** Persons of a family household on average: 第七次全国人口普查公报（第二号）, 2021. A street that knows better types its own. */
const personsAHousehold = '2.62'

/** How many live where, by year and source: what matters per 10,000 residents are divided by. */
export function ResidentsSheet({ thisYear }: { thisYear: number }) {
  const w = useWords(words)
  const say = useSay()
  const format = useFormat()
  const { data, error } = useEndpoint(listPopulations)
  const [placeId, setPlaceId] = useState('')
  const [year, setYear] = useState(String(thisYear - 1))
  const [residents, setResidents] = useState('')
  const [source, setSource] = useState('')
  const [aHome, setAHome] = useState(personsAHousehold)
  const save = useCommand(savePopulation, {
    changes: [listPopulations],
    onDone: () => {
      toast(w.entered)
      setResidents('')
    },
  })
  const places = data?.places ?? []
  const chosen = places.find(({ id }) => id === placeId)
  const takeHouseholds = () => {
    if (!chosen) return
    setResidents(String(Math.max(1, Math.round(chosen.households * Number(aHome)))))
    setYear(String(thisYear))
    setSource(w.householdsSource(chosen.households, aHome, format.date(today())))
  }
  const known = places.filter((place) => place.residents !== null)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save.mutate({
      body: { placeId: placeId as PlaceId, year: Number(year), residents: Number(residents), source },
    })
  }
  return (
    <Sheet title={w.people}>
      <div className="ui-stack">
        <p className="ui-muted">{w.peopleLead}</p>
        <ErrorNote error={error ?? save.error} />
        {known.length > 0 && (
          <ul className="formula-people">
            {known.map((place) => (
              <li key={place.id}>
                <strong>{say(place.name)}</strong> {format.number(place.residents ?? 0)}
                <span className="ui-muted ui-small">
                  {' '}
                  {place.year} · {place.source}
                </span>
              </li>
            ))}
          </ul>
        )}
        <form className="formula-two" onSubmit={submit}>
          <Field label={w.place}>
            {(control) => (
              <select
                className="ui-input"
                {...control}
                required
                value={placeId}
                onChange={(event) => setPlaceId(event.target.value)}
              >
                <option value="">{w.choose}</option>
                {places.map((place) => (
                  <option key={place.id} value={place.id}>
                    {[place.above && say(place.above), say(place.name)].filter(Boolean).join(' · ')}
                  </option>
                ))}
              </select>
            )}
          </Field>
          <NumberField label={w.year} value={year} onChange={setYear} most={4} />
          <NumberField label={w.residents} value={residents} onChange={setResidents} most={8} />
          <Field label={w.source}>
            {(control) => (
              <input
                className="ui-input"
                {...control}
                required
                minLength={2}
                maxLength={200}
                value={source}
                onChange={(event) => setSource(event.target.value)}
              />
            )}
          </Field>
          {chosen && chosen.households > 0 && (
            <Field label={w.fromHouseholds} hint={w.fromHouseholdsHint(format.number(chosen.households))}>
              {(control) => (
                <span className="ui-row">
                  <input
                    className="ui-input"
                    {...control}
                    inputMode="decimal"
                    maxLength={4}
                    value={aHome}
                    onChange={(event) => setAHome(event.target.value.replace(/[^\d.]/g, ''))}
                  />
                  <Button disabled={!(Number(aHome) > 0)} onClick={takeHouseholds}>
                    {w.takeHouseholds}
                  </Button>
                </span>
              )}
            </Field>
          )}
          <div className="ui-row">
            <Button type="submit" busy={save.isPending} disabled={!placeId || !residents || source.trim().length < 2}>
              {w.enter}
            </Button>
          </div>
        </form>
      </div>
    </Sheet>
  )
}

interface NumberProps {
  readonly label: string
  readonly value: string
  readonly most: number
  readonly onChange: (value: string) => void
}

function NumberField({ label, value, most, onChange }: NumberProps) {
  return (
    <Field label={label}>
      {(control) => (
        <input
          className="ui-input"
          {...control}
          inputMode="numeric"
          maxLength={most}
          value={value}
          onChange={(event) => onChange(event.target.value.replace(/\D/g, ''))}
        />
      )}
    </Field>
  )
}
