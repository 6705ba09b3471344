import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { defaultCategories } from '../../../modules/matters/defaults/categories.ts'
import { buildDistrict } from './build-district.ts'
import { standing } from './matter-standing.ts'
import type { Step } from './matter-story.ts'
import { actingFinder } from './tenures.ts'

const until = new Date('2026-11-23T03:30:00Z')
const district = buildDistrict({ seed: 530103, until })
const { places, grids, posts, persons, tenures, matters } = district
const hash = (value: unknown) => createHash('sha256').update(JSON.stringify(value)).digest('hex')
const share = (pass: (steps: readonly Step[]) => boolean) =>
  matters.filter((m) => pass(m.steps)).length / matters.length
const doing = (what: Step['do']) => share((steps) => steps.some((s) => s.do === what))
const count = <T>(rows: readonly T[], pass: (row: T) => boolean) => rows.filter(pass).length

describe('the district', () => {
  it('is the same for the same seed, and another for another', () => {
    expect(hash(buildDistrict({ seed: 530103, until }))).toBe(hash(district))
    expect(hash(buildDistrict({ seed: 7, until }))).not.toBe(hash(district))
  })

  it('keeps its places and people when the day goes on', () => {
    const later = buildDistrict({ seed: 530103, until: new Date(until.getTime() + 5 * 3_600_000) })
    expect(hash(later.places)).toBe(hash(places))
    expect(hash(later.persons)).toBe(hash(persons))
    expect(hash(later.tenures)).toBe(hash(tenures))
  })

  it('can end on any day of any year, even one without an announced calendar', () => {
    for (const day of [
      '2024-02-29T16:00:00Z',
      '2025-07-19T04:00:00Z',
      '2026-01-01T00:30:00Z',
      '2031-10-03T09:00:00Z',
    ]) {
      const made = buildDistrict({ seed: 3, until: new Date(day) })
      expect(made.matters.length).toBe(3300)
      expect(made.matters.every((m) => m.reportedAt < made.today)).toBe(true)
    }
  })

  it('has the places of the practice that it is modelled on', () => {
    const tianxiang = places.filter((p) => /^(compound|building|unit):TX/.test(p.key))
    expect(count(tianxiang, (p) => p.kind === 'compound')).toBe(20)
    expect(count(tianxiang, (p) => p.kind === 'building')).toBe(100)
    const households = tianxiang.reduce((sum, p) => sum + p.rooms.length, 0)
    expect(households).toBeGreaterThan(3950)
    expect(households).toBeLessThan(4300)
    const own = grids.filter((g) => g.community === 'community:530103005006')
    expect(own.map((g) => g.buildings.length)).toEqual([20, 20, 20, 20, 20])
    expect(places.find((p) => p.key === 'community:530103005006')?.parent).toBe('street:530103005')
    expect(places.filter((p) => p.parent === 'street:530103002')).toHaveLength(2)
  })

  it('is a tree of places, parents first, each building in exactly one grid', () => {
    const seen = new Set<string>()
    for (const place of places) {
      expect(place.parent === null || seen.has(place.parent)).toBe(true)
      expect(seen.has(place.key)).toBe(false)
      seen.add(place.key)
    }
    const gridded = grids.flatMap((g) => g.buildings)
    expect(new Set(gridded).size).toBe(gridded.length)
    expect(gridded.toSorted()).toEqual(places.flatMap((p) => (p.kind === 'building' ? [p.key] : [])).toSorted())
  })
})

describe('posts and people', () => {
  const acting = actingFinder(posts, district)

  it('form one tree below one root that is never empty', () => {
    const roots = posts.filter((p) => p.reportsTo === null)
    expect(roots).toHaveLength(1)
    const keys = new Set(posts.map((p) => p.key))
    expect(keys.size).toBe(posts.length)
    for (const post of posts) {
      expect(post.place === null).not.toBe(post.grid === null)
      let up = post.reportsTo
      let steps = 0
      while (up !== null && steps++ < 12) {
        expect(keys.has(up)).toBe(true)
        up = posts.find((p) => p.key === up)?.reportsTo ?? null
      }
      expect(up).toBeNull()
    }
    expect(tenures.some((t) => t.post === roots[0]?.key && t.to === null)).toBe(true)
  })

  it('always resolve to somebody, with some posts vacant, some holders away, some persons in two posts', () => {
    for (const post of posts) expect(persons.some((p) => p.key === acting(post.key, until))).toBe(true)
    const held = tenures.filter((t) => t.to === null)
    const vacant = posts.filter((p) => !held.some((t) => t.post === p.key))
    expect(vacant.length).toBeGreaterThan(3)
    expect(acting('post:grid_worker:QS-2', until)).not.toBe(undefined)
    const away = district.absences.filter((a) => a.from <= until && a.to > until)
    expect(away.length).toBeGreaterThan(2)
    expect(district.standIns.some((s) => s.from <= until && s.to > until)).toBe(true)
    expect(new Set(held.map((t) => t.person)).size).toBeLessThan(held.length)
  })

  it('has no two tenures of a post at one time', () => {
    for (const post of posts) {
      const own = tenures.filter((t) => t.post === post.key).toSorted((a, b) => a.from.getTime() - b.from.getTime())
      own.forEach((t, i) => {
        const next = own[i + 1]
        if (next) expect(t.to !== null && t.to <= next.from).toBe(true)
        if (t.to) expect(t.from < t.to).toBe(true)
      })
    }
  })

  it('uses only telephone numbers that nobody has, and each name once', () => {
    const callers = matters.flatMap((m) => (m.reporter.kind === 'caller' ? [m.reporter.phone] : []))
    for (const phone of [...persons.map((p) => p.phone), ...callers]) expect(phone).toMatch(/^1[02]\d{9}$/)
    for (const phone of [...posts, ...district.firms].map((p) => p.phone))
      expect(phone ?? '0871-00000000').toMatch(/^0871-0000\d{4}$/)
    expect(new Set(persons.map((p) => p.zh)).size).toBe(persons.length)
    expect(new Set(persons.map((p) => p.phone)).size).toBe(persons.length)
    expect(district.residents).toHaveLength(301)
  })

  it('shows a sign-in for each of the eleven roles', () => {
    expect(new Set(district.accounts.map((a) => a.role)).size).toBe(11)
    for (const { post, person } of district.accounts) if (post) expect(acting(post, until)).toBe(person)
  })
})

