import type { Position } from 'geojson'

export type Channel = 'pocket' | 'counter' | 'phone' | 'wechat' | 'patrol'

export type Reporter =
  /** A resident of the district; `hidden`: shown to the holder only. */
  | { readonly kind: 'resident'; readonly person: string; readonly hidden: boolean }
  /** Somebody who left a name and a number. */
  | { readonly kind: 'caller'; readonly name: string; readonly phone: string }
  /** Scanned the building's code and left nothing. */
  | { readonly kind: 'anonymous' }
  /** A grid worker's own find (未诉先办). */
  | { readonly kind: 'patrol'; readonly post: string; readonly person: string }

/** What a post does; `who` is the person who acts for it at that instant. */
interface ByPost {
  readonly at: Date
  readonly by: string
  readonly who: string
}

export type Step =
  | (ByPost & { readonly do: 'accept' })
  | (ByPost & { readonly do: 'assign' | 'reassign'; readonly to: string; readonly words: string })
  | (ByPost & { readonly do: 'contact'; readonly how: 'phone' | 'visit' | 'wechat'; readonly words: string })
  | (ByPost & { readonly do: 'handle'; readonly words: string })
  /** The holder says that it is not theirs; a `review` always follows, unless it is still waiting today. */
  | (ByPost & { readonly do: 'return'; readonly reason: ReturnReason; readonly words: string })
  /** Upheld: `to` is the new holder. Refused: `to` is the one who returned it. */
  | (ByPost & { readonly do: 'review'; readonly upheld: boolean; readonly to: string; readonly words: string })
  | (ByPost & { readonly do: 'extend'; readonly until: Date; readonly words: string })
  /** `reviewOn` is a local date, YYYY-MM-DD. */
  | (ByPost & { readonly do: 'suspend'; readonly reviewOn: string; readonly words: string })
  | (ByPost & { readonly do: 'resume'; readonly words: string })
  /** remind: 催办 by the community; supervise: 督办 by the street. */
  | (ByPost & { readonly do: 'urge'; readonly level: 'remind' | 'supervise'; readonly words: string })
  | (ByPost & {
      readonly do: 'rally'
      readonly departments: readonly string[]
      readonly lead: string
      readonly words: string
    })
  /** A department answers the rally. */
  | (ByPost & { readonly do: 'answer'; readonly words: string })
  | (ByPost & { readonly do: 'resolve'; readonly words: string; readonly photos: number })
  /** The reporter agrees, by the pocket. */
  | { readonly do: 'confirm'; readonly at: Date; readonly rating: number; readonly words: string | null }
  /** The reporter says "not solved"; the matter goes back to who resolved it. */
  | { readonly do: 'deny'; readonly at: Date; readonly words: string }
  /** A call-back from the worklist. */
  | (ByPost & {
      readonly do: 'call'
      readonly reached: boolean
      readonly solved: boolean | null
      readonly rating: number | null
      readonly words: string | null
    })
  | (ByPost & { readonly do: 'merge'; readonly into: string; readonly words: string })
  | (ByPost & { readonly do: 'void'; readonly reason: VoidReason; readonly words: string })
  | { readonly do: 'close'; readonly at: Date; readonly why: CloseReason; readonly by: string | null }

export type ReturnReason = 'not_ours' | 'wrong_place' | 'no_duty' | 'too_little_said'
export type VoidReason = 'test' | 'withdrawn' | 'out_of_scope' | 'emergency_line'
/** confirmed by the reporter, called back, could not be reached three times, or looked at by the desk (no contact). */
export type CloseReason = 'confirmed' | 'called' | 'unreached' | 'checked'

export type MatterState =
  | 'reported'
  | 'accepted'
  | 'handling'
  | 'returned'
  | 'suspended'
  | 'resolved'
  | 'closed'
  | 'merged'
  | 'void'

export interface Matter {
  readonly key: string
  readonly reportedAt: Date
  /** A building or a compound. */
  readonly place: string
  readonly point: Position
  readonly channel: Channel
  readonly reporter: Reporter
  /** Leaf of the category tree: six digits, modules/matters/defaults/categories.ts. */
  readonly category: string
  readonly title: string
  readonly text: string
  /** The post that gets it first. */
  readonly firstHolder: string
  /** Everything that happened until today, in order. */
  readonly steps: readonly Step[]
  /** What the steps amount to today. */
  readonly state: MatterState
  /** Who holds it after the last step. */
  readonly holder: string
}
