import { registerErasable } from '../../kernel/erasure.ts'
import { registerFound } from '../../kernel/find-anew.ts'
import { registerHeld } from '../../kernel/held.ts'
import type { Module } from '../../kernel/module.ts'
import { inProject } from '../../kernel/root.ts'
import { registerSubject } from '../files/public.ts'
import { registerConsentPurpose } from '../people/public.ts'
import { paperForms } from './consent-purpose.ts'
import { joinCouncils } from './council-items.ts'
import { ideasErasures } from './erasures.ts'
import { ideasFound } from './found.ts'
import { ideasHeld } from './held.ts'
import { maySeePictures } from './picture-guard.ts'
import { routes } from './routes.ts'
import { tellIdeas } from './telling.ts'
import { dayTick } from './ticks.ts'
import { verifyIdeas } from './verify.ts'

registerSubject('ideas', maySeePictures)
joinCouncils()

registerHeld(...ideasHeld)
registerConsentPurpose(paperForms)
registerFound(ideasFound)
registerErasable(...ideasErasures)

export const ideas: Module = {
  name: 'ideas',
  migrations: inProject('modules/ideas/migrations'),
  routes,
  subscribers: [tellIdeas],
  jobs: [],
  ticks: [dayTick],
  verify: verifyIdeas,
  things: [
    { stream: 'calls', table: 'ideas.calls' },
    { stream: 'ideas', table: 'ideas.ideas' },
  ],
}
