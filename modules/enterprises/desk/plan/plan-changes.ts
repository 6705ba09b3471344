import type { Endpoint } from '../../../../kernel/contract/endpoint.ts'
import {
  expiringLeases,
  getPlan,
  getSuite,
  listBuildings,
  listSuites,
  moves,
  vacancy,
} from '../../buildings-contract.ts'
import { getFirm, listFirms } from '../../contract.ts'

/** Readings that are out of date once somebody moved or walls did. */
export const planChanges: readonly Endpoint[] = [
  getPlan,
  getSuite,
  listBuildings,
  listSuites,
  expiringLeases,
  moves,
  vacancy,
  getFirm,
  listFirms,
]
