import './scan-code.css'
import { lazy, type ReactNode, Suspense } from 'react'
import { Button } from '../button.tsx'
import { ErrorNote } from '../error-note.tsx'

const QrCode = lazy(() => import('../qr-code.tsx'))

export interface ScanCodeProps {
  /** The whole address that scanning leads to. */
  readonly text: string
  /** For those who cannot see it. */
  readonly label: string
  /** What is typed where scanning does not work. */
  readonly code: string
}

/** A code to scan, with the letters to type below it. */
export function ScanCode({ text, label, code }: ScanCodeProps) {
  return (
    <>
      <Suspense fallback={<span className="ui-scan" />}>
        <QrCode className="ui-scan" text={text} label={label} />
      </Suspense>
      <div className="ui-scan-words">{code}</div>
    </>
  )
}

export interface PosterProps {
  readonly title: string
  readonly back: { readonly words: string; readonly to: string }
  /** On the button that prints it. */
  readonly print: string
  readonly error: { readonly message: string } | null
  readonly children: ReactNode
}

/** A sheet of paper for a door or a notice board; the buttons are not printed. */
export function Poster({ title, back, print, error, children }: PosterProps) {
  return (
    <main className="ui-poster">
      <div className="ui-row ui-noprint">
        <Button icon="back" to={back.to}>
          {back.words}
        </Button>
        <Button look="main" icon="file" onClick={() => window.print()}>
          {print}
        </Button>
      </div>
      <ErrorNote error={error} />
      <h1>{title}</h1>
      {children}
    </main>
  )
}
