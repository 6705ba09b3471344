import { useState } from 'react'
import type { PlaceId } from '../../../../kernel/contract/ids.ts'
import { useCommand, useEndpoint } from '../../../../kernel/web/hooks.ts'
import { useSay, useWords } from '../../../../kernel/web/words.ts'
import { ConfirmDialog } from '../../../../ui/dialog.tsx'
import { Field } from '../../../../ui/field.tsx'
import { useNavigation } from '../../../../ui/navigation.tsx'
import { Select, TextInput, Tick } from '../../../../ui/pocket/inputs.tsx'
import { listKinds } from '../../../matters/contract.ts'
import { drawSample, listSamples, samplePopulation } from '../../contract.ts'
import { useOwnPlaces } from '../use-places.ts'
import { words } from '../words.ts'

const empty = { name: '', placeId: '', kind: '', closedFrom: '', closedTo: '', size: '10', seed: '' }

/** From what, how many, and by which seed; how many fit is said while the filter is chosen. */
export function DrawDialog({ onClose }: { onClose: () => void }) {
  const w = useWords(words).samples
  const say = useSay()
  const { go } = useNavigation()
  const places = useOwnPlaces()
  const kinds = useEndpoint(listKinds, {}, { staleTime: 10 * 60_000 }).data?.kinds ?? []
  const [form, setForm] = useState(empty)
  const [firms, setFirms] = useState(false)
  const change = (name: keyof typeof empty) => (value: string) => setForm({ ...form, [name]: value })
  const filter = {
    ...(form.placeId ? { placeId: form.placeId as PlaceId } : {}),
    ...(form.kind ? { kind: [form.kind] } : {}),
    ...(firms ? { subjectKind: 'firm' } : {}),
    ...(form.closedFrom ? { closedFrom: form.closedFrom } : {}),
    ...(form.closedTo ? { closedTo: form.closedTo } : {}),
  }
  const { data } = useEndpoint(samplePopulation, { query: filter })
  const send = useCommand(drawSample, { changes: [listSamples], onDone: ({ id }) => go(`/samples/${id}`) })
  const size = Number(form.size)
  const ready = form.name.trim().length >= 2 && Number.isInteger(size) && size > 0
  const date = (name: 'closedFrom' | 'closedTo') => (
    <Field label={w[name]} optional>
      {(control) => <TextInput control={control} type="date" value={form[name]} onChange={change(name)} />}
    </Field>
  )
  return (
    <ConfirmDialog
      open
      wide
      title={w.drawTitle}
      confirm={w.confirm}
      busy={send.isPending}
      notYet={!ready}
      error={send.error}
      onClose={onClose}
      onConfirm={() => {
        const seed = form.seed.trim()
        send.mutate({ body: { name: form.name.trim(), filter, size, ...(seed ? { seed } : {}) } })
      }}
    >
      <Field label={w.name} error={send.error?.field('name')}>
        {(control) => (
          <TextInput
            control={control}
            value={form.name}
            maxLength={60}
            placeholder={w.namePlaceholder}
            onChange={change('name')}
          />
        )}
      </Field>
      <div className="samples-pairs">
        <Field label={w.place}>
          {(control) => (
            <Select
              control={control}
              value={form.placeId}
              onChange={change('placeId')}
              options={places}
              placeholder={w.everywhere}
            />
          )}
        </Field>
        <Field label={w.kind}>
          {(control) => (
            <Select
              control={control}
              value={form.kind}
              onChange={change('kind')}
              options={kinds.map((kind) => ({ value: kind.code, label: say(kind.name) }))}
              placeholder={w.anyKind}
            />
          )}
        </Field>
        {date('closedFrom')}
        {date('closedTo')}
      </div>
      <Tick checked={firms} onChange={setFirms}>
        {w.firms}
      </Tick>
      <p className="ui-muted" role="status">
        {data ? w.population(data.population) : '…'}
      </p>
      <div className="samples-pairs">
        <Field label={w.size} error={send.error?.field('size')}>
          {(control) => <TextInput control={control} type="number" value={form.size} onChange={change('size')} />}
        </Field>
        <Field label={w.seed} optional hint={w.seedHint} error={send.error?.field('seed')}>
          {(control) => (
            <TextInput
              control={control}
              value={form.seed}
              maxLength={64}
              autoComplete="off"
              onChange={change('seed')}
            />
          )}
        </Field>
      </div>
    </ConfirmDialog>
  )
}
