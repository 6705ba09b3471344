import { useState } from 'react'
import { useCommand, useEndpoint } from '../../../kernel/web/hooks.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { ConfirmDialog } from '../../../ui/dialog.tsx'
import { Field, type FieldControl } from '../../../ui/field.tsx'
import { Select, TextInput } from '../../../ui/pocket/inputs.tsx'
import { toast } from '../../../ui/pocket/toast.tsx'
import { addGrid, type GridView, gridHomes, listGrids, renameGrid } from '../contract.ts'
import { nameOf } from './names.ts'
import { words } from './words.ts'

/** Makes a grid: its community, its name. */
export function AddGridDialog({ onClose }: { readonly onClose: () => void }) {
  const w = useWords(words).grids
  const homes = useEndpoint(gridHomes)
  const all = homes.data?.homes ?? []
  const [chosen, setChosen] = useState('')
  const placeId = all.find((home) => home.placeId === chosen)?.placeId ?? all[0]?.placeId
  const [name, setName] = useState('')
  const [nameEn, setNameEn] = useState('')
  const add = useCommand(addGrid, {
    changes: [listGrids, gridHomes],
    onDone: () => {
      toast(w.added)
      onClose()
    },
  })
  return (
    <ConfirmDialog
      open
      title={w.add}
      confirm={w.add}
      busy={add.isPending}
      notYet={!placeId || name.trim() === ''}
      error={add.error ?? homes.error}
      onClose={onClose}
      onConfirm={() => placeId && add.mutate({ body: { placeId, ...named(name, nameEn) } })}
    >
      {homes.data && all.length === 0 && <p className="ui-muted">{w.noHomes}</p>}
      {all.length > 0 && (
        <Field label={w.home}>
          {(control) => (
            <Select
              control={control}
              value={placeId ?? ''}
              onChange={setChosen}
              options={all.map((home) => ({
                value: home.placeId,
                label: w.homeOf(nameOf(home), home.grids, home.loose),
              }))}
            />
          )}
        </Field>
      )}
      <Names name={name} nameEn={nameEn} onName={setName} onNameEn={setNameEn} fault={add.error?.field('name')} />
    </ConfirmDialog>
  )
}

export function RenameGridDialog({ grid, onClose }: { readonly grid: GridView; readonly onClose: () => void }) {
  const w = useWords(words).grids
  const [name, setName] = useState(grid.name)
  const [nameEn, setNameEn] = useState(grid.nameEn === grid.name ? '' : grid.nameEn)
  const rename = useCommand(renameGrid, {
    changes: [listGrids],
    onDone: () => {
      toast(w.renamed)
      onClose()
    },
  })
  return (
    <ConfirmDialog
      open
      title={w.renameTitle(nameOf(grid))}
      confirm={w.rename}
      busy={rename.isPending}
      notYet={name.trim() === ''}
      error={rename.error}
      onClose={onClose}
      onConfirm={() => rename.mutate({ params: { gridId: grid.id }, body: named(name, nameEn) })}
    >
      <Names name={name} nameEn={nameEn} onName={setName} onNameEn={setNameEn} fault={rename.error?.field('name')} />
    </ConfirmDialog>
  )
}

const named = (name: string, nameEn: string) => ({
  ...{ name: name.trim(), ...(nameEn.trim() ? { nameEn: nameEn.trim() } : {}) },
})

interface NamesProps {
  readonly name: string
  readonly nameEn: string
  readonly onName: (name: string) => void
  readonly onNameEn: (name: string) => void
  readonly fault: string | undefined
}

function Names({ name, nameEn, onName, onNameEn, fault }: NamesProps) {
  const w = useWords(words).grids
  return (
    <>
      <Field label={w.name} hint={w.nameHint} error={fault}>
        {(control: FieldControl) => <TextInput control={control} value={name} onChange={onName} maxLength={40} />}
      </Field>
      <Field label={w.nameEn} optional>
        {(control: FieldControl) => <TextInput control={control} value={nameEn} onChange={onNameEn} maxLength={60} />}
      </Field>
    </>
  )
}
