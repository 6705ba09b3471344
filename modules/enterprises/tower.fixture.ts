import { systemActor } from '../../kernel/actor.ts'
import type { TestApp } from '../../kernel/testing/app.ts'
import type { NewSuite } from './buildings-contract.ts'
import { inventedCode } from './enterprise-app.fixture.ts'
import { registerFirm } from './firm-service.ts'
import { moveFirm } from './move-service.ts'
import type { SuitePurpose } from './shapes.ts'
import { recordBuilding } from './suite-service.ts'

const heads = '云岭 翠湖 滇池 春城 金马 碧鸡 盘江 凤鸣 石林 澄江 苍山 洱海 红河 普洱 临沧 大观'.split(' ')
const trades = [
  ['软件科技', 'I65'],
  ['餐饮管理', 'H62'],
  ['建筑设计', 'M74'],
  ['商贸', 'F51'],
  ['人力资源', 'L72'],
  ['文化传媒', 'R87'],
  ['医疗器械', 'F52'],
  ['教育咨询', 'P83'],
] as const

/** A number from 0 to 1 that depends on its place alone. */
const chance = (n: number) => (((Math.sin(n * 12.9898) * 43758.5453) % 1) + 1) % 1

/** Twenty-four floors and two below: shops at the foot, offices of all sizes, at most so many firms of two years, some leases that run out. */
export async function fillTower({ db, town, clock, services }: TestApp, most: number): Promise<void> {
  const doing = { tenantId: town.tenantId, actor: null, by: systemActor, at: clock.now(), secrets: services.secrets }
  const suites: NewSuite[] = []
  for (let floor = -2; floor <= 24; floor++) {
    if (floor === 0) continue
    const count = floor < 0 ? 4 : floor <= 3 ? 12 : ([20, 14, 8, 10, 6][floor % 5] ?? 8)
    const purpose: SuitePurpose = floor < 0 ? 'storage' : floor <= 3 ? 'shop' : 'office'
    for (let at = 1; at <= count; at++) {
      const service = floor > 3 && at === count
      const areaCm2 = Math.round(((14_000_000 / count) * (0.7 + 0.6 * chance(floor * 31 + at))) / 1000) * 1000
      const number = `${floor < 0 ? `B${-floor}` : floor}${String(at).padStart(2, '0')}`
      suites.push({ floor, number, areaCm2, purpose: service ? 'service' : purpose, rentFenMonthM2: 7_500 })
    }
  }
  const ids = suites.map((suite) => ({ ...suite, id: crypto.randomUUID() as NonNullable<NewSuite['id']> }))
  await db.tx((tx) =>
    recordBuilding(tx, doing, {
      placeId: town.places.building111,
      floorsAbove: 24,
      floorsBelow: 2,
      purpose: 'mixed',
      openedOn: '2024-06-01',
      suites: ids,
    }),
  )
  let n = 0
  for (const [at, suite] of ids.entries()) {
    if (suite.purpose === 'service' || n >= most) continue
    const lot = chance(at * 7 + 3)
    if (lot > 0.86) continue
    n++
    const [trade, industry] = trades[at % trades.length] ?? trades[0]
    const on = `${2024 + Math.floor(chance(at) * 2)}-${String(7 + Math.floor(chance(at + 9) * 5)).padStart(2, '0')}-01`
    const until = lot > 0.74 ? '2027-01-15' : `202${8 + (at % 2)}-06-30`
    await db.tx(async (tx) => {
      const name = `昆明${heads[at % heads.length]}${heads[(at * 3 + 1) % heads.length]}${trade}有限公司`
      const { firmId, tenancyIds } = await registerFirm(tx, doing, {
        name,
        nameEn: `Firm ${n} of the tower Ltd.`,
        uscc: inventedCode(1000 + at),
        legalForm: 'company',
        keyFirm: at % 17 === 0,
        moveIn: {
          suiteIds: [suite.id],
          on,
          basis: at % 9 === 0 ? 'own' : 'rent',
          leaseUntil: until,
          rentFenMonth: 800_000,
        },
        contact: { name: '张小明', phone: `1000001${String(1000 + at)}`, duty: '经理' },
        facts: [
          { key: 'industry', value: industry },
          { key: 'staff', value: 5 + (at % 60) },
        ],
        tags: at % 5 === 0 ? ['5G'] : [],
      })
      if (lot > 0.7 && lot < 0.74 && tenancyIds[0])
        await moveFirm(tx, doing, firmId, {
          on: '2026-11-05',
          out: { tenancyIds: [tenancyIds[0]], reason: 'moved_away', leaves: true },
        })
    })
  }
}
