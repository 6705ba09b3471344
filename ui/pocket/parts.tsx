import './pocket.css'
import { type ReactNode, useId, useLayoutEffect, useRef } from 'react'
import { Button, type ButtonProps } from '../button.tsx'
import { Icon, type IconName } from '../icon.tsx'
import { Go } from '../navigation.tsx'
import { useUiWords } from '../words.ts'

/** A sheet of paper on a phone page; `flush` for rows that reach its edges. */
export function Card({ title, children, flush }: { title?: string; children: ReactNode; flush?: boolean }) {
  return (
    <section className={`pocket-card${flush ? ' pocket-card-flush' : ''}`}>
      {title && <h2>{title}</h2>}
      {children}
    </section>
  )
}

export interface ListRowProps {
  readonly title: ReactNode
  readonly note?: ReactNode
  readonly icon?: IconName
  /** At the right below the title: a lamp, a count. */
  readonly mark?: ReactNode
  readonly to?: string
  readonly onClick?: () => void
}

/** One row of a list; a link or a button over its whole width. */
export function ListRow({ title, note, icon, mark, to, onClick }: ListRowProps) {
  const inside = (
    <>
      {icon && <Icon name={icon} size={22} />}
      <span className="pocket-row-words">
        <span className="pocket-row-title">{title}</span>
        {(note || mark) && (
          <span className="pocket-row-foot">
            {note && <span className="pocket-row-note">{note}</span>}
            {mark}
          </span>
        )}
      </span>
      {(to !== undefined || onClick) && (
        <span className="pocket-row-go">
          <Icon name="forward" size={18} />
        </span>
      )}
    </>
  )
  if (to !== undefined)
    return (
      <Go to={to} className="pocket-row">
        {inside}
      </Go>
    )
  if (onClick)
    return (
      <button type="button" className="pocket-row" onClick={onClick}>
        {inside}
      </button>
    )
  return <div className="pocket-row">{inside}</div>
}

/** The one thing to do on a phone page: tall, as wide as the page. */
export function BigButton(props: Omit<ButtonProps, 'tall' | 'wide'>) {
  return <Button look="main" {...props} tall wide />
}

export interface SheetProps {
  readonly open: boolean
  readonly title: string
  readonly onClose: () => void
  readonly children: ReactNode
}

/** Comes up from the lower edge; closed by its button, Escape, or a press beside it. */
export function Sheet({ open, title, onClose, children }: SheetProps) {
  const words = useUiWords()
  const id = useId()
  const sheet = useRef<HTMLDialogElement>(null)
  const pressedBeside = useRef(false)
  // Before the browser says anything: what is drawn and what stands open never differ.
  useLayoutEffect(() => {
    const it = sheet.current
    if (open && it && !it.open) it.showModal()
    if (!open && it?.open) it.close()
  }, [open])
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes a modal dialog; the press beside it is an extra
    <dialog
      ref={sheet}
      className="pocket-sheet"
      aria-labelledby={id}
      // A press that began on a row, and ended beside it because the sheet grew meanwhile, closes nothing.
      onPointerDown={(event) => {
        pressedBeside.current = event.target === sheet.current
      }}
      onClick={(event) => event.target === sheet.current && pressedBeside.current && onClose()}
      // Told late: by then it may stand open again, for something else.
      onClose={() => open && !sheet.current?.open && onClose()}
    >
      {open && (
        <>
          <header>
            <h2 id={id}>{title}</h2>
            <Button look="quiet" icon="cross" label={words.close} onClick={onClose} />
          </header>
          <div>{children}</div>
        </>
      )}
    </dialog>
  )
}

export interface StepsProps {
  readonly names: readonly string[]
  /** From 0. */
  readonly current: number
}

/** How far one is in a form of a few steps. */
export function Steps({ names, current }: StepsProps) {
  const words = useUiWords()
  return (
    <div className="pocket-steps">
      <div className="pocket-steps-bar" aria-hidden="true">
        {names.map((name, i) => (
          <span key={name} className={i <= current ? 'pocket-steps-on' : ''} />
        ))}
      </div>
      <div className="pocket-steps-words" aria-live="polite">
        <span>{names[current]}</span>
        <span>{words.pocket.step(current + 1, names.length)}</span>
      </div>
    </div>
  )
}
