import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { GridId, PersonId, PlaceId, PostId } from '../../../kernel/contract/ids.ts'
import { defaultPostKinds } from '../defaults.ts'
import { judgeRoster, type KnownPerson, type SeenPost, type Standing } from './judge.ts'
import { kindOf } from './kind-of.ts'
import type { RosterRow } from './read-row.ts'
import { Register } from './where.ts'

const place = (id: string, parentId: string | null, level: string, name: string, path: string) => ({
  ...{ id: id as PlaceId, parentId: parentId as PlaceId | null, level, name, code: `c-${id}`, path },
  kind: level === 'compound' ? ('compound' as const) : ('area' as const),
})
const places = [
  place('s', null, 'street', '金辰街道', '/1/'),
  place('a', 's', 'community', '天祥社区', '/1/2/'),
  place('b', 's', 'community', '万宏社区', '/1/3/'),
  place('k', 'a', 'compound', '机床厂小区', '/1/2/4/'),
]
const grid = (id: string, placeId: string, name: string) => ({
  ...{ id: id as GridId, placeId: placeId as PlaceId, name, code: `g-${id}` },
})
const grids = [grid('g1', 'a', '第一网格'), grid('g2', 'a', '第二网格'), grid('g3', 'b', '第一网格')]
const register = new Register(places, grids)

const row = (number: number, more: Partial<RosterRow>): RosterRow => ({
  ...{ number, name: '某', phone: `1000000${String(number).padStart(4, '0')}`, post: '', kind: '', levels: [] },
  ...{ grid: '', where: '', since: null, officePhone: '', login: '', formerName: '', faults: [] },
  ...more,
})

const fresh = (posts: readonly SeenPost[] = [], persons: ReadonlyMap<string, KnownPerson> = new Map()): Standing => ({
  ...{ register, kinds: defaultPostKinds, posts: structuredClone(posts) as SeenPost[], persons },
  ...{ logins: new Map(), self: 'self' as PersonId },
})

it.each([
  [{ where: '天祥社区居委会' }, 'a', null],
  [{ where: '天祥' }, 'a', null],
  [{ where: '天祥社区第一网格' }, 'a', 'g1'],
  [{ levels: [{ level: 'community', name: '万宏' }], grid: '第一网格' }, 'b', 'g3'],
  [{ where: '第二网格' }, 'a', 'g2'],
  [{ where: '金辰街道办事处' }, 's', null],
  [{ levels: [{ level: 'compound', name: '机床厂小区' }], grid: '第一网格' }, 'k', 'g1'],
  [{ grid: 'g-g3' }, 'b', 'g3'],
])('finds where a row belongs: %j', (said, placeId, gridId) => {
  const where = register.whereOf(row(1, said))
  expect('words' in where ? where.words.zh : [where.place?.id, where.grid?.id ?? null]).toEqual([placeId, gridId])
})

it.each([
  { where: '第一网格' },
  { where: '无名社区' },
  { levels: [{ level: 'community', name: '天祥' }], grid: '第三网格' },
])('says so where it cannot be told: %j', (said) => expect(register.whereOf(row(1, said))).toHaveProperty('words'))

it.each([
  ['专职网格员', 'grid_worker'],
  ['社区党委书记', 'community'],
  ['小区党支部书记', 'compound_secretary'],
  ['楼栋长', 'building_lead'],
  ['党员中心户', 'center_household'],
  ['街道党工委书记', 'street'],
  ['物业经理', 'property_firm'],
  ['城管中队长', 'department'],
  ['炊事员', null],
])('reads the kind of post from the title %s', (post, code) => {
  expect(kindOf(defaultPostKinds, { post, kind: '' }, null, false)?.code ?? null).toBe(code)
})

it('never makes an administrator, whatever a list says', () => {
  for (const kind of ['administrator', '系统管理员', 'Administrator'])
    expect(kindOf(defaultPostKinds, { post: '', kind }, null, false)).toBeNull()
})

const titles = fc.constantFrom('网格员', '社区工作者', '副书记', '社区书记', '专职网格员')
const somewhere = fc.constantFrom(
  { grid: '第一网格', levels: [{ level: 'community', name: '天祥社区' }] },
  { grid: '第二网格', levels: [] },
  { grid: '', levels: [{ level: 'community', name: '万宏社区' }] },
)
const anyRow = fc.record({ phone: fc.nat({ max: 5 }), post: titles, at: somewhere })

it('gives every post one holder and every row one post, and a second time does nothing', () => {
  fc.assert(
    fc.property(fc.array(anyRow, { maxLength: 12 }), (list) => {
      const rows = list.map(({ phone, post, at }, n) =>
        row(n + 2, { ...at, post, name: `人${phone}`, phone: `1000000${String(phone).padStart(4, '0')}` }),
      )
      const first = judgeRoster(fresh(), rows)
      const taken = first.plan.flatMap((step) => (step.post ? [step] : []))
      expect(new Set(taken.map(({ post }) => post?.id)).size).toBe(taken.length)
      expect(new Set(taken.map(({ post }) => `${post?.placeId} ${post?.name}`)).size).toBe(taken.length)
      for (const { person, post } of taken) expect(post?.holder?.id).toBe(person.id)
      const persons = new Map(
        first.plan.map(({ person: { id, name, phone } }) => [phone, { id, name, hasAccount: true }] as const),
      )
      const made = taken.map(({ post, person }) => ({
        ...(post as SeenPost),
        ...{ made: false, holder: { id: person.id, name: person.name } },
      }))
      const again = judgeRoster(fresh(made, persons), rows)
      expect(again.plan).toEqual([])
      expect(again.verdicts.filter(({ result }) => result !== 'same' && result !== 'wrong')).toEqual([])
    }),
  )
})

it('leaves a post to its holder where the list does not name them', () => {
  const held: SeenPost = {
    ...{ id: 'p' as PostId, kind: 'community', placeId: 'a' as PlaceId, gridId: null, name: '社区书记' },
    ...{ officePhone: null, holder: { id: 'x' as PersonId, name: '王立新' }, made: false },
  }
  const { verdicts, plan } = judgeRoster(fresh([held]), [row(2, { post: '社区书记', where: '天祥社区' })])
  expect(plan).toEqual([])
  expect(verdicts[0]?.faults[0]?.words.zh).toContain('王*新')
  // One more of a title that many have replaces nobody.
  const worker = judgeRoster(fresh([{ ...held, name: '社区工作者' }]), [
    row(2, { post: '社区工作者', where: '天祥社区' }),
  ])
  expect(worker.plan.map(({ post }) => post?.name)).toEqual(['社区工作者2'])
})
