import type { GridId, PersonId, PlaceId, PostId, TenantId } from '../kernel/contract/ids.ts'
import { newId } from '../kernel/contract/ids.ts'
import type { Tx } from '../kernel/db.ts'
import type { Secrets } from '../kernel/secrets.ts'
import { addTenant } from '../kernel/tenants.ts'
import { saveDefaults } from '../modules/matters/rules-store.ts'
import {
  addAccounts,
  addPersons,
  addPostKinds,
  addPostPlaces,
  addPosts,
  addTenures,
  defaultPostKinds,
  type NewPost,
} from '../modules/people/public.ts'
import { addGrid, addGridMembers, addLevel, addPlaces, defaultLevels, type NewPlace } from '../modules/places/public.ts'

/** How large a district is, and its name among others. */
export interface Shape {
  readonly code: string
  readonly hosts: readonly string[]
  readonly streets: number
  readonly communitiesPerStreet: number
  readonly gridsPerCommunity: number
  readonly compoundsPerGrid: number
  readonly buildingsPerCompound: number
  /** Whether each building has a lead and a household that looks after it. */
  readonly leads: boolean
}

/** A district without looks: four communities in two streets, each with 20 compounds, 100 buildings and 5 grids. */
const benchShape: Shape = {
  code: '530103',
  hosts: [],
  streets: 2,
  communitiesPerStreet: 2,
  gridsPerCommunity: 5,
  compoundsPerGrid: 4,
  buildingsPerCompound: 5,
  leads: true,
}

export interface Worker {
  readonly personId: PersonId
  readonly postId: PostId
  readonly gridId: GridId
}

/** Who holds a post that works on matters, in a grid or above. */
export interface Official {
  readonly personId: PersonId
  readonly postId: PostId
  readonly kind: string
  readonly gridId: GridId | null
}

export interface District {
  readonly tenantId: TenantId
  readonly buildings: readonly { readonly placeId: PlaceId; readonly gridId: GridId }[]
  readonly workers: readonly Worker[]
  readonly officials: readonly Official[]
}

/** Everything that is written, in an order in which each stands after what it points to. */
interface Plan {
  readonly places: (NewPlace & { id: PlaceId })[]
  readonly grids: { id: GridId; placeId: PlaceId; code: string; buildings: PlaceId[] }[]
  readonly posts: (NewPost & { id: PostId })[]
  readonly served: { postId: PostId; placeId: PlaceId }[]
}

/** Fills an empty database with the district, all posts held since a given instant. */
export async function fillDistrict(tx: Tx, secrets: Secrets, since: Date, shape = benchShape): Promise<District> {
  const tenantId = newId<'tenant'>()
  const plan = planDistrict(shape)
  const { code, hosts } = shape
  await addTenant(tx, { id: tenantId, code, name: { zh: '盘龙区', en: 'Panlong' }, settings: { hosts } }, since)
  for (const level of defaultLevels) await addLevel(tx, tenantId, level)
  await addPlaces(tx, tenantId, plan.places, since)
  for (const { id, placeId, code, buildings } of plan.grids) {
    await addGrid(tx, tenantId, { id, placeId, code, name: `第${code}网格`, nameEn: `Grid ${code}` }, since)
    await addGridMembers(
      tx,
      tenantId,
      buildings.map((building) => ({ gridId: id, placeId: building, fromAt: since, why: '初次划分' })),
    )
  }
  const holders = await fillPosts(tx, secrets, tenantId, plan, since)
  await saveDefaults(tx, { tenantId, validFrom: since, authorId: null })
  return {
    tenantId,
    buildings: plan.grids.flatMap(({ id, buildings }) => buildings.map((placeId) => ({ placeId, gridId: id }))),
    officials: plan.posts.flatMap(({ id, kind, gridId = null }, index) => {
      const personId = holders[index]
      return personId && !idle.has(kind) ? [{ personId, postId: id, kind, gridId }] : []
    }),
    workers: plan.posts.flatMap((post, index) => {
      const personId = holders[index]
      return post.gridId && personId ? [{ personId, postId: post.id, gridId: post.gridId }] : []
    }),
  }
}

/** Kinds of posts that hold no matters, or of which there are thousands. */
const idle = new Set(['supervisor', 'administrator', 'building_lead', 'center_household'])

