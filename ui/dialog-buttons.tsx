import { type ReactNode, useState } from 'react'
import { Button } from './button.tsx'
import { ConfirmDialog, Dialog } from './dialog.tsx'
import { Field } from './field.tsx'
import type { IconName } from './icon.tsx'

export interface DialogButtonProps {
  /** On the button and above the dialog. */
  readonly label: string
  /** On the button instead, where the line that it stands in says whom it is about; who hears the page still hears the label. */
  readonly short?: string
  readonly icon?: IconName
  readonly wide?: boolean
  /** The form inside, made anew each time; `done` closes. */
  readonly children: (done: () => void) => ReactNode
}

/** A button that opens a form. */
export function DialogButton({ label, short, icon, wide = false, children }: DialogButtonProps) {
  const [open, setOpen] = useState(false)
  const done = () => setOpen(false)
  return (
    <>
      <Button {...(icon ? { icon } : {})} {...(short ? { label } : {})} onClick={() => setOpen(true)}>
        {short ?? label}
      </Button>
      <Dialog open={open} title={label} wide={wide} onClose={done}>
        {children(done)}
      </Dialog>
    </>
  )
}

export interface WhyButtonProps {
  /** The verb: “取消活动”. */
  readonly label: string
  /** Above the field of the reason. */
  readonly why: string
  readonly hint?: string
  readonly busy: boolean
  readonly error: { readonly message: string } | null | undefined
  readonly onTake: (why: string, done: () => void) => void
}

/** A button for what cannot be taken back and needs a reason. */
export function WhyButton({ label, why, hint, busy, error, onTake }: WhyButtonProps) {
  const [open, setOpen] = useState(false)
  const [reason, setReason] = useState('')
  const done = () => setOpen(false)
  return (
    <>
      <Button look="quiet" onClick={() => setOpen(true)}>
        {label}
      </Button>
      <ConfirmDialog
        open={open}
        title={label}
        confirm={label}
        final
        busy={busy}
        error={error}
        notYet={reason.trim() === ''}
        onClose={done}
        onConfirm={() => onTake(reason.trim(), done)}
      >
        <Field label={why} {...(hint ? { hint } : {})}>
          {(control) => (
            <textarea
              className="ui-input"
              {...control}
              rows={2}
              maxLength={500}
              value={reason}
              onChange={(event) => setReason(event.target.value)}
            />
          )}
        </Field>
      </ConfirmDialog>
    </>
  )
}
