import { sql } from '../../kernel/db.ts'
import { registerFound } from '../../kernel/find-anew.ts'
import { registerHeld } from '../../kernel/held.ts'
import type { Module } from '../../kernel/module.ts'
import { followReseal } from '../../kernel/reseal.ts'
import { inProject } from '../../kernel/root.ts'
import { registerSubject } from '../files/public.ts'
import { registerMatterSubject } from '../matters/public.ts'
import { registerConsentPurpose } from '../people/public.ts'
import { mediating } from './consent-purpose.ts'
import { caseSubject } from './danger-service.ts'
import { dayTick } from './day-tick.ts'
import { partiesFound } from './found.ts'
import { mediationHeld } from './held.ts'
import { outcomeHears } from './outcome-hears.ts'
import { tellResealed } from './resealed.ts'
import { routes } from './routes.ts'
import { chargeSql } from './scope.ts'
import { tellMediation } from './telling.ts'
import { verifyMediation } from './verify.ts'

// Photos of evidence and of signed pages are for those in charge of the case alone.
registerSubject('mediation', async (tx, { tenantId, actor, subject, now }) => {
  if (!actor) return false
  const { rows } = await sql`select from mediation.cases c where c.tenant_id = ${tenantId}
    and c.id = ${subject.replace('mediation:', '')} and ${chargeSql(actor, now)}`.execute(tx)
  return rows.length > 0
})
registerMatterSubject('dispute', caseSubject)

registerConsentPurpose(mediating)
registerHeld(...mediationHeld)
registerFound(partiesFound)
followReseal(tellResealed)

export const mediation: Module = {
  name: 'mediation',
  migrations: inProject('modules/mediation/migrations'),
  routes,
  subscribers: [tellMediation, outcomeHears],
  jobs: [],
  ticks: [dayTick],
  verify: verifyMediation,
  things: [
    { stream: 'mediation', table: 'mediation.cases' },
    { stream: 'mediation_committees', table: 'mediation.committees' },
  ],
}
