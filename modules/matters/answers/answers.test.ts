import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type FlowApp, flowApp } from '../acts/flow.fixture.ts'
import { look } from '../matter-app.fixture.ts'
import { ruleSaved, ruleStreamOf } from '../rules/events.ts'
import {
  callScript,
  getScriptRules,
  getScriptVersion,
  getTemplateRules,
  getTemplateVersion,
  matterTemplates,
  saveScriptRules,
  saveTemplateRules,
  tryScriptRules,
  tryTemplateRules,
} from './contract.ts'
import { foundBy, plainScript, type Script, scriptChanges, scriptFaults, scriptFor, usualScript } from './script.ts'
import {
  fillTemplate,
  fittingTemplates,
  placeholders,
  type Template,
  type TemplateFacts,
  templateActions,
  templateChanges,
  templateFaults,
} from './template.ts'

const aTemplate = fc.record<Template>({
  name: fc.constantFrom('甲', '乙', '丙', '丁', '戊'),
  kind: fc.constantFrom(null, 'demand', 'hotline'),
  category: fc.constantFrom('', '08', '0802', '080201', '01'),
  actions: fc.subarray([...templateActions], { minLength: 1 }),
  text: fc.constantFrom('请等待', '{编号}已办', '在{地点}的{类别}'),
})
const templates = fc.uniqueArray(aTemplate, { selector: ({ name }) => name })
const facts = Object.fromEntries(placeholders.map((name) => [name, `<${name}>`])) as TemplateFacts

describe('a template', () => {
  it('takes what the matter says in place of each placeholder, and nothing else', () => {
    fc.assert(
      fc.property(fc.string(), fc.constantFrom(...placeholders), (text, name) => {
        const plain = text.replaceAll(/[{}]/g, '')
        expect(fillTemplate(`${plain}{${name}}${plain}`, facts)).toBe(`${plain}<${name}>${plain}`)
      }),
    )
    // What it puts in is not looked into again.
    expect(fillTemplate('{地点}', { ...facts, 地点: '{编号}' })).toBe('{编号}')
    expect(fillTemplate('{反映人}{电话}', facts)).toBe('{反映人}{电话}')
  })

  it('is offered by kind, category and step, the nearest category first', () => {
    fc.assert(
      fc.property(templates, fc.constantFrom(...templateActions), (all, action) => {
        const found = fittingTemplates(all, { kind: 'demand', category: '080201' }, action)
        for (const one of all) {
          const fits =
            (one.kind === null || one.kind === 'demand') &&
            '080201'.startsWith(one.category) &&
            one.actions.includes(action)
          expect(found.includes(one)).toBe(fits)
        }
        const lengths = found.map(({ category }) => category.length)
        expect(lengths).toEqual([...lengths].sort((a, b) => b - a))
      }),
    )
  })

  it('differs from itself in nothing, and what differs makes the one of the other', () => {
    fc.assert(
      fc.property(templates, templates, (a, b) => {
        expect(templateChanges(a, a)).toEqual([])
        const names = new Set(a.map(({ name }) => name))
        for (const { name, what } of templateChanges(a, b))
          if (what === 'added') names.add(name)
          else if (what === 'removed') names.delete(name)
        expect([...names].sort()).toEqual(b.map(({ name }) => name).sort())
      }),
    )
  })

  it('says what is wrong with it', () => {
    const one: Template = { name: '甲', kind: null, category: '', actions: ['resolve'], text: '好' }
    const known = { kind: (code: string) => code === 'demand', category: (code: string) => code === '08' }
    const faults = (more: Partial<Template>) => templateFaults([{ ...one, ...more }], known).map(({ path }) => path)
    expect(faults({})).toEqual([])
    expect(faults({ text: '{反映人}您好' })).toEqual(['templates.0.text'])
    expect(faults({ name: ' ' })).toEqual(['templates.0.name'])
    expect(faults({ actions: [] })).toEqual(['templates.0.actions'])
    expect(faults({ kind: 'nothing' })).toEqual(['templates.0'])
    expect(faults({ category: '99' })).toEqual(['templates.0'])
    expect(templateFaults([one, one], known).map(({ path }) => path)).toEqual(['templates.1.name'])
  })
})

describe('a script', () => {
  const given = fc.array(fc.option(fc.integer({ min: 0, max: 6 })), { maxLength: 4 })

  it('finds it not solved where one answer says so, and answers that count for nothing change nothing', () => {
    fc.assert(
      fc.property(given, (places) => {
        const found = foundBy(usualScript, places)
        const said = usualScript.questions.flatMap(({ answers }, n) => answers[places[n] ?? -1] ?? [])
        if (said.some(({ solved }) => solved === false)) expect(found.solved).toBe(false)
        else expect(found.solved).toBe(said.some(({ solved }) => solved) ? true : null)
        if (said.every(({ stars }) => stars === null)) expect(found.stars).toBeNull()
        expect(foundBy(usualScript, [0, ...places.slice(1)])).toEqual(foundBy(usualScript, [null, ...places.slice(1)]))
      }),
    )
  })

  it('of the kind comes before that of all, and says what is wrong with it', () => {
    const own: Script = { ...usualScript, kind: 'demand' }
    expect(scriptFor([usualScript, own], 'demand')).toBe(own)
    expect(scriptFor([usualScript, own], 'hotline')).toBe(usualScript)
    expect(scriptFor([own], 'hotline')).toBeNull()
    expect(scriptChanges([own], [own])).toEqual([])
    expect(scriptChanges([own], [{ ...own, opening: '您好' }])).toMatchObject([{ kind: 'demand', before: 3, after: 3 }])
    const knows = (code: string) => code === 'demand'
    expect(scriptFaults([usualScript, own], knows)).toEqual([])
    expect(scriptFaults([own, own], knows)).toHaveLength(1)
    expect(scriptFaults([{ ...own, questions: [] }], knows)).toHaveLength(1)
    // Nothing tells solved from not solved.
    expect(scriptFaults([{ ...own, questions: usualScript.questions.slice(0, 1) }], knows)).toHaveLength(1)
  })
})