async function fillPosts(tx: Tx, secrets: Secrets, tenantId: TenantId, plan: Plan, since: Date): Promise<PersonId[]> {
  const kinds = ['water', 'power', 'gas'].map((code) => ({
    code,
    role: 'department' as const,
    name: { zh: code, en: code },
    chainStep: null,
  }))
  await addPostKinds(tx, tenantId, [...defaultPostKinds, ...kinds])
  const persons = plan.posts.map((_, index) => ({
    name: `居民${index + 1}`,
    phone: `1000${String(1_000_000 + index)}`,
  }))
  const holders = await addPersons(tx, secrets, tenantId, persons, since)
  await addAccounts(
    tx,
    tenantId,
    holders.map((personId, index) => ({ personId, login: `p${index + 1}` })),
    since,
  )
  await addPosts(tx, tenantId, plan.posts, since)
  await addTenures(
    tx,
    tenantId,
    plan.posts.flatMap(({ id }, index) => {
      const personId = holders[index]
      return personId ? [{ postId: id, personId, fromAt: since }] : []
    }),
  )
  await addPostPlaces(tx, tenantId, plan.served)
  return holders
}

function planDistrict(shape: Shape): Plan {
  const plan: Plan = { places: [], grids: [], posts: [], served: [] }
  const district = addPlace(plan, null, 'district', '盘龙区')
  const root = addPost(plan, 'district', district, null)
  for (const kind of ['water', 'power', 'gas', 'supervisor']) addPost(plan, kind, district, root)
  addPost(plan, 'administrator', district, null)
  for (let s = 1; s <= shape.streets; s++) {
    const street = addPlace(plan, district, 'street', `${s}号街道`)
    const office = addPost(plan, 'street', street, root)
    for (let c = 1; c <= shape.communitiesPerStreet; c++)
      planCommunity(plan, shape, { street, office, code: c < 10 ? `${s}${c}` : `${s}-${c}-` })
  }
  return plan
}

function planCommunity(
  plan: Plan,
  { gridsPerCommunity, compoundsPerGrid, buildingsPerCompound, leads }: Shape,
  { street, office, code }: { street: PlaceId; office: PostId; code: string },
): void {
  const community = addPlace(plan, street, 'community', `${code}号社区`)
  const committee = addPost(plan, 'community', community, office)
  const firm = addPost(plan, 'property_firm', community, committee)
  for (let g = 1; g <= gridsPerCommunity; g++) {
    const grid = { id: newId<'grid'>(), placeId: community, code: `${code}${g}`, buildings: [] as PlaceId[] }
    plan.grids.push(grid)
    addPost(plan, 'grid_worker', community, committee, grid.id)
    for (let k = 1; k <= compoundsPerGrid; k++) {
      const compound = addPlace(plan, community, 'compound', `${code}${g}${k}小区`)
      const secretary = addPost(plan, 'compound_secretary', compound, committee)
      if (k === 1) plan.served.push({ postId: firm, placeId: compound })
      for (let b = 1; b <= buildingsPerCompound; b++) {
        const building = addPlace(plan, compound, 'building', `${b}栋`)
        grid.buildings.push(building)
        if (!leads) continue
        const lead = addPost(plan, 'building_lead', building, secretary)
        addPost(plan, 'center_household', building, lead)
      }
    }
  }
}

function addPlace(plan: Plan, parentId: PlaceId | null, level: string, name: string): PlaceId {
  const id = newId<'place'>()
  const number = plan.places.length
  plan.places.push({
    id,
    parentId,
    level,
    code: `B${number}`,
    name,
    nameEn: `Place ${number}`,
    households: level === 'building' ? 41 : 0,
    lng: 102.7 + (number % 25) / 1000,
    lat: 25 + Math.floor(number / 25) / 1000,
  })
  return id
}

function addPost(
  plan: Plan,
  kind: string,
  placeId: PlaceId,
  reportsTo: PostId | null,
  gridId: GridId | null = null,
): PostId {
  const id = newId<'post'>()
  const name = `${kind} ${plan.posts.length}`
  plan.posts.push({ id, kind, placeId, gridId, reportsTo, name, nameEn: name, officePhone: '0871-00000000' })
  return id
}
