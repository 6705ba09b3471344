import type { PlaceId } from '../../kernel/contract/ids.ts'
import { type TestApp, type TestClient, testApp } from '../../kernel/testing/app.ts'
import { getPlan, recordBuilding, type SuiteView } from './buildings-contract.ts'
import { type FirmView, getFirm, registerFirm } from './contract.ts'
import type { FirmId, SuiteId } from './shapes.ts'
import { checkSignOf, orgCheckSignOf } from './uscc.ts'

/** A test app whose building111 is an office tower of three floors with three suites each, of 100, 200 and 300 m². */
export interface EnterpriseApp extends TestApp {
  readonly tower: PlaceId
  /** By number: `101` to `303`. */
  readonly suites: Readonly<Record<string, SuiteId>>
  register(name: string, more?: Record<string, unknown>): Promise<FirmId>
}

export const since = '2025-01-01'

export async function enterpriseApp(): Promise<EnterpriseApp> {
  const app = await testApp()
  const tower = app.town.places.building111
  const desk = app.signInAs('community1')
  const body = { placeId: tower, floorsAbove: 3, purpose: 'office' as const, openedOn: since }
  await desk.call(recordBuilding, { body: { ...body, suites: towerSuites } })
  const { suites } = await desk.call(getPlan, { params: { placeId: tower } })
  return {
    ...app,
    tower,
    suites: Object.fromEntries(suites.map((suite) => [suite.number, suite.id])),
    register: async (name, more = {}) => {
      const where = 'moveIn' in more ? {} : { placeId: tower }
      return (await desk.call(registerFirm, { body: { name, ...where, ...more } })).firmId
    },
  }
}

export const towerSuites = [1, 2, 3].flatMap((floor) =>
  [1, 2, 3].map((at) => ({
    floor,
    number: `${floor}0${at}`,
    areaCm2: at * 1_000_000,
    purpose: 'office' as const,
    rentFenMonthM2: 8_000,
  })),
)

/** Suites of the tower on a day, by number. */
export async function planOn(who: TestClient, tower: PlaceId, on?: string) {
  const plan = await who.call(getPlan, { params: { placeId: tower }, query: on ? { on } : {} })
  return { ...plan, byNumber: new Map<string, SuiteView>(plan.suites.map((suite) => [suite.number, suite])) }
}

export const lookAt = (who: TestClient, firmId: FirmId): Promise<FirmView> => who.call(getFirm, { params: { firmId } })

/** The n-th invented code, rightly checked. */
export function inventedCode(n: number): string {
  const organisation = `MA${String(n).padStart(6, '0')}`
  const first17 = `91530103${organisation}${orgCheckSignOf(organisation)}`
  return `${first17}${checkSignOf(first17)}`
}
