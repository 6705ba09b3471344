import './stations.css'
import { useState } from 'react'
import type { Id, PlaceId, PostId } from '../../../kernel/contract/ids.ts'
import { useEndpoint } from '../../../kernel/web/hooks.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { Field } from '../../../ui/field.tsx'
import { Pills } from '../../../ui/pills.tsx'
import { listFirms } from '../../enterprises/contract.ts'
import { Line, PlaceSearch, PostSearch, TypeAhead, useDebounced, useNameOf } from '../../matters/desk/public.ts'
import { listStations, type SharerBody } from '../contract.ts'
import { type SharerKind, sharerKinds } from '../kinds.ts'
import { stationBook } from '../web/words.ts'
import { nothingSaid, SharerConsent } from './sharer-consent.tsx'
import { words } from './words.ts'

interface SharerFormProps {
  readonly busy: boolean
  readonly error: { readonly message: string; readonly reason: string } | null
  readonly onSave: (body: SharerBody) => void
}

type Named<K extends string> = { readonly id: Id<K>; readonly name: string; readonly nameEn: string }

/** Who shares: what they are, where, whom to contact. */
export function SharerForm({ busy, error, onSave }: SharerFormProps) {
  const f = useWords(words).form
  const b = useWords(stationBook)
  const nameOf = useNameOf()
  const [kind, setKind] = useState<SharerKind>('shop')
  const [draft, setDraft] = useState({ name: '', who: '', phone: '', stationId: '' })
  const [place, setPlace] = useState<Named<'place'> | null>(null)
  const [firm, setFirm] = useState<{ id: Id<'firm'>; name: string } | null>(null)
  const [post, setPost] = useState<{ id: PostId; name: string; nameEn: string } | null>(null)
  const [said, setSaid] = useState(nothingSaid)
  const { version, how } = said
  const set = (patch: Partial<typeof draft>) => setDraft((now) => ({ ...now, ...patch }))
  const stations = useEndpoint(listStations, { query: { limit: 100 } })
  const byPhone = kind === 'shop' || kind === 'person'
  const told =
    kind === 'firm'
      ? firm !== null
      : kind === 'office'
        ? post !== null
        : draft.who.trim() && draft.phone.trim() && version !== null && how !== null
  const save = () =>
    place &&
    onSave({
      ...{ kind, name: draft.name.trim(), placeId: place.id as PlaceId },
      ...(draft.stationId ? { stationId: draft.stationId as NonNullable<SharerBody['stationId']> } : {}),
      ...(kind === 'firm' && firm ? { firmId: firm.id } : {}),
      ...(kind === 'office' && post ? { postId: post.id } : {}),
      ...(byPhone && version !== null && how !== null
        ? {
            contact: { name: draft.who.trim(), phone: draft.phone.trim() },
            ...{ consentVersion: version, consentHow: how },
          }
        : {}),
    })
  return (
    <div className="st-form">
      <Field label={f.sharerKind} group>
        <Pills
          value={kind}
          onChange={setKind}
          options={sharerKinds.map((value) => ({ value, label: b.sharerKind[value] }))}
        />
      </Field>
      {kind === 'firm' && (
        <FirmField
          firm={firm}
          onFirm={(next) => {
            setFirm(next)
            if (next && !draft.name) set({ name: next.name })
          }}
        />
      )}
      {kind === 'office' && (
        <Field label={f.post} group>
          {post ? (
            <div className="ui-row">
              <strong>{nameOf(post)}</strong>
              <Button look="quiet" icon="edit" onClick={() => setPost(null)}>
                {f.changeKeeper}
              </Button>
            </div>
          ) : (
            <PostSearch label={f.keeperSearch} onPick={setPost} />
          )}
        </Field>
      )}
      <Field label={f.name}>
        {(control) => <Line control={control} value={draft.name} onChange={(name) => set({ name })} maxLength={60} />}
      </Field>
      <Field label={f.place}>{(control) => <PlaceSearch control={control} value={place} onChange={setPlace} />}</Field>
      <Field label={f.station}>
        {(control) => (
          <select
            className="ui-input"
            {...control}
            value={draft.stationId}
            onChange={(event) => set({ stationId: event.target.value })}
          >
            <option value="">{f.noStation}</option>
            {stations.data?.rows.map((one) => (
              <option key={one.id} value={one.id}>
                {one.name}
              </option>
            ))}
          </select>
        )}
      </Field>
      {byPhone && (
        <div className="st-two">
          <Field label={f.contact}>
            {(control) => <Line control={control} value={draft.who} onChange={(who) => set({ who })} maxLength={30} />}
          </Field>
          <Field label={f.phone} hint={f.phoneHint}>
            {(control) => (
              <Line
                control={control}
                type="tel"
                value={draft.phone}
                onChange={(phone) => set({ phone })}
                maxLength={30}
              />
            )}
          </Field>
        </div>
      )}
      {byPhone && <SharerConsent of={said} onChange={setSaid} refused={error} />}
      <ErrorNote error={error} />
      <div className="ui-row">
        <Button look="main" icon="check" busy={busy} disabled={!draft.name.trim() || !place || !told} onClick={save}>
          {f.save}
        </Button>
      </div>
    </div>
  )
}

function FirmField({
  firm,
  onFirm,
}: {
  firm: { id: Id<'firm'>; name: string } | null
  onFirm: (firm: { id: Id<'firm'>; name: string } | null) => void
}) {
  const f = useWords(words).form
  const [typed, setTyped] = useState('')
  const q = useDebounced(typed.trim(), 200)
  const { data } = useEndpoint(listFirms, { query: { q, limit: 8 } }, { enabled: q !== '' && firm === null })
  return (
    <Field label={f.firm} group>
      <TypeAhead
        label={f.firmSearch}
        placeholder={f.firmSearch}
        text={firm?.name ?? typed}
        onText={(text) => {
          setTyped(text)
          if (firm) onFirm(null)
        }}
        options={(q === '' || firm ? [] : (data?.rows ?? [])).map((one) => ({
          id: one.id,
          value: one,
          title: one.name,
        }))}
        onPick={(one) => onFirm({ id: one.id, name: one.name })}
      />
    </Field>
  )
}
