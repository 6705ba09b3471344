import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sql } from '../../../kernel/db.ts'
import { getMatter, listKinds } from '../contract.ts'
import { defaultCategories } from '../defaults/categories.ts'
import { type MatterApp, matterApp } from '../matter-app.fixture.ts'
import { getCategoryRules, getCategoryVersion, saveCategoryRules, tryCategoryRules } from './category-contract.ts'
import {
  type CategoryTree,
  type TreeNode,
  treeChanges,
  treeFaults,
  withAdded,
  withChanged,
  withMoved,
  withRetired,
} from './category-draft.ts'
import { beginPlannedDocuments } from './category-service.ts'
import { ruleSaved, ruleStreamOf } from './events.ts'

const ours: CategoryTree = defaultCategories.map(({ code, parent, zh, en, keywords }) => ({
  code,
  parent,
  name: { zh, en },
  keywords,
  retired: false,
}))
const known = new Set(ours.map(({ code }) => code))
const sorted = (tree: CategoryTree) => tree.map(({ code, retired }) => `${code} ${retired}`).sort()

type Turn = (tree: CategoryTree, pick: (of: CategoryTree) => TreeNode) => CategoryTree
const turns: Record<string, Turn> = {
  add: (tree, pick) => {
    const { code, retired } = pick(tree)
    return retired ? tree : (withAdded(tree, code, { zh: `新${tree.length}`, en: `New ${tree.length}` }) ?? tree)
  },
  rename: (tree, pick) => withChanged(tree, pick(tree).code, { name: { zh: `改${tree.length}`, en: 'Renamed' } }),
  retire: (tree, pick) => withRetired(tree, pick(tree).code, true),
  restore: (tree, pick) => withRetired(tree, pick(tree).code, false),
  move: (tree, pick) => {
    const [from, to] = [pick(tree), pick([...tree].reverse())]
    if (from.retired || to.retired || from.parent === to.code || to.code.length > 4) return tree
    return withMoved(tree, from.code, to.code, known) ?? tree
  },
}

describe('a tree that is edited', () => {
  it('keeps every category that was there, at its place, whatever is done to it', () => {
    const step = fc.tuple(fc.constantFrom(...Object.keys(turns)), fc.nat(10_000))
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
        let tree = ours
        for (const [turn, n] of steps)
          tree = turns[turn]?.(tree, (of) => of[n % of.length] ?? (of[0] as TreeNode)) ?? tree
        const named = tree.filter(({ retired }) => !retired)
        fc.pre(named.length > 0)
        // Names may clash and levels may grow too deep by chance; nothing else can go wrong.
        const faults = treeFaults(tree, ours).filter(({ words }) => !/two|levels/.test(words.en))
        expect(faults).toEqual([])
        for (const { code, parent } of ours) expect(tree.find((node) => node.code === code)?.parent).toBe(parent)
        for (const { code, parent, retired } of tree) {
          if (parent !== null) expect(code.startsWith(parent)).toBe(true)
          const above = tree.find((node) => node.code === parent)
          if (above?.retired) expect(retired).toBe(true)
        }
      }),
    )
  })

  it('moves a branch by new codes; the old ones are retired where they were', () => {
    const moved = withMoved(ours, '0802', '01', known) ?? []
    const branch = ours.filter(({ code }) => code.startsWith('0802')).map(({ name }) => name.zh)
    const changes = treeChanges(ours, moved)
    expect(changes.filter(({ what }) => what === 'added').map(({ after }) => after.name.zh)).toEqual(branch)
    expect(changes.filter(({ what }) => what === 'retired').map(({ after }) => after.name.zh)).toEqual(branch)
    expect(changes.every(({ what, code }) => what !== 'added' || code.startsWith('01'))).toBe(true)
    expect(withMoved(ours, '08', '0802', known)).toBeNull()
  })

  it('retired and taken back is as it was', () => {
    expect(sorted(withRetired(withRetired(ours, '080201', true), '080201', false))).toEqual(sorted(ours))
  })
})

