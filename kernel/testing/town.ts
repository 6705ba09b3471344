import { createHash } from 'node:crypto'
import {
  addAccounts,
  addPersons,
  addPostKinds,
  addPostPlaces,
  addPosts,
  addTenures,
  defaultPostKinds,
  hashPassword,
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
import type { GridId, Id, PersonId, PlaceId, PostId, TenantId } from '../contract/ids.ts'
import { type Db, sql, type Tx } from '../db.ts'
import type { Secrets } from '../secrets.ts'
import { addTenant } from '../tenants.ts'
import {
  communities,
  type GridKey,
  halves,
  type PersonKey,
  type PlaceKey,
  type PlannedPlace,
  type PostKey,
  plannedName,
  plannedPlaces,
  plannedPosts,
} from './town-plan.ts'

export type { GridKey, PersonKey, PlaceKey, PostKey } from './town-plan.ts'

/**
 * A small district, the same each time (ids too), for tests:
 *
 *     district ─ street1 ─ community1 ─ compound11 ─ building111 (unit1111), building112     grid11 = the buildings of compound11
 *             │          │            └ compound12 ─ building121, building122                grid12 = those of compound12
 *             │          └ community2 ─ compound21, compound22 …                             grid21, grid22
 *             └ street2 ─ community3 ─ compound31, compound32 …                              grid31, grid32
 *
 * Each community, grid, compound and building has its post of the chain, all held; a holder has the key of the post:
 * `district` (root, role street), `street1`, `community1`, `gridWorker11`, `compoundSecretary11`, `buildingLead111`,
 * `centerHousehold111`; beside the chain `waterDepartment` (district), `streetDepartment1` (street1), `propertyFirm1`
 * (compounds 11 and 12), `supervisor` (district), `administrator` (a root of its own); `resident1` lives in
 * building111, `resident2` in building311. Everybody signs in with the lower-case key and `town.password`.
 */
export interface Town {
  readonly tenantId: TenantId
  /** Since when the town stands and all posts are held. */
  readonly since: Date
  readonly password: string
  readonly places: Readonly<Record<PlaceKey, PlaceId>>
  readonly grids: Readonly<Record<GridKey, GridId>>
  readonly posts: Readonly<Record<PostKey, PostId>>
  readonly persons: Readonly<Record<PersonKey, PersonId>>
  /** Mobile numbers from an unassigned range. */
  readonly phones: Readonly<Record<PersonKey, string>>
}

export interface TownOptions {
  readonly secrets: Secrets
  /** A second town in the same database needs another code, and hosts of its own. */
  readonly code?: string
  readonly hosts?: readonly string[]
  readonly since?: Date
}

const defaultCode = '530103'
const password = 'town-password'
let passwordHash: Promise<string> | undefined

/** Whom and what the small town consists of: the same ids each time. */
export function townPlan(options: Omit<TownOptions, 'secrets'> = {}): Town {
  const { code = defaultCode, since = new Date('2026-08-03T00:00:00Z') } = options
  const idOf = <K extends string>(kind: K, key: string): Id<K> => stableId(`${code} ${kind} ${key}`) as Id<K>
  const personKeys: PersonKey[] = [...plannedPosts.map((post) => post.key), 'resident1', 'resident2']
  const gridKeys = communities.flatMap((c) => halves.map((n): GridKey => `grid${c}${n}`))
  return {
    tenantId: idOf('tenant', 'tenant'),
    since,
    password,
    places: record(
      plannedPlaces.map((place) => place.key),
      (key) => idOf('place', key),
    ),
    grids: record(gridKeys, (key) => idOf('grid', key)),
    posts: record(
      plannedPosts.map((post) => post.key),
      (key) => idOf('post', key),
    ),
    persons: record(personKeys, (key) => idOf('person', key)),
    phones: record(personKeys, (key) => `1000000${String(1000 + personKeys.indexOf(key))}`),
  }
}

/** Writes the small town to a migrated database. */
export async function smallTown(db: Db, options: TownOptions): Promise<Town> {
  const { secrets, code = defaultCode, hosts = ['localhost'] } = options
  const town = townPlan(options)
  passwordHash ??= hashPassword(password)
  const hash = await passwordHash
  await db.tx(async (tx) => {
    await addTenant(
      tx,
      { id: town.tenantId, code, name: { zh: '盘龙区', en: 'Panlong' }, settings: { hosts } },
      town.since,
    )
    await fillPlaces(tx, town, code)
    await fillPeople(tx, town, secrets, hash)
  })
  await learnSizes(db)
  return town
}

/** Autovacuum does so within a minute; until then each look-up of an actor walks through whole tables, many times. */
async function learnSizes(db: Db): Promise<void> {
  await db.tx((tx) =>
    sql`analyze places.places, places.levels, places.grids, places.grid_members,
      people.persons, people.accounts, people.post_kinds, people.posts, people.tenures`.execute(tx),
  )
}

async function fillPlaces(tx: Tx, town: Town, code: string): Promise<void> {
  for (const level of defaultLevels) await addLevel(tx, town.tenantId, level)
  const rows = plannedPlaces.map((place) => ({
    id: town.places[place.key],
    parentId: place.parent && town.places[place.parent],
    level: place.level,
    code: `${code}-${place.key}`,
    name: place.name,
    nameEn: place.nameEn,
    aliases: place.aliases ?? [],
    households: place.households ?? 0,
    geometry: rectangle(place.box),
    lng: place.box[0] + place.box[2] / 2,
    lat: place.box[1] + place.box[3] / 2,
  }))
  await addPlaces(tx, town.tenantId, rows, town.since)
  for (const c of communities) {
    for (const n of halves) {
      const key: GridKey = `grid${c}${n}`
      const grid = { id: town.grids[key], placeId: town.places[`community${c}`], code: `${code}-${key}` }
      await addGrid(tx, town.tenantId, { ...grid, name: `第${c}${n}网格`, nameEn: `Grid ${c}${n}` }, town.since)
      const members = halves.map((b) => ({
        gridId: town.grids[key],
        placeId: town.places[`building${c}${n}${b}`],
        fromAt: town.since,
        why: '初次划分',
      }))
      await addGridMembers(tx, town.tenantId, members)
    }
  }
  const room = { buildingId: town.places.building111, unit: '1', floor: 5, number: '501', areaCm2: 735_600 }
  await addRooms(tx, town.tenantId, [room])
  const road = {
    type: 'LineString',
    coordinates: [
      [102.7, 25.001],
      [102.8, 25.001],
    ],
  }
  await addFeatures(tx, town.tenantId, [{ kind: 'road', name: '白云路', nameEn: 'Baiyun Road', geometry: road }])
}

async function fillPeople(tx: Tx, town: Town, secrets: Secrets, passwordHash: string): Promise<void> {
  const { tenantId, since } = town
  const homes: Partial<Record<PersonKey, PlaceId>> = {
    resident1: town.places.building111,
    resident2: town.places.building311,
  }
  const keys = Object.keys(town.persons) as PersonKey[]
  const persons = keys.map((key, index) => ({
    id: town.persons[key],
    name: plannedName(index),
    phone: town.phones[key],
    homePlaceId: homes[key] ?? null,
  }))
  await addPersons(tx, secrets, tenantId, persons, since)
  const accounts = keys.map((key) => ({ personId: town.persons[key], login: key, passwordHash }))
  await addAccounts(tx, tenantId, accounts, since)
  await addPostKinds(tx, tenantId, defaultPostKinds)
  const posts = plannedPosts.map((post) => ({
    id: town.posts[post.key],
    kind: post.kind,
    placeId: town.places[post.place],
    gridId: post.grid ? town.grids[post.grid] : null,
    reportsTo: post.reportsTo && town.posts[post.reportsTo],
    name: post.name,
    nameEn: post.nameEn,
    officePhone: '0871-00000000',
  }))
  await addPosts(tx, tenantId, posts, since)
  const tenures = plannedPosts.map(({ key }) => ({
    postId: town.posts[key],
    personId: town.persons[key],
    fromAt: since,
  }))
  await addTenures(tx, tenantId, tenures)
  const served = plannedPosts.flatMap((post) =>
    (post.serves ?? []).map((place) => ({ postId: town.posts[post.key], placeId: town.places[place] })),
  )
  await addPostPlaces(tx, tenantId, served)
}

function record<K extends string, V>(keys: readonly K[], of: (key: K) => V): Readonly<Record<K, V>> {
  return Object.fromEntries(keys.map((key) => [key, of(key)])) as Record<K, V>
}

/** A UUID in the form of version 7 that depends on the name alone. */
function stableId(name: string): string {
  const hex = createHash('sha256').update(name).digest('hex')
  return `01900000-${hex.slice(0, 4)}-7${hex.slice(5, 8)}-8${hex.slice(9, 12)}-${hex.slice(12, 24)}`
}

function rectangle([lng, lat, width, height]: PlannedPlace['box']): object {
  const [east, north] = [lng + width, lat + height]
  return {
    type: 'Polygon',
    coordinates: [
      [
        [lng, lat],
        [east, lat],
        [east, north],
        [lng, north],
        [lng, lat],
      ],
    ],
  }
}
