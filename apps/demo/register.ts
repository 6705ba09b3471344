import { type Id, newId, type PersonId, type PlaceId, type PostId } from '../../kernel/contract/ids.ts'
import type { Tx } from '../../kernel/db.ts'
import type { Secrets } from '../../kernel/secrets.ts'
import { addTenant } from '../../kernel/tenants.ts'
import {
  addAbsences,
  addAccounts,
  addPersons,
  addPostKinds,
  addPostPlaces,
  addPosts,
  addTenures,
  hashPassword,
  type NewPostKind,
} from '../../modules/people/public.ts'
import {
  addFeatures,
  addGrid,
  addGridMembers,
  addLevel,
  addPlaces,
  addRooms,
  defaultLevels,
} from '../../modules/places/public.ts'
import type { District, Place, Post } from './district/district.ts'

/** Everybody's password in the demo; it is printed beside the sign-ins. */
export const demoPassword = 'liren-demo-2026'

/** The ids that the generator's keys became. */
export class Keys {
  readonly tenantId = newId<'tenant'>()
  readonly #ids = new Map<string, string>()

  id<Kind extends string>(key: string): Id<Kind> {
    let id = this.#ids.get(key)
    if (id === undefined) {
      id = newId()
      this.#ids.set(key, id)
    }
    return id as Id<Kind>
  }

  place = (key: string): PlaceId => this.id<'place'>(key)
  post = (key: string): PostId => this.id<'post'>(key)
  person = (key: string): PersonId => this.id<'person'>(key)
}

/** Departments have one kind each, so that rules can name them. */
const departmentKind = (post: Post): string => {
  const name = /^post:([a-z-]+)/.exec(post.key)?.[1] ?? post.kind
  return ['street_department', 'district_department', 'service_unit'].includes(post.kind) ? name : post.kind
}

const chainSteps: Readonly<Record<string, number>> = {
  center_household: 1,
  building_lead: 2,
  compound_secretary: 3,
  grid_worker: 4,
  community_desk: 5,
  community_secretary: 6,
  street_command: 7,
  street_secretary: 8,
  district_lead: 9,
}

/** Writes places, grids, people and posts of the district. */
export async function writeRegister(
  tx: Tx,
  secrets: Secrets,
  district: District,
  keys: Keys,
  since: Date,
): Promise<void> {
  const { tenantId } = keys
  await addTenant(tx, { id: tenantId, code: '530103', name: { zh: '盘龙区', en: 'Panlong District' } }, since)
  await writePlaces(tx, district, keys, since)
  await writePeople(tx, secrets, district, keys, since)
  await writePosts(tx, district, keys, since)
}

/** The public code on posters: the official one where there is one, else the generator's own, e.g. `TX01-3`. */
export const placeCode = (place: Place): string => place.code ?? place.key.slice(place.key.indexOf(':') + 1)

async function writePlaces(tx: Tx, district: District, keys: Keys, since: Date): Promise<void> {
  const { tenantId } = keys
  for (const level of defaultLevels) await addLevel(tx, tenantId, level)
  const households = householdsBelow(district.places)
  await addPlaces(
    tx,
    tenantId,
    district.places.map((place) => ({
      id: keys.place(place.key),
      parentId: place.parent ? keys.place(place.parent) : null,
      level: place.kind,
      code: placeCode(place),
      name: place.zh,
      nameEn: place.en,
      aliases: place.fullZh === place.zh ? [] : [place.fullZh],
      households: households.get(place.key) ?? 0,
      floors: place.floors,
      geometry: place.shape,
      lng: place.point[0] ?? null,
      lat: place.point[1] ?? null,
    })),
    since,
  )
  for (const grid of district.grids)
    await addGrid(
      tx,
      tenantId,
      {
        id: keys.id<'grid'>(grid.key),
        placeId: keys.place(grid.community),
        code: grid.code,
        name: grid.zh,
        nameEn: grid.en,
      },
      since,
    )
  const members = district.grids.flatMap((grid) =>
    grid.buildings.map((building) => ({
      gridId: keys.id<'grid'>(grid.key),
      placeId: keys.place(building),
      fromAt: since,
      why: '网格划分',
    })),
  )
  await addGridMembers(tx, tenantId, members)
  await addRooms(tx, tenantId, roomsOf(district.places, keys))
  await addFeatures(
    tx,
    tenantId,
    district.baseMap.features.map(({ geometry, properties }) => ({
      kind: properties.kind,
      width: properties.width ?? null,
      name: properties.name ?? null,
      nameEn: properties.nameEn ?? null,
      geometry,
    })),
  )
}