describe('the categories of an office', () => {
  let app: MatterApp
  beforeAll(async () => {
    app = await matterApp()
  })
  afterAll(() => app?.close())
  const admin = () => app.signInAs('administrator')
  const params = { tree: 'liren' }
  const read = () => admin().call(getCategoryRules, { params })
  const treeNow = async () => {
    return (await read()).body
  }
  const sent = (tree: CategoryTree) => tree.map((node) => ({ ...node, keywords: [...node.keywords] }))
  const offered = async () =>
    (await app.anyone.call(listKinds, { query: { tree: 'liren' } })).categories.map(({ code }) => code)

  it('are read by the street, changed by the administrator', async () => {
    expect((await app.anyone.ask(getCategoryRules, { params })).status).toBe(401)
    expect((await app.signInAs('community1').ask(getCategoryRules, { params })).status).toBe(403)
    const body = { tree: sent(ours), base: 1, source: '通知' }
    expect((await app.signInAs('street1').ask(saveCategoryRules, { params, body })).status).toBe(403)
    expect((await admin().ask(getCategoryRules, { params: { tree: 'nothing' } })).status).toBe(404)
    expect((await read()).versions.map(({ version, authorName }) => [version, authorName])).toEqual([[1, null]])
  })

  it('cannot lose one that was there, nor hang one from nowhere', async () => {
    const tree = await treeNow()
    const without = tree.filter(({ code }) => !code.startsWith('0802'))
    const answer = await admin().ask(tryCategoryRules, { params, body: { tree: sent(without) } })
    expect([answer.status, JSON.stringify(answer.error)]).toEqual([400, expect.stringContaining('停用')])
    const lost = [
      ...tree,
      { code: '7701', parent: '77', name: { zh: '悬空', en: 'Loose' }, keywords: [], retired: false },
    ]
    expect((await admin().ask(tryCategoryRules, { params, body: { tree: sent(lost) } })).status).toBe(400)
  })

  it('retired: counted in the trial, offered no more, kept by the matters that carry it', async () => {
    const { id } = await app.reportAt('building111', '楼道堆了纸箱', { category: '080201' })
    await app.reportAt('building111', '路面有坑', { category: '010101' })
    const tree = withRetired(await treeNow(), '080201', true)
    const trial = await admin().call(tryCategoryRules, { params, body: { tree: sent(tree) } })
    expect(trial.counts).toMatchObject({ retired: 1, open: 1, lastMonth: 1, added: 0 })
    expect(trial.rows.map(({ code, what, open }) => [code, what, open])).toEqual([['080201', 'retired', 1]])
    const name = (await app.signInAs('gridWorker11').call(getMatter, { params: { matterId: id } })).category.name
    const body = { tree: sent(tree), base: 1, source: '街道办公会' }
    expect(await admin().call(saveCategoryRules, { params, body })).toEqual({ version: 2 })
    expect((await admin().ask(saveCategoryRules, { params, body })).status).toBe(409)
    expect((await app.events(ruleStreamOf('categories:liren'))).map(({ type }) => type)).toEqual([ruleSaved])
    expect(await offered()).not.toContain('080201')
    const matter = await app.signInAs('gridWorker11').call(getMatter, { params: { matterId: id } })
    expect(matter.category).toEqual({ code: '080201', name })
    expect((await read()).versions.map(({ version, state }) => [version, state])).toEqual([
      [2, 'in_force'],
      [1, 'earlier'],
    ])
  })

  it('planned for a later day: offered by nobody before', async () => {
    const tree = withAdded(await treeNow(), '0802', { zh: '飞线充电', en: 'Charging by a loose cable' }) ?? []
    const code = treeChanges(await treeNow(), tree)[0]?.code ?? ''
    const validFrom = new Date(app.clock.now().getTime() + 3_600_000).toISOString()
    await admin().call(saveCategoryRules, { params, body: { tree: sent(tree), base: 2, source: '通知', validFrom } })
    await beginPlannedDocuments(app.db, app.clock.now())
    expect(await offered()).not.toContain(code)
    app.clock.move(3_600_000)
    await Promise.all([1, 2].map(() => beginPlannedDocuments(app.db, app.clock.now())))
    expect(await offered()).toContain(code)
    const { id } = await app.reportAt('building111', '有人飞线充电', { category: code })
    const matter = await app.signInAs('gridWorker11').call(getMatter, { params: { matterId: id } })
    expect(matter.category.name.zh).toBe('飞线充电')
  })

  it('are shown some versions at a time, without the trees: one is read when it is opened', async () => {
    const many = 25
    const { newest } = await read()
    await app.db.tx((tx) =>
      sql`insert into matters.rule_versions (tenant_id, rule, version, valid_from, saved_at, source, body, begun)
        select tenant_id, rule, version + n, valid_from, saved_at, source, body, true
        from matters.rule_versions, generate_series(1, ${many}) n where rule = 'categories:liren' and version = ${newest}`.execute(
        tx,
      ),
    )
    const first = await read()
    expect(first).toMatchObject({ total: newest + many, newest: newest + many })
    expect(first.versions).toHaveLength(20)
    expect(JSON.stringify(first.versions)).not.toContain('keywords')
    const rest = await admin().call(getCategoryRules, { params, query: { offset: 20 } })
    expect(rest.versions.map(({ version }) => version).at(-1)).toBe(1)
    const opened = await admin().call(getCategoryVersion, { params: { ...params, version: 2 } })
    expect(opened.before?.some(({ code, retired }) => code === '080201' && retired)).toBe(false)
    expect(opened.body.find(({ code }) => code === '080201')?.retired).toBe(true)
    expect((await admin().ask(getCategoryVersion, { params: { ...params, version: 99 } })).status).toBe(404)
  })
})
