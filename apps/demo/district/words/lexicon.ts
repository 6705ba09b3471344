import { facilitiesWords } from './facilities-words.ts'
import { homesWords } from './homes-words.ts'
import type { LeafWords } from './leaf-words.ts'
import { neighbourWords } from './neighbour-words.ts'
import { outdoorsWords } from './outdoors-words.ts'
import { safetyWords } from './safety-words.ts'
import { servicesWords } from './services-words.ts'
import { utilitiesWords } from './utilities-words.ts'

/** How people talk about each leaf of the category tree. */
export const lexicon: readonly LeafWords[] = [
  ...facilitiesWords,
  ...utilitiesWords,
  ...homesWords,
  ...outdoorsWords,
  ...safetyWords,
  ...neighbourWords,
  ...servicesWords,
]