function householdsBelow(places: readonly Place[]): Map<string, number> {
  const count = new Map<string, number>()
  const parents = new Map(places.map((place) => [place.key, place.parent]))
  for (const place of places) {
    for (let key: string | null = place.key; key !== null && place.rooms.length > 0; key = parents.get(key) ?? null)
      count.set(key, (count.get(key) ?? 0) + place.rooms.length)
  }
  return count
}

const roomsOf = (places: readonly Place[], keys: Keys) =>
  places.flatMap((unit) =>
    unit.rooms.map((room) => ({
      buildingId: keys.place(unit.parent ?? unit.key),
      unit: unit.zh,
      floor: room.floor,
      number: room.number,
      areaCm2: Math.round(room.area * 10_000),
    })),
  )

async function writePeople(tx: Tx, secrets: Secrets, district: District, keys: Keys, since: Date): Promise<void> {
  const persons = district.persons.map((person) => ({
    id: keys.person(person.key),
    name: person.zh,
    phone: person.phone,
    homePlaceId: person.home ? keys.place(buildingOfRoom(person.home)) : null,
  }))
  await addPersons(tx, secrets, keys.tenantId, persons, since)
  const passwordHash = await hashPassword(demoPassword)
  const accounts = district.accounts.map(({ person, login }) => ({
    personId: keys.person(person),
    login,
    passwordHash,
  }))
  await addAccounts(tx, keys.tenantId, accounts, since)
}

/** `room:TX01-3-2-501` lies in `building:TX01-3`. */
const buildingOfRoom = (room: string): string =>
  `building:${room.slice('room:'.length).split('-').slice(0, 2).join('-')}`

async function writePosts(tx: Tx, district: District, keys: Keys, since: Date): Promise<void> {
  const { tenantId } = keys
  const roleOf = new Map(district.postKinds.map((kind) => [kind.code, kind]))
  const kinds = new Map<string, NewPostKind>()
  for (const post of district.posts) {
    const kind = roleOf.get(post.kind)
    const code = departmentKind(post)
    if (!kind || kinds.has(code)) continue
    const name = code === post.kind ? { zh: kind.zh, en: kind.en } : { zh: post.zh, en: post.en }
    kinds.set(code, { code, role: kind.role, name, chainStep: chainSteps[code] ?? null })
  }
  await addPostKinds(tx, tenantId, [...kinds.values()])
  const communityOf = new Map(district.grids.map((grid) => [grid.key, grid.community]))
  await addPosts(
    tx,
    tenantId,
    district.posts.map((post) => ({
      id: keys.post(post.key),
      kind: departmentKind(post),
      placeId: keys.place(post.place ?? communityOf.get(post.grid ?? '') ?? ''),
      gridId: post.grid ? keys.id<'grid'>(post.grid) : null,
      reportsTo: post.reportsTo ? keys.post(post.reportsTo) : null,
      name: post.zh,
      nameEn: post.en,
      officePhone: post.phone,
    })),
    since,
  )
  const served = district.posts
    .filter((post) => post.kind === 'property_firm' && post.place)
    .map((post) => ({ postId: keys.post(post.key), placeId: keys.place(post.place ?? '') }))
  await addPostPlaces(tx, tenantId, served)
  await addTenures(
    tx,
    tenantId,
    district.tenures.map((t) => ({
      postId: keys.post(t.post),
      personId: keys.person(t.person),
      fromAt: t.from,
      toAt: t.to,
    })),
  )
  await addAbsences(tx, tenantId, absencesOf(district, keys))
}

/** The generator's absences are a person's; ours are a post's, with the stand-in beside them. */
function absencesOf(district: District, keys: Keys) {
  return district.absences.flatMap((absence) =>
    district.tenures
      .filter((t) => t.person === absence.person && t.from <= absence.from && (t.to === null || t.to > absence.from))
      .map((t) => {
        const standIn = district.standIns.find((s) => s.post === t.post && s.from <= absence.from && s.to >= absence.to)
        return {
          postId: keys.post(t.post),
          standInId: standIn ? keys.person(standIn.person) : null,
          fromAt: absence.from,
          toAt: absence.to,
          why: absence.why,
        }
      }),
  )
}
