import { type GridId, newId, type PersonId, type PlaceId, type PostId } from '../../../kernel/contract/ids.ts'
import { maskName } from '../../../kernel/text/masking.ts'
import type { RosterResult } from './contract.ts'
import { kindOf, officeAt, type PostKind } from './kind-of.ts'
import { type Fault, fault, type RosterRow } from './read-row.ts'
import type { Register, SeenPlace, Where } from './where.ts'

/** Somebody whose phone is on record. */
export interface KnownPerson {
  readonly id: PersonId
  readonly name: string
  readonly hasAccount: boolean
}

/** A live post, or one that the list makes. */
export interface SeenPost {
  readonly id: PostId
  readonly kind: string
  readonly placeId: PlaceId
  readonly gridId: GridId | null
  readonly name: string
  readonly officePhone: string | null
  holder: { readonly id: PersonId; readonly name: string } | null
  /** The list makes it. */
  readonly made: boolean
}

/** What a list is judged against. */
export interface Standing {
  readonly register: Register
  readonly kinds: readonly PostKind[]
  readonly posts: readonly SeenPost[]
  /** By normal phone. */
  readonly persons: ReadonlyMap<string, KnownPerson>
  /** Logins of the list that are taken, with whose they are. */
  readonly logins: ReadonlyMap<string, PersonId>
  /** Who asks: nobody appoints themselves. */
  readonly self: PersonId
}

export interface PlannedPerson {
  readonly id: PersonId
  readonly name: string
  readonly phone: string
  readonly login: string
  readonly made: boolean
  /** They had this name until now; null: it stays. */
  readonly formerName: string | null
  /** An account is opened for them. */
  readonly account: boolean
}

/** What one row writes. */
export interface Step {
  readonly row: number
  readonly person: PlannedPerson
  /** The row makes or opens the person; a later row of the same person does not. */
  readonly first: boolean
  readonly post: SeenPost | null
  readonly since: Date | null
}

export interface Verdict {
  readonly row: number
  readonly result: RosterResult
  readonly label: string
  readonly faults: readonly Fault[]
}

export interface Judged {
  readonly verdicts: readonly Verdict[]
  readonly plan: readonly Step[]
}

/** A row whose place and kind are known. */
interface Meant {
  readonly row: RosterRow
  readonly where: Where
  readonly kind: PostKind | null
  /** Posts that are alike: of that kind, there. */
  readonly alike: string
}

/** Says of each row what it would do, and plans it; rows that are wrong plan nothing. */
export function judgeRoster(standing: Standing, rows: readonly RosterRow[]): Judged {
  const judging = new Judging(standing)
  const meant = rows.map((row) => understand(standing, row))
  for (const one of meant) if (!isWrong(one)) judging.expect(one)
  const verdicts = meant.map((one) => (isWrong(one) ? one : judging.judge(one)))
  return { verdicts, plan: judging.plan }
}

const isWrong = (one: Meant | Verdict): one is Verdict => 'result' in one

const labelOf = (row: RosterRow, ...more: readonly (string | null | undefined)[]) =>
  [row.name || '—', ...more].filter(Boolean).join(' · ')

const wrong = (row: RosterRow, ...faults: readonly Fault[]): Verdict => ({
  ...{ row: row.number, result: 'wrong', label: labelOf(row, row.post || row.kind), faults },
})

/** Offices that stand on top where nothing says where: departments, who watches, and the office of the whole area itself. */
const isOnTop = ({ role, code }: PostKind, { level }: SeenPlace): boolean =>
  role === 'department' || role === 'supervisor' || officeAt(level) === code

