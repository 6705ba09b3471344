import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readPabulib } from './pabulib.ts'

/** Published elections with what the reference implementation chooses; they are not ours to ship. */
const folder = join(
  process.env['LIREN_ANCHORS'] ?? join(import.meta.dirname, '../../../../../shared/anchors'),
  'participation/equal-shares',
)
export const referencesAreThere = existsSync(folder)
export const referencePath = (name: string): string => join(folder, `${name}.pb`)

export const referenceNames = [
  'Netherlands_Assen_2024',
  'Poland_Swiecie_2023',
  'Poland_Warszawa_2018_Targowek_Mieszkaniowy',
  'Poland_Warszawa_2020_Praga-Poludnie',
  'Poland_Wieliczka_2023_Green_Budget',
] as const

export interface ExpectedChoice {
  readonly order: readonly string[]
  readonly selected: readonly string[]
  readonly cost: number
}

export const referenceElection = (name: string) => readPabulib(readFileSync(referencePath(name), 'utf8'))

/** By rule; some entries are single steps of raising and no rule of ours. */
export function expectedChoices(name: string): Readonly<Record<string, ExpectedChoice>> {
  return JSON.parse(readFileSync(join(folder, `${name}.expected.json`), 'utf8')).rules
}
