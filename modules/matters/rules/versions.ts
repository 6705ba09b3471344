import type { VersionState } from './contract.ts'

export interface Dated {
  readonly version: number
  readonly validFrom: Date
}

/**
 * How each version stands at an instant. The newest that has begun is in force; a later one that has not begun is planned;
 * one that has not begun although a newer one has is passed over for good.
 */
export function versionStates(versions: readonly Dated[], at: Date): Map<number, VersionState> {
  const begun = versions.filter(({ validFrom }) => validFrom <= at).map(({ version }) => version)
  const inForce = begun.length > 0 ? Math.max(...begun) : Math.min(...versions.map(({ version }) => version))
  return new Map(
    versions.map(({ version, validFrom }) => {
      if (version === inForce) return [version, 'in_force']
      if (version > inForce) return [version, replacedBefore(versions, version, validFrom) ? 'passed_over' : 'planned']
      return [version, wasEver(versions, version, validFrom) ? 'earlier' : 'passed_over']
    }),
  )
}

/** A newer one begins no later: this one never has its turn. */
const replacedBefore = (versions: readonly Dated[], version: number, validFrom: Date): boolean =>
  versions.some((other) => other.version > version && other.validFrom <= validFrom)

const wasEver = (versions: readonly Dated[], version: number, validFrom: Date): boolean =>
  !replacedBefore(versions, version, validFrom)