function understand({ register, kinds }: Standing, row: RosterRow): Meant | Verdict {
  const said = register.whereOf(row)
  const faults = 'words' in said ? [...row.faults, said] : row.faults
  if (faults.length > 0 || 'words' in said) return wrong(row, ...faults)
  const { place, grid } = said
  const kind = kindOf(kinds, row, place?.level ?? null, grid !== null)
  const titled = row.post !== '' || row.kind !== ''
  if (!kind && !titled && !place) return { row, where: said, kind: null, alike: '' }
  if (!kind)
    return wrong(
      row,
      titled
        ? fault(
            row.kind === '' ? 'post' : 'kind',
            `看不出是哪种岗位，请加一列“岗位类型”，写：${kinds.map(({ name }) => name.zh).join('、')}`,
            `It is not clear which kind of post this is; add a column “Kind of post”: ${kinds.map(({ name }) => name.en).join(', ')}`,
          )
        : fault('post', '没有写职务', 'The post is missing'),
    )
  if (kind.role === 'grid_worker' && !grid)
    return wrong(row, fault('grid', '网格员要写明是哪个网格', 'Say which grid this grid worker has'))
  const own = kind.role === 'grid_worker' && grid ? register.place(grid.placeId) : place
  const { root } = register
  const at = own ?? (root && isOnTop(kind, root) ? root : null)
  if (!at) return wrong(row, fault('where', '没有写在哪里：社区、小区、楼栋或网格', 'It is not said where'))
  const where = { place: at, grid: kind.role === 'grid_worker' ? grid : null }
  return { row, where, kind, alike: [kind.code, at.id, where.grid?.id ?? ''].join(' ') }
}

class Judging {
  readonly plan: Step[] = []
  readonly #standing: Standing
  readonly #posts: SeenPost[]
  readonly #people = new Map<string, { readonly person: PlannedPerson; readonly row: number }>()
  readonly #logins = new Map<string, string>()
  /** Who comes for posts that are alike, by phone. */
  readonly #coming = new Map<string, Set<string>>()

  constructor(standing: Standing) {
    this.#standing = standing
    this.#posts = [...standing.posts]
  }

  expect({ row, alike }: Meant): void {
    const coming = this.#coming.get(alike) ?? new Set()
    this.#coming.set(alike, coming.add(row.phone))
  }

  judge(meant: Meant): Verdict {
    const { row } = meant
    const found = this.#personOf(row)
    if ('words' in found) return wrong(row, found)
    const { person, first } = found
    const post = meant.kind ? this.#postOf(meant, meant.kind, person) : null
    if (post && 'words' in post) return wrong(row, post)
    this.#people.set(row.phone, this.#people.get(row.phone) ?? { person, row: row.number })
    if (person.account && row.login) this.#logins.set(row.login, row.phone)
    const takes = post !== null && post.holder?.id !== person.id
    if (takes) post.holder = person
    const writes = takes || (first && (person.made || person.account || person.formerName !== null))
    if (writes) this.plan.push({ row: row.number, person, first, post: takes ? post : null, since: row.since })
    const former = first && person.formerName ? `原名${person.formerName}` : null
    const label = labelOf(row, former, post?.name ?? null, meant.where.place?.name)
    const result = !writes ? 'same' : first && person.made ? 'new' : 'changed'
    return { row: row.number, result, label, faults: [] }
  }

  #personOf(row: RosterRow): { readonly person: PlannedPerson; readonly first: boolean } | Fault {
    const { persons, logins, self } = this.#standing
    const before = this.#people.get(row.phone)
    if (before)
      return before.person.name === row.name
        ? { person: before.person, first: false }
        : fault(
            'phone',
            `和第 ${before.row} 行手机号相同，姓名不同`,
            `Row ${before.row} has the same mobile and another name`,
          )
    const known = persons.get(row.phone)
    const renamed = known !== undefined && known.name !== row.name
    // A number that changed hands renames nobody: the sheet has to say who they were.
    if (renamed && row.formerName !== known.name)
      return fault(
        row.formerName === '' ? 'phone' : 'formerName',
        `这个手机号登记的是「${maskName(known.name)}」，姓名对不上；本人改了名，请在“原姓名”一列写登记的姓名`,
        `This mobile is on record as “${maskName(known.name)}”, which is another name; if they were renamed, write the name on record in a column “Former name”`,
      )
    if (known?.id === self)
      return fault('', '不能给自己任职，请由另一位管理员办理', 'Nobody appoints themselves; ask another administrator')
    const account = known?.hasAccount !== true
    const taken = row.login !== '' && account && (logins.has(row.login) || this.#logins.has(row.login))
    if (taken) return fault('login', '这个账号已经有人用了', 'This sign-in name is taken')
    const id = known?.id ?? newId<'person'>()
    const { name, phone, login } = row
    return {
      person: { id, name, phone, login, made: known === undefined, formerName: renamed ? known.name : null, account },
      first: true,
    }
  }

