import { lazy } from 'react'
import { registerNoteAction } from '../../modules/households/desk/one/note-actions.tsx'
import { registerMatterPanel } from '../../modules/matters/desk/matter/panels.tsx'
import { registerWorkPanel } from '../../modules/matters/desk/my-work/panels.tsx'

// Where a page of a lower tier shows something of a higher one. Loaded with the first page that asks for it.

registerMatterPanel(
  lazy(() =>
    import('../../modules/mediation/desk/refer/matter-referral.tsx').then((m) => ({ default: m.MatterReferral })),
  ),
)
registerMatterPanel(
  lazy(() => import('../../modules/channels/desk/matter-reach.tsx').then((m) => ({ default: m.MatterReach }))),
)
registerNoteAction(
  lazy(() => import('../../modules/mediation/desk/refer/note-referral.tsx').then((m) => ({ default: m.NoteReferral }))),
)
registerWorkPanel(
  lazy(() => import('../../modules/briefings/desk/waiting/work-waiting.tsx').then((m) => ({ default: m.WorkWaiting }))),
)
