import type { ReactNode } from 'react'
import { Button } from '../button.tsx'
import { ErrorNote } from '../error-note.tsx'
import { useUiWords } from '../words.ts'
import { Sheet } from './page.tsx'

/** A step that comes next. */
export interface OnwardStep {
  readonly key: string
  readonly label: string
  /** `plain` for what ends something early. */
  readonly look?: 'main' | 'plain'
  /** Why it cannot be taken yet, where that is known. */
  readonly why?: string | undefined
  readonly open: boolean
  readonly onTake: () => void
}

export interface NextSheetProps {
  readonly title?: string
  /** Where it stands, and what that means for the reader. */
  readonly said?: ReactNode
  readonly steps: readonly OnwardStep[]
  readonly busy: boolean
  readonly error: { readonly message: string } | null | undefined
  /** More buttons: to change, to call off. */
  readonly children?: ReactNode
}

/** What to do next, and why something cannot be done yet. */
export function NextSheet({ title, said, steps, busy, error, children }: NextSheetProps) {
  const ui = useUiWords()
  return (
    <Sheet {...(title ? { title } : {})}>
      <div className="ui-stack">
        {said && <p>{said}</p>}
        {steps.map(
          ({ key, label, why }) =>
            why && (
              <p key={key} className="ui-muted ui-small">
                {ui.named(label, why)}
              </p>
            ),
        )}
        <ErrorNote error={error} />
        <div className="ui-row">
          {steps.map(({ key, label, look = 'main', open, onTake }) => (
            <Button key={key} look={look} busy={busy} disabled={!open} onClick={onTake}>
              {label}
            </Button>
          ))}
          {children}
        </div>
      </div>
    </Sheet>
  )
}