describe('an office', () => {
  let app: FlowApp
  beforeAll(async () => {
    app = await flowApp()
  })
  afterAll(() => app.close())
  const admin = () => app.as('administrator')
  const done = {
    ...{ name: '楼道灯修好', kind: null, category: '08', actions: ['resolve' as const] },
    text: '您反映的{地点}{类别}（{编号}）已由{承办}办理。{今天}',
  }

  it('tries and saves templates, which are filled in for those who work on the matter', async () => {
    expect((await app.as('community1').ask(getTemplateRules)).status).toBe(403)
    const { id } = await app.matterIn('handling')
    const bad = { templates: [{ ...done, text: '{反映人}您好' }] }
    expect((await admin().ask(tryTemplateRules, { body: bad })).status).toBe(400)
    const tried = await admin().call(tryTemplateRules, { body: { templates: [done] } })
    expect(tried).toEqual({ matters: 1, covered: 1, each: [1] })
    const save = { templates: [done], base: 1, source: '答复规范' }
    expect((await app.as('street1').ask(saveTemplateRules, { body: save })).status).toBe(403)
    expect(await admin().call(saveTemplateRules, { body: save })).toEqual({ version: 2 })
    expect((await app.events(ruleStreamOf('templates'))).map(({ type }) => type)).toEqual([ruleSaved])
    expect(await admin().call(getTemplateRules)).toMatchObject({ inForce: 2, body: [done], total: 2 })
    const saved = await admin().call(getTemplateVersion, { params: { version: 2 } })
    expect(saved).toEqual({ body: [done], before: [] })
    expect((await admin().ask(getTemplateVersion, { params: { version: 3 } })).status).toBe(404)
    const params = { matterId: id }
    const query = { action: 'resolve' as const }
    const { templates: offered } = await app.as('gridWorker11').call(matterTemplates, { params, query })
    const { number, place } = await look(app.as('gridWorker11'), id)
    expect(offered).toMatchObject([{ name: '楼道灯修好' }])
    expect(offered[0]?.text).toContain(number)
    expect(offered[0]?.text).toContain(place.name)
    expect(offered[0]?.text).not.toMatch(/[{}]/)
    const contact = { params, query: { action: 'contact' as const } }
    expect((await app.as('gridWorker11').call(matterTemplates, contact)).templates).toEqual([])
    expect((await app.as('community2').ask(matterTemplates, { params, query })).status).toBe(404)
    expect((await app.as('resident1').ask(matterTemplates, { params, query })).status).toBe(403)
  })

  it('tries and saves scripts; what a call answered stands in the ledger, by the version that was asked', async () => {
    const scripts = [plainScript(usualScript)].flatMap((one) => one ?? [])
    expect(await admin().call(getScriptRules)).toMatchObject({ body: [], versions: [{ version: 1 }], total: 1 })
    expect((await admin().ask(tryScriptRules, { body: { scripts: [...scripts, ...scripts] } })).status).toBe(400)
    const { id } = await app.matterIn('resolved')
    expect(await admin().call(tryScriptRules, { body: { scripts } })).toEqual({ calls: 0, scripted: 0 })
    await admin().call(saveScriptRules, { body: { scripts, base: 1, source: '回访规范' } })
    const saved = await admin().call(getScriptVersion, { params: { version: 2 } })
    expect(saved).toEqual({ body: scripts, before: [] })
    const { version, script } = await app.as('community1').call(callScript, { query: { kind: 'demand' } })
    expect(script?.questions).toHaveLength(3)
    const followUp = (asked: number) => ({
      action: 'follow_up' as const,
      followUp: {
        ...{ method: 'phone' as const, reached: true, solved: true, satisfaction: 4 },
        script: { version: asked, given: [0, 0, null] },
      },
    })
    const who = 'community1'
    const refused = await app.refusal(who, id, followUp(version - 1))
    expect(refused).toMatchObject({ status: 409, reason: 'matters.script_changed' })
    await app.step(who, id, followUp(version))
    const { payload } = await app.lastEvent(id)
    expect(payload.facts).toMatchObject({
      answers: [
        { ask: usualScript.questions[0]?.ask, answer: '联系过' },
        { ask: '问题解决了吗？', answer: '已解决' },
      ],
    })
    expect(await admin().call(tryScriptRules, { body: { scripts } })).toEqual({ calls: 1, scripted: 1 })
  })
})
