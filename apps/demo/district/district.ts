import type { Polygon, Position } from 'geojson'
import type { BaseMap } from './basemap.ts'
import type { Matter } from './matter-story.ts'

/*
 * The demo district as plain data. Every `key` is a local name ('building:TX01-3'); whoever stores the district maps
 * keys to ids. Coordinates are WGS-84 [longitude, latitude]; instants are Dates; names of people are invented.
 */

export type PlaceKind = 'district' | 'street' | 'community' | 'compound' | 'building' | 'unit'

/** A household or an office suite. */
export interface Room {
  readonly key: string
  /** As on the door: 501. */
  readonly number: string
  readonly floor: number
  /** Square metres. */
  readonly area: number
}

export interface Place {
  readonly key: string
  readonly kind: PlaceKind
  readonly parent: string | null
  /** The official area code where the level has one: district 6, street 9, community 12 digits. */
  readonly code: string | null
  /** The name on its own level ("3栋"). */
  readonly zh: string
  readonly en: string
  /** The name as people say it from outside ("云纺宿舍3栋"). */
  readonly fullZh: string
  readonly fullEn: string
  readonly point: Position
  readonly shape: Polygon | null
  readonly use: 'home' | 'office' | null
  readonly floors: number | null
  /** Year of completion. */
  readonly since: number | null
  /** Households; only units have any. */
  readonly rooms: readonly Room[]
}

/** A grid: a set of whole buildings of one community. */
export interface Grid {
  readonly key: string
  /** 15 digits: district 6, street 3, community 3, grid 3. */
  readonly code: string
  readonly zh: string
  readonly en: string
  readonly community: string
  readonly compounds: readonly string[]
  readonly buildings: readonly string[]
  readonly shape: Polygon
}

export type Role =
  | 'resident'
  | 'center_household'
  | 'building_lead'
  | 'compound_secretary'
  | 'grid_worker'
  | 'community'
  | 'street'
  | 'department'
  | 'property_firm'
  | 'supervisor'
  | 'administrator'

export interface PostKind {
  readonly code: string
  readonly role: Exclude<Role, 'resident'>
  readonly zh: string
  readonly en: string
  /** Where posts of this kind stand. */
  readonly at: PlaceKind | 'grid'
}

export interface Post {
  readonly key: string
  readonly kind: string
  readonly zh: string
  readonly en: string
  /** Exactly one of place and grid is set. */
  readonly place: string | null
  readonly grid: string | null
  /** The post above; null for the one root. */
  readonly reportsTo: string | null
  /** Office telephone, if the post has an office. */
  readonly phone: string | null
  /** Property firms only. */
  readonly firm: string | null
}

export interface Firm {
  readonly key: string
  readonly zh: string
  readonly en: string
  readonly phone: string
  readonly compounds: readonly string[]
}

export interface Person {
  readonly key: string
  readonly zh: string
  readonly en: string
  /** Mobile number from a range that no operator has. */
  readonly phone: string
  /** Uses the pocket; the others are called back. */
  readonly app: boolean
  /** Room where the person lives, if it matters here. */
  readonly home: string | null
}

/** Somebody holds a post in [from, to). */
export interface Tenure {
  readonly post: string
  readonly person: string
  readonly from: Date
  readonly to: Date | null
}

/** Away in [from, to); who stands in is a row of its own. */
export interface Absence {
  readonly person: string
  readonly from: Date
  readonly to: Date
  readonly why: string
}

export interface StandIn {
  readonly post: string
  readonly person: string
  readonly from: Date
  readonly to: Date
  readonly why: string
}

/** A sign-in to print for the visitor of the demo. */
export interface Account {
  readonly role: Role
  readonly login: string
  readonly person: string
  readonly post: string | null
}

export interface District {
  readonly seed: number
  readonly today: Date
  readonly places: readonly Place[]
  readonly grids: readonly Grid[]
  readonly baseMap: BaseMap
  readonly postKinds: readonly PostKind[]
  readonly posts: readonly Post[]
  readonly firms: readonly Firm[]
  /** Holders of posts and residents who report. */
  readonly persons: readonly Person[]
  /** Keys of the persons who are residents with a home and may report. */
  readonly residents: readonly string[]
  readonly tenures: readonly Tenure[]
  readonly absences: readonly Absence[]
  readonly standIns: readonly StandIn[]
  readonly accounts: readonly Account[]
  readonly matters: readonly Matter[]
}
