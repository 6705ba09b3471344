import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** modules/tiers.json: modules in dependency order. */
export interface Tiers {
  readonly tiers: readonly (readonly string[])[]
  /** Modules of one tier that stand in an order as well: a later one may call an earlier one. */
  readonly withinTierOrder: readonly string[]
}

export function readTiers(root: string): Tiers {
  return JSON.parse(readFileSync(join(root, 'modules/tiers.json'), 'utf8')) as Tiers
}

/** All modules, lowest first. */
export const modulesOf = ({ tiers }: Tiers): string[] => tiers.flat()

/** The modules that `module` may call. */
export function below(module: string, { tiers, withinTierOrder }: Tiers): string[] {
  const tier = tiers.findIndex((names) => names.includes(module))
  const place = withinTierOrder.indexOf(module)
  const besides = (tiers[tier] ?? []).filter((name) => {
    const other = withinTierOrder.indexOf(name)
    return other >= 0 && other < place
  })
  return [...tiers.slice(0, Math.max(tier, 0)).flat(), ...besides]
}

/** Folders in modules/ that stand in no tier. */
export function homeless(root: string, tiers: Tiers): string[] {
  const known = new Set(modulesOf(tiers))
  const folders = readdirSync(join(root, 'modules'), { withFileTypes: true }).filter((entry) => entry.isDirectory())
  return folders.map(({ name }) => name).filter((name) => !known.has(name))
}
