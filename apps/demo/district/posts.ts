import { communityPlans, streetPlans } from './communities.ts'
import type { Firm, Grid, Place, Post } from './district.ts'
import { districtUnits, firmPlans, postKinds, streetDepartments } from './post-kinds.ts'

const root = 'post:district_lead'

/** Numbers the offices one after the other: 0871-00000001 and so on, an exchange that no operator has. */
export function officePhones(): () => string {
  let n = 0
  return () => `0871-0000${String(1000 + ++n)}`
}

function post(kind: string, where: { place?: string; grid?: string }, up: string | null, zh: string, en: string): Post {
  const at = where.place ?? where.grid ?? ''
  const key = up === null ? root : `post:${kind}:${at.slice(at.indexOf(':') + 1)}`
  const both = { place: where.place ?? null, grid: where.grid ?? null }
  return { key, kind, zh, en, ...both, reportsTo: up, phone: null, firm: null }
}

function districtPosts(district: string): Post[] {
  const at = { place: district }
  return [
    post('district_lead', at, null, '区基层治理分管领导', 'District Lead for Grassroots Governance'),
    { ...post('administrator', at, root, '平台管理员', 'Platform Administrator'), key: 'post:administrator' },
    ...districtUnits.map(([key, zh, en, kind]) => ({ ...post(kind, at, root, zh, en), key: `post:${key}` })),
  ]
}

function streetPosts(): Post[] {
  return streetPlans.flatMap(({ code, zh, en }) => {
    const at = { place: `street:${code}` }
    const secretary = post('street_secretary', at, root, `${zh}党工委书记`, `${en} Secretary`)
    const departments = streetDepartments.map(([key, name, latin]) => ({
      ...post('street_department', at, secretary.key, `${zh}${name}`, `${en} ${latin}`),
      key: `post:${key}:${code}`,
    }))
    return [
      secretary,
      post('street_command', at, secretary.key, `${zh}网格化服务指挥中心`, `${en} Command Centre`),
      ...departments,
      post('supervisor', at, root, `${zh}纪工委监督岗`, `${en} Supervisor`),
    ]
  })
}

function communityPosts(): Post[] {
  return communityPlans.flatMap(({ code, zh, en, street }) => {
    const at = { place: `community:${code}` }
    const up = `post:street_secretary:${street}`
    const secretary = post('community_secretary', at, up, `${zh}党委书记`, `${en} Secretary`)
    return [secretary, post('community_desk', at, secretary.key, `${zh}受理岗`, `${en} Intake Desk`)]
  })
}

function gridPosts(grids: readonly Grid[]): Post[] {
  return grids.map((grid) => {
    const up = grid.community.replace('community:', 'post:community_secretary:')
    return post('grid_worker', { grid: grid.key }, up, `${grid.zh}网格员`, `${grid.en} Worker`)
  })
}

/** Compound, building and entrance: a building's first and third entrance each have a centre household. */
function homePosts(places: readonly Place[]): Post[] {
  const byKey = new Map(places.map((p) => [p.key, p]))
  return places.flatMap((place): Post[] => {
    const at = { place: place.key }
    const code = place.key.slice(place.key.indexOf(':') + 1)
    if (place.kind === 'compound') {
      const up = (place.parent ?? '').replace('community:', 'post:community_secretary:')
      const name = place.use === 'office' ? ['楼宇党支部书记', 'Office Cluster Secretary'] : ['党支部书记', 'Secretary']
      return [post('compound_secretary', at, up, place.zh + name[0], `${place.en} ${name[1]}`)]
    }
    if (place.kind === 'building') {
      const up = (place.parent ?? '').replace('compound:', 'post:compound_secretary:')
      return [post('building_lead', at, up, `${place.fullZh}党小组组长`, `${place.fullEn} Lead`)]
    }
    const entrance = Number(code.slice(code.lastIndexOf('-') + 1))
    if (place.kind !== 'unit' || place.use !== 'home' || entrance % 2 === 0) return []
    const building = byKey.get(place.parent ?? '')
    const up = (building?.key ?? '').replace('building:', 'post:building_lead:')
    return [post('center_household', at, up, `${place.fullZh}党员中心户`, `${place.fullEn} Centre Household`)]
  })
}

export function buildFirms(phone: () => string): Firm[] {
  return firmPlans.map(([key, zh, en, compounds]) => ({
    key: `firm:${key}`,
    zh,
    en,
    phone: phone(),
    compounds: compounds.map((code) => `compound:${code}`),
  }))
}

function firmPosts(firms: readonly Firm[], places: readonly Place[]): Post[] {
  return firms.flatMap((firm) =>
    firm.compounds.flatMap((key) => {
      const compound = places.find((p) => p.key === key)
      if (!compound) return []
      const up = (compound.parent ?? '').replace('community:', 'post:community_secretary:')
      const zh = `${firm.zh}${compound.zh}项目经理`
      return [{ ...post('property_firm', { place: key }, up, zh, `${firm.en}, ${compound.en}`), firm: firm.key }]
    }),
  )
}

const withOffice = new Set(postKinds.filter((k) => !['unit', 'building'].includes(k.at)).map((k) => k.code))

/** Every post of the district: one tree whose root is the district lead. */
export function buildPosts(
  places: readonly Place[],
  grids: readonly Grid[],
  firms: readonly Firm[],
  phone: () => string,
): Post[] {
  const posts = [
    ...districtPosts('district:530103'),
    ...streetPosts(),
    ...communityPosts(),
    ...gridPosts(grids),
    ...homePosts(places),
    ...firmPosts(firms, places),
  ]
  return posts.map((p) => ({ ...p, phone: withOffice.has(p.kind) ? phone() : null }))
}
