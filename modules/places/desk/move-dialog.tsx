import { useState } from 'react'
import type { ResponseOf } from '../../../kernel/contract/endpoint.ts'
import type { PlaceId } from '../../../kernel/contract/ids.ts'
import { bracketed } from '../../../kernel/contract/punctuation.ts'
import { useCommand, useEndpoint } from '../../../kernel/web/hooks.ts'
import { today } from '../../../kernel/web/today.ts'
import { useLang, useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { Field } from '../../../ui/field.tsx'
import { useFormat } from '../../../ui/format.ts'
import { TextInput, Tick } from '../../../ui/pocket/inputs.tsx'
import { toast } from '../../../ui/pocket/toast.tsx'
import { useUiWords } from '../../../ui/words.ts'
import {
  type GridView,
  gridCandidates,
  gridHomes,
  listGrids,
  listMoves,
  moveToGrid,
  placeMap,
  previewMove,
} from '../contract.ts'
import { nameOf } from './names.ts'
import { words } from './words.ts'

/** Chooses buildings and a day, shows what would move, and only then moves. */
export function MoveDialog({ grid, onClose }: { readonly grid: GridView; readonly onClose: () => void }) {
  const w = useWords(words).grids
  const ui = useUiWords()
  const format = useFormat()
  const [picked, setPicked] = useState<readonly PlaceId[]>([])
  const [day, setDay] = useState(today)
  const [why, setWhy] = useState('')
  const look = useCommand(previewMove)
  const move = useCommand(moveToGrid, {
    changes: [listGrids, listMoves, placeMap, gridHomes, gridCandidates],
    onDone: ({ moved, moveId }) => {
      toast(moveId ? w.planned : w.moved(moved))
      onClose()
    },
  })
  const params = { gridId: grid.id }
  const later = day > today()
  const title = w.moveTitle(nameOf(grid))
  if (look.data)
    return (
      <Dialog open wide title={title} onClose={onClose}>
        <Preview said={look.data} />
        <ErrorNote error={move.error} />
        <div className="ui-dialog-ways">
          <Button onClick={() => look.reset()}>{w.change}</Button>
          <Button
            look="main"
            busy={move.isPending}
            onClick={() => move.mutate({ params, body: { placeIds: [...picked], why: why.trim(), fromDay: day } })}
          >
            {later ? w.confirmLater(format.date(day)) : w.confirmNow}
          </Button>
        </div>
      </Dialog>
    )
  return (
    <Dialog open wide title={title} onClose={onClose}>
      <Buildings grid={grid} picked={picked} onPick={setPicked} />
      <Field label={w.fromDay} hint={w.fromHint}>
        {(control) => <TextInput control={control} type="date" value={day} onChange={setDay} />}
      </Field>
      <Field label={w.why} hint={w.whyHint}>
        {(control) => <TextInput control={control} value={why} onChange={setWhy} maxLength={200} />}
      </Field>
      <ErrorNote error={look.error} />
      <div className="ui-dialog-ways">
        <Button onClick={onClose}>{ui.cancel}</Button>
        <Button
          look="main"
          busy={look.isPending}
          disabled={picked.length === 0 || why.trim().length < 2 || !day}
          onClick={() => look.mutate({ params, body: { placeIds: [...picked] } })}
        >
          {w.preview}
        </Button>
      </div>
    </Dialog>
  )
}

interface BuildingsProps {
  readonly grid: GridView
  readonly picked: readonly PlaceId[]
  readonly onPick: (picked: readonly PlaceId[]) => void
}

/** The buildings of the grid's community that lie elsewhere, as ticks. */
function Buildings({ grid, picked, onPick }: BuildingsProps) {
  const w = useWords(words).grids
  const { data, error } = useEndpoint(gridCandidates, { params: { gridId: grid.id } })
  if (error) return <ErrorNote error={error} />
  const others = data?.buildings ?? []
  const free = others.filter((one) => one.grid === null && !picked.includes(one.id))
  return (
    <Field label={w.pick} hint={w.pickHint} group>
      {data && others.length === 0 && <p className="ui-muted">{w.nothingToMove}</p>}
      {free.length > 1 && (
        <Button look="quiet" onClick={() => onPick([...picked, ...free.map(({ id }) => id)].slice(0, mostAtOnce))}>
          {w.pickFree(free.length)}
        </Button>
      )}
      <div className="grids-ticks">
        {others.map((one) => (
          <Tick
            key={one.id}
            checked={picked.includes(one.id)}
            onChange={(on) => onPick(on ? [...picked, one.id] : picked.filter((id) => id !== one.id))}
          >
            {[nameOf({ name: one.above, nameEn: one.aboveEn }), nameOf(one)].filter(Boolean).join(' ')}{' '}
            <span className="ui-muted">{one.grid ? w.inGrid(nameOf(one.grid)) : w.noGrid}</span>
          </Tick>
        ))}
      </div>
    </Field>
  )
}

/** As many as one change takes. */
const mostAtOnce = 500

function Preview({ said }: { said: ResponseOf<typeof previewMove> }) {
  const w = useWords(words).grids
  const lang = useLang()
  const post = (one: ResponseOf<typeof previewMove>['passing'][number]['to']) =>
    one.acting ? nameOf(one) + bracketed(lang, one.acting) : nameOf(one)
  return (
    <div className="ui-stack">
      <p>
        <strong>{w.moving(said.moving, said.households)}</strong>
      </p>
      <h3>{w.sizes}</h3>
      <ul className="grids-list">
        {said.grids.map((one) => (
          <li key={one.id}>
            <span>{nameOf(one)}</span>
            <span>{w.sized(one.before.households, one.after.households)}</span>
            {one.warning && <span className="ui-muted">{w[one.warning]}</span>}
          </li>
        ))}
      </ul>
      <h3>{w.passes}</h3>
      {said.passing.length === 0 && <p>{w.nothingPasses}</p>}
      <ul className="grids-list">
        {said.passing.map(({ from, to, count }) => (
          <li key={`${from.postId} ${to.postId}`}>
            <span>{w.matters(count)}</span>
            <span>{from.postId === to.postId ? w.stays(post(from)) : w.fromTo(post(from), post(to))}</span>
          </li>
        ))}
      </ul>
      <p className="ui-muted">{w.told}</p>
    </div>
  )
}
