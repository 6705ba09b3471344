import { type ComponentType, Suspense } from 'react'

export interface WorkPanelProps {
  /** It is all that the page has to say: to somebody who handles no matters. */
  readonly alone?: boolean
}

const panels: ComponentType<WorkPanelProps>[] = []

/** A practice of a higher tier says what waits there: the app plugs its panel in as it is put together. */
export const registerWorkPanel = (panel: ComponentType<WorkPanelProps>): void => void panels.push(panel)

/** What waits besides matters. */
export function WorkPanels(props: WorkPanelProps) {
  return (
    <Suspense fallback={null}>
      {panels.map((Panel, n) => (
        // The list is made once, before the first page.
        // biome-ignore lint/suspicious/noArrayIndexKey: its order never changes
        <Panel key={n} {...props} />
      ))}
    </Suspense>
  )
}
