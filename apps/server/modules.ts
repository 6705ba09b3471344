import type { Module } from '../../kernel/module.ts'
import { people } from '../../modules/people/module.ts'
import { places } from '../../modules/places/module.ts'

/** All modules, lower tiers first: the order of migrations. */
export const modules: readonly Module[] = [places, people]
