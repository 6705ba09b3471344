import { type ComponentType, Suspense } from 'react'
import type { MatterView } from '../../contract.ts'

export interface MatterPanelProps {
  readonly matter: MatterView
}

const panels: ComponentType<MatterPanelProps>[] = []

/**
 * A practice of a higher tier has its say on a matter's page: the app plugs its panel in as it is put together. A panel
 * that has nothing to say for the reader draws nothing.
 */
export const registerMatterPanel = (panel: ComponentType<MatterPanelProps>): void => void panels.push(panel)

/** The panels of other practices. */
export function MatterPanels({ matter }: MatterPanelProps) {
  return (
    <Suspense fallback={null}>
      {panels.map((Panel, n) => (
        // The list is made once, before the first page.
        // biome-ignore lint/suspicious/noArrayIndexKey: its order never changes
        <Panel key={n} matter={matter} />
      ))}
    </Suspense>
  )
}