describe('a year of matters', () => {
  it('has the numbers, the storm and the quiet of the Spring Festival', () => {
    expect(count(matters, (m) => m.key.startsWith('matter:TX'))).toBe(2400)
    expect(matters).toHaveLength(3300)
    const onDay = (date: string) =>
      count(matters, (m) => new Date(m.reportedAt.getTime() + 8 * 3_600_000).toISOString().startsWith(date))
    expect(onDay('2026-07-18')).toBeGreaterThan(4 * onDay('2026-07-11'))
    expect(onDay('2026-02-17')).toBeLessThan(6)
  })

  it('has the turns that real ones take, in real shares', () => {
    expect(count(matters, (m) => m.state === 'closed') / matters.length).toBeGreaterThan(0.83)
    expect(count(matters, (m) => m.state === 'resolved') / matters.length).toBeGreaterThan(0.02)
    const open = ['reported', 'accepted', 'handling', 'returned', 'suspended']
    expect(count(matters, (m) => open.includes(m.state)) / matters.length).toBeGreaterThan(0.03)
    for (const [what, low, high] of [
      ['return', 0.03, 0.07],
      ['merge', 0.015, 0.05],
      ['suspend', 0.01, 0.04],
      ['rally', 0.008, 0.03],
      ['void', 0.005, 0.02],
      ['extend', 0.02, 0.08],
      ['urge', 0.02, 0.08],
    ] as const) {
      expect(doing(what), what).toBeGreaterThan(low)
      expect(doing(what), what).toBeLessThan(high)
    }
    const again = share((steps) => steps.filter((s) => s.do === 'resolve').length > 1)
    expect(again).toBeGreaterThan(0.025)
    expect(again).toBeLessThan(0.06)
    expect(matters.some((m) => m.state === 'suspended')).toBe(true)
  })

  it('goes forward in time, by whoever acts, and never past today', () => {
    const acting = actingFinder(posts, district)
    const rank: Partial<Record<Step['do'], number>> = { accept: 0, assign: 1, contact: 2, resolve: 3, close: 4 }
    for (const matter of matters) {
      let last = matter.reportedAt
      let highest = -1
      for (const step of matter.steps) {
        expect(step.at >= last && step.at < until).toBe(true)
        last = step.at
        const own = rank[step.do]
        if (own !== undefined) {
          expect(own).toBeGreaterThanOrEqual(highest)
          highest = own
        }
        if ('who' in step) expect(acting(step.by, step.at)).toBe(step.who)
      }
      expect(matter.steps.at(-1)?.do === 'close').toBe(matter.state === 'closed')
      expect(standing(matter.steps, matter.firstHolder)).toEqual({ state: matter.state, holder: matter.holder })
    }
  })

  it('merges only into an earlier, open matter of the same category and community', () => {
    const byKey = new Map(matters.map((m) => [m.key, m]))
    for (const matter of matters) {
      const merge = matter.steps.find((s) => s.do === 'merge')
      if (merge?.do !== 'merge') continue
      const main = byKey.get(merge.into)
      expect(main && main.reportedAt <= matter.reportedAt).toBe(true)
      expect(main?.category).toBe(matter.category)
      expect(main?.state === 'merged' || main?.state === 'void').toBe(false)
      expect(main?.reporter, 'a reporter whom only the holder knows').not.toMatchObject({ hidden: true })
      const resolved = main?.steps.find((s) => s.do === 'resolve')
      expect(resolved === undefined || resolved.at > merge.at).toBe(true)
    }
  })

  it('speaks of every leaf of the category tree, at a place and in words of its own', () => {
    const leaves = defaultCategories.filter((c) => c.code.length === 6).map((c) => c.code)
    expect(new Set(matters.map((m) => m.category))).toEqual(new Set(leaves))
    const keys = new Set(places.map((p) => p.key))
    const texts = new Map<string, number>()
    for (const { place, text, title, steps } of matters) {
      expect(keys.has(place)).toBe(true)
      expect(text.length).toBeGreaterThanOrEqual(12)
      expect(text.length).toBeLessThanOrEqual(180)
      const all = [text, title, ...steps.map((s) => ('words' in s ? (s.words ?? '') : ''))].join('')
      expect(all).not.toMatch(/[{}｜]|undefined/)
      texts.set(text, (texts.get(text) ?? 0) + 1)
    }
    expect(Math.max(...texts.values())).toBeLessThanOrEqual(3)
  })
})