  /** The post that a row means: one that the person holds, an empty one, or one that has to be made. */
  #postOf(meant: Meant, kind: PostKind, person: PlannedPerson): SeenPost | Fault {
    const { row, where, alike } = meant
    const placeId = where.place?.id
    if (!placeId) return fault('where', '没有写在哪里', 'It is not said where')
    const gridId = where.grid?.id ?? null
    const there = this.#posts.filter(
      (post) => post.kind === kind.code && post.placeId === placeId && post.gridId === gridId,
    )
    const name = nameOf(row, kind, where)
    const plain = isPlain(row, kind)
    const held = there.filter(({ holder }) => holder?.id === person.id)
    const own = held.find((post) => isNumbered(post.name, name)) ?? (plain ? held[0] : undefined)
    if (own) return own
    const exact = there.find((post) => post.name === name)
    if (exact && !exact.holder) return exact
    const empty = plain ? there.find(({ holder }) => !holder) : undefined
    if (empty) return empty
    const others = there.filter(
      (post) => !isShared(name) && (plain || post.name === name) && !post.made && this.#stays(post, alike),
    )
    const [stays] = others
    if (stays?.holder)
      return fault(
        'post',
        `「${stays.name}」现由${maskName(stays.holder.name)}任职：换人请办交接；要添一个岗位，请写不同的职务名称`,
        `“${stays.name}” is held by ${maskName(stays.holder.name)}: hand it over, or give a further post another name`,
      )
    const made: SeenPost = {
      ...{ id: newId<'post'>(), kind: kind.code, placeId, gridId, name: this.#freeName(placeId, name) },
      ...{ officePhone: row.officePhone || null, holder: null, made: true },
    }
    this.#posts.push(made)
    return made
  }

  /** Its holder does not come for a post like it in this list. */
  #stays({ holder }: SeenPost, alike: string): boolean {
    const coming = [...(this.#coming.get(alike) ?? [])]
    const idOf = (phone: string) => this.#people.get(phone)?.person.id ?? this.#standing.persons.get(phone)?.id
    return holder !== null && !coming.some((phone) => idOf(phone) === holder.id)
  }

  #freeName(placeId: PlaceId, name: string): string {
    const taken = new Set(this.#posts.filter((post) => post.placeId === placeId).map((post) => post.name))
    if (!taken.has(name)) return name
    let n = 2
    while (taken.has(`${name}${n}`)) n++
    return `${name}${n}`
  }
}

/** A title that says no more than the kind does. */
const isPlain = ({ post }: RosterRow, { name, role }: PostKind): boolean =>
  post === '' || post === name.zh || post === name.en || (role === 'grid_worker' && /^(专职|兼职)?网格员$/.test(post))

/** Titles that any number of people have: one more of them replaces nobody. */
const isShared = (title: string): boolean =>
  /(工作者|工作人员|专干|干事|干部|委员|科员|队员|社工|志愿者|协管员|辅警)$/.test(title)

/** `社区工作者3` is one of several `社区工作者`. */
const isNumbered = (name: string, plain: string): boolean =>
  name.startsWith(plain) && /^\d*$/.test(name.slice(plain.length))

/** What the post is called: as it is titled, a grid worker's with the grid before it, for a community has many. */
function nameOf({ post }: RosterRow, kind: PostKind, { grid }: Where): string {
  const title = post === '' || post === kind.name.en ? kind.name.zh : post
  return grid && !title.includes(grid.name) ? `${grid.name}${title}` : title
}
