import type { Module } from '../../kernel/module.ts'
import { audit } from '../../modules/audit/module.ts'
import { briefings } from '../../modules/briefings/module.ts'
import { channels } from '../../modules/channels/module.ts'
import { choices } from '../../modules/choices/module.ts'
import { consultations } from '../../modules/consultations/module.ts'
import { employment } from '../../modules/employment/module.ts'
import { enterprises } from '../../modules/enterprises/module.ts'
import { facilities } from '../../modules/facilities/module.ts'
import { files } from '../../modules/files/module.ts'
import { finance } from '../../modules/finance/module.ts'
import { gatherings } from '../../modules/gatherings/module.ts'
import { households } from '../../modules/households/module.ts'
import { ideas } from '../../modules/ideas/module.ts'
import { incoming } from '../../modules/incoming/module.ts'
import { letters } from '../../modules/letters/module.ts'
import { matters } from '../../modules/matters/module.ts'
import { mediation } from '../../modules/mediation/module.ts'
import { neighbours } from '../../modules/neighbours/module.ts'
import { notices } from '../../modules/notices/module.ts'
import { observers } from '../../modules/observers/module.ts'
import { open311 } from '../../modules/open311/module.ts'
import { people } from '../../modules/people/module.ts'
import { places } from '../../modules/places/module.ts'
import { policies } from '../../modules/policies/module.ts'
import { privacy } from '../../modules/privacy/module.ts'
import { renewal } from '../../modules/renewal/module.ts'
import { safety } from '../../modules/safety/module.ts'
import { stations } from '../../modules/stations/module.ts'
import { takeouts } from '../../modules/takeouts/module.ts'
import { visits } from '../../modules/visits/module.ts'

/** All modules, lower tiers first: the order of migrations. */
export const modules: readonly Module[] = [
  places,
  people,
  files,
  notices,
  matters,
  visits,
  gatherings,
  observers,
  households,
  enterprises,
  policies,
  finance,
  employment,
  ideas,
  consultations,
  choices,
  facilities,
  renewal,
  neighbours,
  mediation,
  stations,
  safety,
  open311,
  incoming,
  privacy,
  audit,
  channels,
  letters,
  takeouts,
  briefings,
]
