import { useState } from 'react'
import { useCommand } from '../../../../kernel/web/hooks.ts'
import { useWords } from '../../../../kernel/web/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { Sheet } from '../../../../ui/desk/page.tsx'
import { Photos, useNameOf } from '../../../matters/desk/public.ts'
import { type MoneyView, type ProjectView, undoPayment, undoReceipt } from '../../contract.ts'
import { sourceNames } from '../../money-kinds.ts'
import { MoneyTable } from '../../web/money-table.tsx'
import { useShown } from '../../web/show.ts'
import { words } from '../words.ts'
import { changes } from './changes.ts'
import { MovedDialog } from './moved-dialog.tsx'
import { SourceDialog } from './source-dialog.tsx'
import { WhyDialog } from './why-dialog.tsx'

type Source = MoneyView['sources'][number]
type Moved = MoneyView['receipts'][number] | MoneyView['payments'][number]
type Open = 'source' | 'receive' | 'pay' | null

/** Where the money is from, what came, what was paid for what. */
export function Money({ of }: { of: ProjectView }) {
  const w = useWords(words).money
  const { say, money } = useShown()
  const [open, setOpen] = useState<Open>(null)
  const [changing, setChanging] = useState<Source | null>(null)
  const { sources } = of.money
  const mayChange = of.may.includes('money')
  const close = () => {
    setOpen(null)
    setChanging(null)
  }
  const nameOf = ({ kind, name }: Source) => [say(sourceNames[kind]), name].filter(Boolean).join(' · ')
  return (
    <>
      <Sheet
        title={w.title}
        tools={
          mayChange && (
            <Button icon="plus" look={sources.length === 0 ? 'main' : 'plain'} onClick={() => setOpen('source')}>
              {w.addSource}
            </Button>
          )
        }
      >
        <div className="ui-stack">
          <MoneyTable sources={sources} sums={of.sums} />
          {mayChange && sources.length > 0 && (
            <div className="ui-row">
              {sources.map((source) => (
                <Button
                  key={source.id}
                  look="quiet"
                  icon="edit"
                  label={w.changeSource(nameOf(source))}
                  onClick={() => setChanging(source)}
                >
                  {`${nameOf(source)} ${money(source.plannedFen)}`}
                </Button>
              ))}
            </div>
          )}
        </div>
      </Sheet>
      <Movements of={of} which="receipts" onAdd={mayChange && sources.length > 0 ? () => setOpen('receive') : null} />
      <Movements
        of={of}
        which="payments"
        onAdd={
          mayChange && of.sums.receivedFen > 0 && of.items.some((one) => !one.dropped) ? () => setOpen('pay') : null
        }
      />
      {(open === 'source' || changing) && <SourceDialog of={of} source={changing} onClose={close} />}
      {(open === 'receive' || open === 'pay') && <MovedDialog of={of} way={open} onClose={close} />}
    </>
  )
}

interface MovementsProps {
  readonly of: ProjectView
  readonly which: 'receipts' | 'payments'
  /** Null where nothing can be entered. */
  readonly onAdd: (() => void) | null
}

/** What came or was paid, day by day; what was taken back stays, struck through. */
function Movements({ of, which, onAdd }: MovementsProps) {
  const all = useWords(words)
  const w = all.money
  const [undoing, setUndoing] = useState<Moved | null>(null)
  const done = () => setUndoing(null)
  const undoIn = useCommand(undoReceipt, { changes, onDone: done })
  const undoOut = useCommand(undoPayment, { changes, onDone: done })
  const send = which === 'receipts' ? undoIn : undoOut
  const rows: readonly Moved[] = of.money[which]
  const { id: projectId } = of
  const undo = (row: Moved, why: string) =>
    'sourceId' in row
      ? undoIn.mutate({ params: { projectId, receiptId: row.id }, body: { why } })
      : undoOut.mutate({ params: { projectId, paymentId: row.id }, body: { why } })
  return (
    <Sheet
      title={w[which]}
      tools={
        onAdd && (
          <Button icon="plus" onClick={onAdd}>
            {which === 'receipts' ? w.receive : w.pay}
          </Button>
        )
      }
    >
      {rows.length === 0 && <p className="ui-muted">{which === 'receipts' ? w.noReceipts : w.noPayments}</p>}
      <ul className="rn-list">
        {rows.map((row) => (
          <li key={row.id}>
            <div className="rn-line">
              <MovedWords of={of} row={row} />
              {of.may.includes('money') && !row.undone && (
                <Button look="quiet" icon="undo" onClick={() => setUndoing(row)}>
                  {all.undo}
                </Button>
              )}
            </div>
            <Photos label={w.document} fileIds={row.fileIds} />
          </li>
        ))}
      </ul>
      {undoing && (
        <WhyDialog
          title={which === 'receipts' ? w.undoReceipt : w.undoPayment}
          confirm={all.undo}
          busy={send.isPending}
          error={send.error}
          onClose={done}
          onConfirm={(why) => undo(undoing, why)}
        />
      )}
    </Sheet>
  )
}

function MovedWords({ of, row }: { of: ProjectView; row: Moved }) {
  const w = useWords(words)
  const nameOf = useNameOf()
  const { say, day, money, work } = useShown()
  const source = 'sourceId' in row ? of.money.sources.find(({ id }) => id === row.sourceId) : undefined
  const item = 'itemId' in row ? of.items.find(({ id }) => id === row.itemId) : undefined
  const about = [
    source && [say(sourceNames[source.kind]), source.name].filter(Boolean).join(' '),
    'payee' in row && row.payee,
    item && work(item.code),
    row.words,
  ].filter(Boolean)
  return (
    <div>
      <span className={row.undone ? 'rn-undone' : ''}>
        <strong>{money(row.fen)}</strong> {about.join(' · ')}
      </span>
      <div className="ui-muted ui-small">{w.by(nameOf(row.by), day(row.onDay))}</div>
      {row.undone && <div className="ui-muted ui-small">{w.undone(row.undone.why)}</div>}
    </div>
  )
}
