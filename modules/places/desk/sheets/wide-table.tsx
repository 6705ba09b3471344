import type { ReactNode } from 'react'

/** A table that may be wider than the screen: its frame scrolls, by the arrow keys too. */
export function WideTable({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1)
    <section className="import-scroll" aria-label={label} tabIndex={0}>
      {children}
    </section>
  )
}
