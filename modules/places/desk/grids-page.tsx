import './grids.css'
import { useState } from 'react'
import { listed } from '../../../kernel/contract/punctuation.ts'
import { useCommand, useEndpoint } from '../../../kernel/web/hooks.ts'
import { useLang, useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { Page, PageHeader, Sheet } from '../../../ui/desk/page.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ErrorNote, Remark } from '../../../ui/error-note.tsx'
import { useFormat } from '../../../ui/format.ts'
import { Go } from '../../../ui/navigation.tsx'
import { toast } from '../../../ui/pocket/toast.tsx'
import { StatusWord } from '../../../ui/status-word.tsx'
import { me } from '../../people/contract.ts'
import { cancelMove, type GridView, gridHomes, listGrids, listMoves } from '../contract.ts'
import { sizeOf } from '../grid-size.ts'
import { AddGridDialog, RenameGridDialog } from './grid-dialogs.tsx'
import { MoveDialog } from './move-dialog.tsx'
import { nameOf } from './names.ts'
import { words } from './words.ts'

/** `/grids`: how large the grids are, what is to change, and moving buildings between them. */
export default function GridsPage() {
  const w = useWords(words).grids
  const reader = useEndpoint(me, {}, { staleTime: 5 * 60_000 }).data
  const all = reader?.roles.includes('administrator') === true
  const post = reader?.posts.find(({ role }) => role === 'street' || role === 'community')
  const query = all || !post ? {} : { placeId: post.placeId }
  const { data, error, refetch } = useEndpoint(listGrids, { query }, { enabled: reader !== undefined })
  const [into, setInto] = useState<GridView | null>(null)
  const [renaming, setRenaming] = useState<GridView | null>(null)
  const [adding, setAdding] = useState(false)
  const keeps = all || reader?.roles.includes('street') === true
  const homes = useEndpoint(gridHomes, {}, { enabled: keeps }).data?.homes ?? []
  const loose = homes.filter((home) => home.grids > 0).reduce((sum, home) => sum + home.loose, 0)
  return (
    <Page title={w.title}>
      <PageHeader
        title={w.title}
        lead={w.lead}
        actions={
          keeps && (
            <Button look="main" icon="plus" onClick={() => setAdding(true)}>
              {w.add}
            </Button>
          )
        }
      />
      <ErrorNote error={error} onRetry={() => void refetch()} />
      {loose > 0 && (
        <Remark icon="info" title={w.loose(loose)}>
          {w.looseText}
        </Remark>
      )}
      {data?.grids.length === 0 && (
        <EmptyState icon="grid" title={w.none}>
          {keeps && w.noneText}
        </EmptyState>
      )}
      {data && data.grids.length > 0 && (
        <Sheet>
          <p className="ui-muted">{w.sizeNote}</p>
          <ul className="grids-list" aria-label={w.caption}>
            {data.grids.map((grid) => (
              <GridRow
                key={grid.id}
                grid={grid}
                {...(keeps ? { onMove: () => setInto(grid), onRename: () => setRenaming(grid) } : {})}
              />
            ))}
          </ul>
        </Sheet>
      )}
      <Moves />
      {into && <MoveDialog grid={into} onClose={() => setInto(null)} />}
      {renaming && <RenameGridDialog grid={renaming} onClose={() => setRenaming(null)} />}
      {adding && <AddGridDialog onClose={() => setAdding(false)} />}
    </Page>
  )
}

function GridRow({ grid, onMove, onRename }: { grid: GridView; onMove?: () => void; onRename?: () => void }) {
  const w = useWords(words).grids
  const format = useFormat()
  const size = sizeOf(grid.households)
  const place = nameOf({ name: grid.placeName, nameEn: grid.placeNameEn })
  return (
    <li>
      <div className="grids-name">
        <Go to={`/grids/${grid.id}`}>{nameOf(grid)}</Go>
        <span className="ui-muted">{place}</span>
      </div>
      <span>
        {w.buildings} {format.number(grid.buildings)} · {w.households} {format.number(grid.households)}
      </span>
      <StatusWord words={size ? w[size] : w.usual} tone={size ? 'stopped' : 'plain'} />
      {onMove && (
        <Button look="quiet" icon="plus" label={w.moveTitle(nameOf(grid))} onClick={onMove}>
          {w.move}
        </Button>
      )}
      {onRename && (
        <Button look="quiet" icon="edit" label={w.renameTitle(nameOf(grid))} onClick={onRename}>
          {w.rename}
        </Button>
      )}
    </li>
  )
}

function Moves() {
  const w = useWords(words).grids
  const lang = useLang()
  const format = useFormat()
  const { data, error } = useEndpoint(listMoves)
  const cancel = useCommand(cancelMove, { changes: [listMoves], onDone: () => toast(w.cancelled) })
  return (
    <>
      <ErrorNote error={error ?? cancel.error} />
      {data && data.planned.length > 0 && (
        <Sheet title={w.upcoming}>
          <ul className="grids-list">
            {data.planned.map((move) => (
              <li key={move.id}>
                <div className="grids-name">
                  <strong>{nameOf({ name: move.gridName, nameEn: move.gridNameEn })}</strong>
                  <span className="ui-muted">{listed(lang, move.buildings.map(nameOf))}</span>
                </div>
                <span>
                  {w.fromOn(format.day(move.fromAt))} · {move.why}
                </span>
                {move.mayCancel && (
                  <Button
                    look="quiet"
                    icon="undo"
                    busy={cancel.isPending}
                    onClick={() => cancel.mutate({ params: { moveId: move.id } })}
                  >
                    {w.cancel}
                  </Button>
                )}
              </li>
            ))}
          </ul>
        </Sheet>
      )}
      {data && (
        <Sheet title={w.past}>
          {data.past.length === 0 && <p className="ui-muted">{w.noPast}</p>}
          <ul className="grids-list">
            {data.past.map((move) => (
              <li key={`${move.placeId} ${move.at}`}>
                <div className="grids-name">
                  <strong>{nameOf(move)}</strong>
                  <span>{w.arrow(move.fromGrid ? nameOf(move.fromGrid) : w.noGrid, nameOf(move.toGrid))}</span>
                </div>
                <span>
                  {format.day(move.at)} · {move.why}
                </span>
              </li>
            ))}
          </ul>
        </Sheet>
      )}
    </>
  )
}
