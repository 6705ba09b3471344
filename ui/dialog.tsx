import './dialog.css'
import { type FormEvent, type ReactNode, useId, useLayoutEffect, useRef } from 'react'
import { Button } from './button.tsx'
import { ErrorNote } from './error-note.tsx'
import { useUiWords } from './words.ts'

export interface DialogProps {
  readonly open: boolean
  readonly title: string
  readonly onClose: () => void
  readonly children?: ReactNode
  readonly wide?: boolean
}

/** A sheet held above the page. The browser keeps the focus inside; Escape closes it, and so does the cross. */
export function Dialog(props: DialogProps) {
  const words = useUiWords()
  return (
    <Sheet {...props}>
      {props.children}
      {/* Last, so that what the sheet is for has the focus first; seen at its top. */}
      <div className="ui-dialog-cross">
        <Button look="quiet" icon="cross" label={words.close} onClick={props.onClose} />
      </div>
    </Sheet>
  )
}

function Sheet({ open, title, onClose, children, wide = false }: DialogProps) {
  const sheet = useRef<HTMLDialogElement>(null)
  const id = useId()
  // Before the browser says anything: what is drawn and what stands open never differ.
  useLayoutEffect(() => {
    const it = sheet.current
    if (open && it && !it.open) it.showModal()
    if (!open && it?.open) it.close()
  }, [open])
  return (
    <dialog
      ref={sheet}
      className={`ui-dialog${wide ? ' ui-dialog-wide' : ''}`}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
      // Told late: by then it may stand open again, for something else.
      onClose={() => open && !sheet.current?.open && onClose()}
    >
      {open && (
        <div className="ui-dialog-body">
          <h2 id={id}>{title}</h2>
          {children}
        </div>
      )}
    </dialog>
  )
}

export interface ConfirmDialogProps extends DialogProps {
  /** What will be done, as a verb: “作废”. Never just “确定”. */
  readonly confirm: string
  readonly onConfirm: () => void
  /** It cannot be taken back. */
  readonly final?: boolean
  readonly busy?: boolean
  /** Nothing can be confirmed yet: something is missing in the form inside. */
  readonly notYet?: boolean
  readonly error?: { readonly message: string } | null | undefined
}

/** Asks before something is done; what it needs (a reason, a choice) goes inside. Enter confirms. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { confirm, onConfirm, final = false, busy = false, notYet = false, error, children, ...dialog } = props
  const words = useUiWords()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!busy && !notYet) onConfirm()
  }
  return (
    <Sheet {...dialog}>
      <form className="ui-stack" onSubmit={submit}>
        {children}
        <ErrorNote error={error} />
        <div className="ui-dialog-ways">
          <Button onClick={dialog.onClose}>{words.cancel}</Button>
          <Button type="submit" look={final ? 'final' : 'main'} busy={busy} disabled={notYet}>
            {confirm}
          </Button>
        </div>
      </form>
    </Sheet>
  )
}
