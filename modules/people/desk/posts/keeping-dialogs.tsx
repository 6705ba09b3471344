import { useState } from 'react'
import { useCommand, useEndpoint } from '../../../../kernel/web/hooks.ts'
import { useSay, useWords } from '../../../../kernel/web/words.ts'
import { ConfirmDialog } from '../../../../ui/dialog.tsx'
import { Field } from '../../../../ui/field.tsx'
import { Select, TextInput } from '../../../../ui/pocket/inputs.tsx'
import { toast } from '../../../../ui/pocket/toast.tsx'
import { listGrids } from '../../../places/contract.ts'
import { chainOf, listPosts } from '../../contract.ts'
import { listVacancies } from '../../handover/contract.ts'
import { abolishPost, addPost, listPostKinds } from '../../keeping/contract.ts'
import { words } from '../words.ts'
import { type PickedPlace, PlaceSearch } from './place-search.tsx'
import type { PostDialogProps } from './tenure-dialogs.tsx'
import { nameOf } from './use-names.ts'

const changes = [listPosts, chainOf, listVacancies]

/** Makes an empty post: its kind, its place, a grid worker's grid. */
export function AddPostDialog({ onClose }: { readonly onClose: () => void }) {
  const w = useWords(words).keeping
  const say = useSay()
  const kinds = useEndpoint(listPostKinds)
  const [kindCode, setKind] = useState('')
  const kind = kinds.data?.kinds.find(({ code }) => code === kindCode) ?? kinds.data?.kinds[0]
  const [place, setPlace] = useState<PickedPlace | null>(null)
  const [gridId, setGrid] = useState('')
  const [typedName, setName] = useState('')
  const [nameEn, setNameEn] = useState('')
  const [officePhone, setPhone] = useState('')
  const ofGrid = kind?.role === 'grid_worker'
  const query = place ? { placeId: place.id } : {}
  const all = useEndpoint(listGrids, { query }, { enabled: ofGrid && place !== null }).data?.grids
  const grids = all?.filter((grid) => grid.placeId === place?.id) ?? []
  const grid = grids.find(({ id }) => id === gridId) ?? grids[0]
  const home = ofGrid ? grid?.name : place?.name
  const name = typedName || (kind && home ? `${home}${kind.name.zh}` : '')
  const add = useCommand(addPost, {
    changes,
    onDone: () => {
      toast(w.added)
      onClose()
    },
  })
  const send = () => {
    if (!kind || !place) return
    add.mutate({
      body: {
        ...{ kind: kind.code, placeId: place.id, name: name.trim() },
        ...(ofGrid && grid ? { gridId: grid.id } : {}),
        ...(nameEn.trim() ? { nameEn: nameEn.trim() } : {}),
        ...(officePhone.trim() ? { officePhone: officePhone.trim() } : {}),
      },
    })
  }
  return (
    <ConfirmDialog
      open
      wide
      title={w.add}
      confirm={w.add}
      busy={add.isPending}
      notYet={!kind || !place || name.trim() === '' || (ofGrid && !grid)}
      error={add.error ?? kinds.error}
      onClose={onClose}
      onConfirm={send}
    >
      <Field label={w.kind} error={add.error?.field('kind')}>
        {(control) => (
          <Select
            control={control}
            value={kind?.code ?? ''}
            onChange={setKind}
            options={(kinds.data?.kinds ?? []).map((one) => ({ value: one.code, label: say(one.name) }))}
          />
        )}
      </Field>
      <PlaceSearch picked={place} onPick={setPlace} />
      {ofGrid && place && all && grids.length === 0 && <p className="ui-muted">{w.noGrid}</p>}
      {ofGrid && grids.length > 0 && (
        <Field label={w.grid} error={add.error?.field('gridId')}>
          {(control) => (
            <Select
              control={control}
              value={grid?.id ?? ''}
              onChange={setGrid}
              options={grids.map((one) => ({ value: one.id, label: nameOf(one) }))}
            />
          )}
        </Field>
      )}
      <Field label={w.name} error={add.error?.field('name')}>
        {(control) => <TextInput control={control} value={name} onChange={setName} maxLength={60} />}
      </Field>
      <Field label={w.nameEn} optional>
        {(control) => <TextInput control={control} value={nameEn} onChange={setNameEn} maxLength={80} />}
      </Field>
      <Field label={w.phone} optional>
        {(control) => <TextInput control={control} type="tel" value={officePhone} onChange={setPhone} maxLength={30} />}
      </Field>
      <p className="ui-muted ui-small">{w.addNote}</p>
    </ConfirmDialog>
  )
}

/** Abolishes a post in which nothing waits. */
export function AbolishDialog({ post, onClose }: PostDialogProps) {
  const w = useWords(words)
  const [why, setWhy] = useState('')
  const abolish = useCommand(abolishPost, {
    changes,
    onDone: () => {
      toast(w.dialog.done)
      onClose()
    },
  })
  return (
    <ConfirmDialog
      open
      final
      title={w.keeping.abolishTitle(nameOf(post))}
      confirm={w.keeping.abolish}
      busy={abolish.isPending}
      notYet={why.trim().length < 2}
      error={abolish.error}
      onClose={onClose}
      onConfirm={() => abolish.mutate({ params: { postId: post.id }, body: { why: why.trim() } })}
    >
      <p>{w.keeping.abolishText}</p>
      <Field label={w.dialog.why}>
        {(control) => <TextInput control={control} value={why} onChange={setWhy} maxLength={200} />}
      </Field>
    </ConfirmDialog>
  )
}
