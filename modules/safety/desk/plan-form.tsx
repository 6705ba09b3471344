import { useState } from 'react'
import type { FileId } from '../../../kernel/contract/ids.ts'
import { useCommand } from '../../../kernel/web/hooks.ts'
import { today } from '../../../kernel/web/today.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { Field } from '../../../ui/field.tsx'
import { useNavigation } from '../../../ui/navigation.tsx'
import { Pills, TickPill } from '../../../ui/pills.tsx'
import { Line, PhotosField, PlaceSearch, useNameOf } from '../../matters/desk/public.ts'
import { type Channel, channels, listCampaigns, planCampaign, type Topic, topics } from '../campaigns/contract.ts'
import { safetyFigures } from '../contract.ts'
import { safetyBook } from '../web/words.ts'
import { words } from './words.ts'

type Place = NonNullable<Parameters<typeof PlaceSearch>[0]['value']>

/** Topic, places, days, ways and materials of a campaign. */
export function PlanForm({ onDone }: { onDone: () => void }) {
  const w = useWords(words)
  const b = useWords(safetyBook)
  const { go } = useNavigation()
  const [title, setTitle] = useState('')
  const [topic, setTopic] = useState<Topic>('fire')
  const [places, setPlaces] = useState<readonly Place[]>([])
  const [days, setDays] = useState({ fromOn: today(), toOn: '' })
  const [ways, setWays] = useState<readonly Channel[]>(['door'])
  const [link, setLink] = useState('')
  const [files, setFiles] = useState<{ ids: readonly FileId[]; under: boolean }>({ ids: [], under: false })
  const save = useCommand(planCampaign, {
    changes: [listCampaigns, safetyFigures],
    onDone: ({ id }) => {
      onDone()
      go(`/safety/campaigns/${id}`)
    },
  })
  const ready = title.trim() && places.length > 0 && days.toOn && ways.length > 0 && !files.under
  const submit = () =>
    save.mutate({
      body: {
        ...{ title: title.trim(), topic, addressed: places.map(({ id }) => id), ...days, channels: [...ways] },
        ...(link.trim() ? { links: [{ title: w.linkTitle, url: link.trim() }] } : {}),
        ...(files.ids.length > 0 ? { fileIds: [...files.ids] } : {}),
      },
    })
  return (
    <div className="ui-stack">
      <Field label={w.campaignTitle}>
        {(control) => <Line control={control} value={title} onChange={setTitle} maxLength={60} />}
      </Field>
      <Field label={w.topic} group>
        <Pills value={topic} onChange={setTopic} options={topics.map((value) => ({ value, label: b.topic[value] }))} />
      </Field>
      <Field label={w.addressed} group error={save.error?.field('addressed')}>
        <Places places={places} onChange={setPlaces} />
      </Field>
      <Field label={w.fromOn}>
        {(control) => (
          <Line control={control} type="date" value={days.fromOn} onChange={(fromOn) => setDays({ ...days, fromOn })} />
        )}
      </Field>
      <Field label={w.toOn} error={save.error?.field('toOn')}>
        {(control) => (
          <Line control={control} type="date" value={days.toOn} onChange={(toOn) => setDays({ ...days, toOn })} />
        )}
      </Field>
      <Field label={w.channels} group>
        <span className="safe-chosen">
          {channels.map((one) => (
            <TickPill
              key={one}
              checked={ways.includes(one)}
              onChange={(checked) => setWays(checked ? [...ways, one] : ways.filter((way) => way !== one))}
            >
              {b.channel[one]}
            </TickPill>
          ))}
        </span>
      </Field>
      <Field label={w.links} hint={w.linkHint} optional error={save.error?.field('links')}>
        {(control) => <Line control={control} value={link} onChange={setLink} maxLength={300} />}
      </Field>
      <Field label={w.files} group optional>
        <PhotosField onChange={(ids, under) => setFiles({ ids, under })} />
      </Field>
      <ErrorNote error={save.error} />
      <div className="ui-row">
        <Button look="main" icon="check" busy={save.isPending} disabled={!ready} onClick={submit}>
          {w.plan}
        </Button>
      </div>
    </div>
  )
}

function Places({ places, onChange }: { places: readonly Place[]; onChange: (places: readonly Place[]) => void }) {
  const w = useWords(words)
  const nameOf = useNameOf()
  const [n, setN] = useState(0)
  return (
    <>
      <span className="safe-chosen">
        {places.map((place) => (
          <Button
            key={place.id}
            icon="cross"
            label={w.take(nameOf(place))}
            onClick={() => onChange(places.filter(({ id }) => id !== place.id))}
          >
            {nameOf(place)}
          </Button>
        ))}
      </span>
      <PlaceSearch
        key={n}
        label={w.addPlace}
        value={null}
        onChange={(place) => {
          if (!place) return
          if (!places.some(({ id }) => id === place.id)) onChange([...places, place])
          setN(n + 1)
        }}
      />
    </>
  )
}
