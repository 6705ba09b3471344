import { StandingClock } from '../../kernel/clock.ts'
import { newId, type PersonId } from '../../kernel/contract/ids.ts'
import { sql } from '../../kernel/db.ts'
import { dayMs, dayOf } from '../../kernel/time/day.ts'
import { makeSystem, pauseSystem } from '../../modules/incoming/public.ts'
import { defaultKinds, reportMatter, saveKind } from '../../modules/matters/public.ts'
import { makeKey } from '../../modules/open311/public.ts'
import { handOver } from '../../modules/people/public.ts'
import { officer } from './enterprise/offices.ts'
import type { Stage } from './replay.ts'

const desk = 'post:community_desk:530103005006'

const words = (zh: string, en: string) => ({ zh, en })

/** 装修登记: a kind that asks for more than words. */
const renovation = {
  code: 'renovation',
  name: words('装修登记', 'Renovation notice'),
  description: words(
    '住户装修前登记工期和内容，楼里好提前知道',
    'What a household renovates and until when, so that the stairs know',
  ),
  form: [
    {
      ...{ key: 'begins', kind: 'date', label: words('开工日期', 'Begins on'), required: true },
      ...{ shown: 'everybody', asked: 'report' },
    },
    {
      ...{ key: 'days', kind: 'number', label: words('工期', 'Takes'), required: true },
      ...{ shown: 'everybody', asked: 'report', unit: '天', min: 1, max: 180 },
    },
    {
      ...{ key: 'works', kind: 'choices', label: words('做哪些', 'What is done'), required: true },
      ...{ shown: 'workers', asked: 'report' },
      choices: [
        { key: 'walls', label: words('拆改墙体', 'Walls are moved') },
        { key: 'water', label: words('水电改造', 'Water and wiring') },
        { key: 'floor', label: words('地面和墙面', 'Floors and walls') },
      ],
    },
    {
      ...{ key: 'foreman', kind: 'text', label: words('工长电话', 'Telephone of the foreman'), required: false },
      ...{ shown: 'sealed', asked: 'report' },
    },
    {
      ...{ key: 'bearing', kind: 'yesno', label: words('看过现场，没有动承重墙', 'Seen: no bearing wall is touched') },
      ...{ required: true, shown: 'workers', asked: 'finish' },
    },
  ],
} as const

const reports = [
  {
    ...{ days: 2, text: '四楼下周开始装修，换水管和地砖，提前跟楼里说一声。', place: 'building:TX01-3' },
    ...{ name: '李秀英', phone: '12098700001', span: 25, works: ['water', 'floor'] },
  },
  {
    ...{ days: 1, text: '新房装修，客厅和厨房之间想打通，请来看看能不能拆。', place: 'building:TX01-1' },
    ...{ name: '赵建平', phone: '12098700002', span: 40, works: ['walls', 'water'] },
  },
] as const

/** What an office has set up beside its rules: a kind with a form, a hand-over to come, a system and a program let in. */
export async function playLateOffice(stage: Stage): Promise<void> {
  await playKind(stage)
  await playHandover(stage)
  const { db, secrets, keys, until } = stage
  const { by } = await officer(stage, 'post:administrator', until)
  const keeping = { tenantId: keys.tenantId, secrets, by, at: until }
  await db.tx(async (tx) => {
    const scope = { name: '安厦里物业报修系统（示例）', kinds: ['demand'], perMinute: 60 }
    const { id } = await makeSystem(tx, keeping, { ...scope, placeId: keys.place('community:530103005006') }, undefined)
    // Nothing comes in by it: its key is thrown away.
    await pauseSystem(tx, keeping, id, true)
    await makeKey(tx, keeping, { name: '随手拍小程序（示例）', perMinute: 30 })
  })
}

async function playKind(stage: Stage): Promise<void> {
  const { db, secrets, keys, until } = stage
  const demand = defaultKinds.find(({ code }) => code === 'demand')
  if (!demand) return
  const { code, name, description, form } = renovation
  const spec = {
    ...demand.spec,
    name,
    description,
    form: structuredClone(form) as never,
    source: '小区装修管理约定（示例）',
  }
  const from = new Date(until.getTime() - 5 * dayMs)
  await db.tx((tx) => saveKind(tx, { tenantId: keys.tenantId, validFrom: from, authorId: null }, code, spec))
  for (const { days, text, place, name: reporterName, phone, span, works } of reports) {
    const at = new Date(until.getTime() - days * dayMs)
    const { by } = await officer(stage, desk, at)
    await reportMatter(
      { db, secrets, clock: new StandingClock(at) },
      {
        ...{ tenantId: keys.tenantId, id: newId<'matter'>(), kind: code, category: '0302', placeId: keys.place(place) },
        ...{ placeDetail: null, point: null, title: null, body: text, channel: 'counter', selfFound: false },
        ...{ visibility: 'open', priority: 'normal', reporterId: null, reporterName, reporterPhone: phone },
        ...{ recordedBy: by.personId, fileIds: [], uploadKey: null, actor: { ...by, via: 'desk' }, patrolPost: null },
        answers: {
          ...{ begins: dayOf(new Date(at.getTime() + 7 * dayMs)), days: span, works },
          foreman: '12098700009',
        },
      },
      null,
    )
  }
}

/** A grid worker's post passes on next week, to somebody who holds none today. */
async function playHandover(stage: Stage): Promise<void> {
  const { db, secrets, keys, until } = stage
  const doing = await officer(stage, 'post:administrator', until)
  const { rows } = await db.read((tx) =>
    sql<{ id: PersonId }>`select t.person_id as id from people.tenures t
      join people.posts_view p on p.tenant_id = t.tenant_id and p.id = t.post_id and p.role = 'grid_worker'
      where t.tenant_id = ${keys.tenantId} and t.to_at is not null and not exists (select from people.tenures n
        where n.tenant_id = t.tenant_id and n.person_id = t.person_id and n.to_at is null)
      order by t.from_at desc, t.person_id limit 1`.execute(tx),
  )
  const [next] = rows
  if (!next) return
  const order = { personId: next.id, why: '轮岗', note: '3 栋的独居老人每周二上门，钥匙在值班室。' }
  const fromDay = dayOf(new Date(until.getTime() + 6 * dayMs))
  await db.tx((tx) => handOver(tx, secrets, doing, keys.post('post:grid_worker:TX-4'), { ...order, fromDay }))
}
