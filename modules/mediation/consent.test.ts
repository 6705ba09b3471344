import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sql } from '../../kernel/db.ts'
import { readStream } from '../../kernel/events/record.ts'
import { type MatterApp, matterApp } from '../matters/matter-app.fixture.ts'
import * as consents from '../people/contract.ts'
import { mediating } from './consent-purpose.ts'
import * as contract from './contract.ts'
import { readingFor } from './document-service.ts'
import { answersPart } from './documents/volume-document.ts'
import { caseStream } from './events.ts'
import { mediationPurpose } from './kinds.ts'
import { aCase, aCommittee, deskOf, findings } from './mediation.fixture.ts'
import type { CaseId, CaseRecord, CommitteeId } from './tables.ts'

let app: MatterApp
let committeeId: CommitteeId
let d: ReturnType<typeof deskOf>
beforeAll(async () => {
  app = await matterApp()
  committeeId = await aCommittee(app.signInAs('community1'), app.town)
  d = deskOf(app)
})
afterAll(() => app.close())

const purpose = { params: { purpose: mediationPurpose } }
const changed = { zh: '我同意调解，换一种说法。\n随时可以说不。', en: 'I agree to mediation, in other words.' }
/** A case whose other side is asked; the first applied to a version of the text. */
const asked = async (applied = 1) => {
  const caseId = await aCase(d.head(), app.town, committeeId, '1', { consentVersion: applied })
  await d.must(d.step(caseId, { step: 'ask' }))
  const params = { code: (await d.view(caseId)).parties[1]?.receiptCode ?? '' }
  const yes = (consentVersion?: number) =>
    app.anyone.ask(contract.answerByCode, {
      params,
      body: { consent: 'yes', ...(consentVersion === undefined ? {} : { consentVersion }) },
    })
  return { caseId, params, yes }
}
const versions = async (caseId: CaseId) => (await d.view(caseId)).parties.map(({ consentVersion }) => consentVersion)
const told = async (caseId: CaseId) =>
  (await app.db.read((tx) => readStream(tx, app.town.tenantId, caseStream(caseId)))).map(({ payload }) => payload)
const apply = (consentVersion: number) =>
  app.signInAs('resident1').ask(contract.applyForMediation, {
    body: {
      ...{ kind: 'noise', words: '吵', otherName: '吴大声', consentVersion },
      placeId: app.town.places.building111,
    },
  })

/** What the bound file says of the answers, as it would be printed now. */
async function printed(caseId: CaseId): Promise<string> {
  const { tenantId } = app.town
  const { secrets } = app.services
  const reading = await app.db.read(async (tx) => {
    const { rows } = await sql<CaseRecord>`select * from mediation.cases where id = ${caseId}`.execute(tx)
    const [row] = rows
    if (!row) throw new Error('no case')
    const by = { personId: null, postId: null, via: 'demo' as const }
    return readingFor(tx, { tenantId, secrets, at: app.clock.now(), clock: app.clock, by }, row)
  })
  return JSON.stringify(answersPart(reading).blocks)
}

describe('the text that parties agree to', () => {
  let first: CaseId

  it('is shown to whoever has the code, and its version is kept with a yes', async () => {
    const { caseId, params, yes } = await asked()
    first = caseId
    expect((await app.anyone.call(consents.consentText, purpose)).version).toBe(1)
    const without = await yes()
    expect([without.status, without.reason]).toEqual([400, 'mediation.version_missing'])
    expect((await yes(2)).reason).toBe(consents.consentTextChanged)
    expect(await versions(caseId)).toEqual([1, null])
    expect((await yes(1)).status).toBe(200)
    expect(await versions(caseId)).toEqual([1, 1])
    expect((await app.anyone.call(contract.caseByCode, { params })).consentVersion).toBe(1)
    expect((await told(caseId)).at(-1)).toMatchObject({ kind: 'yes', consentVersion: 1 })
    expect(await findings(app)).toEqual([])
  })

  it('has changed meanwhile: no way to say yes keeps anything, and a no needs no version', async () => {
    const { caseId, yes } = await asked()
    await app.signInAs('administrator').call(consents.saveConsentText, {
      ...purpose,
      body: { ...changed, asksAnew: false, why: '法务意见', after: 1 },
    })
    const events = (await told(caseId)).length
    expect((await yes(1)).reason).toBe(consents.consentTextChanged)
    expect((await d.say(caseId, 'b', { consent: 'yes', consentVersion: 1 })).reason).toBe(consents.consentTextChanged)
    expect((await apply(1)).reason).toBe(consents.consentTextChanged)
    await expect(aCase(d.head(), app.town, committeeId)).rejects.toThrow()
    expect(await versions(caseId)).toEqual([1, null])
    expect(await told(caseId)).toHaveLength(events)
    expect((await app.signInAs('resident1').call(contract.myCases)).rows).toEqual([])
    expect((await yes(2)).status).toBe(200)
    expect(await versions(caseId)).toEqual([1, 2])
    // What was agreed to before goes on as it was.
    expect(await versions(first)).toEqual([1, 1])
    await d.must(d.say(caseId, 'b', { consent: 'no' }))
    expect(await versions(caseId)).toEqual([1, null])
    expect(await findings(app)).toEqual([])
  })

  it('is printed in the bound file for each who said yes, as it was then', async () => {
    const { caseId, yes } = await asked(2)
    await yes(2)
    const page = await printed(caseId)
    expect(page).toContain('第2版')
    expect(page).toContain('随时可以说不。')
    expect(page).not.toContain(mediating.text.zh.slice(0, 20))
    const before = await printed(first)
    expect(before).toContain('同意书第1版')
    expect(before).toContain('不是判决，不收任何费用')
    expect(before).not.toContain('换一种说法')
    // A yes from before versions were kept: nobody can say which text it was.
    await app.db.tx((tx) =>
      sql`update mediation.parties set consent_at = consent_at - interval '1 year' where case_id = ${first}`.execute(
        tx,
      ),
    )
    expect(await printed(first)).toContain('未记版本')
    expect(await printed(first)).not.toContain('不是判决')
  })

  it('said to a program from before versions, which runs beside: the text as delivered', async () => {
    const { caseId } = await asked(2)
    await app.db.tx((tx) =>
      sql`update mediation.parties set consent = 'yes', consent_way = 'call', consent_at = now()
        where case_id = ${caseId} and side = 'b'`.execute(tx),
    )
    expect(await versions(caseId)).toEqual([2, 1])
  })

  it('stands with the person’s data, and each act counts', async () => {
    expect((await apply(2)).status).toBe(200)
    const { rows } = await app.db.read((tx) =>
      sql<{ version: number; how: string; personId: string | null }>`select g.version, g.how, g."personId"
        from (${mediating.given(app.town.tenantId)}) g`.execute(tx),
    )
    expect(rows).toContainEqual({ version: 2, how: 'self', personId: app.town.persons.resident1 })
    expect(rows).toContainEqual({ version: 1, how: 'spoken', personId: null })
    const mine = (await app.signInAs('resident1').call(contract.myCases)).rows
    expect(mine).toMatchObject([{ consent: 'yes', consentVersion: 2 }])
  })
})
