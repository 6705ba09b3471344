import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../../kernel/contract/ids.ts'
import { look, type MatterApp, matterApp, take } from '../matter-app.fixture.ts'
import { endRallyTeam, listRallyTeams, saveRallyTeam } from './contract.ts'
import { rallyTeamEnded, rallyTeamSaved } from './team-events.ts'

let app: MatterApp
beforeAll(async () => {
  app = await matterApp()
})
afterAll(() => app.close())

const team = (more: Record<string, unknown> = {}) => {
  const { places, posts } = app.town
  return {
    name: '企业帮帮团',
    nameEn: 'Help team',
    placeId: places.street1,
    posts: [posts.streetDepartment1, posts.waterDepartment, posts.propertyFirm1],
    leadPostId: posts.streetDepartment1,
    ...more,
  }
}

describe('a rally team', () => {
  it('is saved with an event, and its posts answer a rally', async () => {
    const street = app.signInAs('street1')
    const saved = await street.call(saveRallyTeam, { body: team() })
    expect(saved).toMatchObject({
      name: { zh: '企业帮帮团', en: 'Help team' },
      leadPostId: app.town.posts.streetDepartment1,
    })
    expect(saved.posts.map((post) => post.name.zh)).toEqual(['金辰街道城管办', '区水务局', '安居物业'])
    const [event] = await app.events(`rally_teams:${saved.id}`)
    expect(event).toMatchObject({ type: rallyTeamSaved, payload: { teamId: saved.id } })

    const { id } = await app.reportAt('building111', '地下管道漏水，要几家一起看')
    const worker = app.signInAs('gridWorker11')
    const { teams } = await worker.call(listRallyTeams, { query: { matterId: id } })
    const [found] = teams
    expect(found?.id).toBe(saved.id)
    await take(worker, id, { action: 'contact' })
    await take(worker, id, {
      action: 'rally',
      departments: found?.posts.map((post) => post.postId) ?? [],
      leadPostId: found?.leadPostId ?? saved.leadPostId,
      words: '请帮帮团到场',
    })
    expect((await look(app.signInAs('street1'), id)).rally?.members).toHaveLength(3)
  })

  it('offers for a matter only posts that can be called there', async () => {
    await app.signInAs('district').call(saveRallyTeam, {
      body: team({ name: '区级帮帮团', placeId: app.town.places.district }),
    })
    const { id } = await app.reportAt('building311', '大货车进不来，没法卸货')
    const { teams } = await app.signInAs('gridWorker31').call(listRallyTeams, { query: { matterId: id } })
    expect(teams.map((one) => [one.name.zh, one.posts.map((post) => post.name.zh)])).toEqual([
      ['区级帮帮团', ['区水务局']],
    ])
    expect(teams[0]?.leadPostId).toBe(app.town.posts.waterDepartment)
  })

  it('is changed and ended by the offices of its area alone', async () => {
    const saved = await app.signInAs('community1').call(saveRallyTeam, {
      body: team({ name: '社区帮帮团', placeId: app.town.places.community1 }),
    })
    const status = async (who: Parameters<typeof app.signInAs>[0] | null, body: object) =>
      (await (who ? app.signInAs(who) : app.anyone).ask(saveRallyTeam, { body })).status
    const again = team({ id: saved.id, name: '社区企业帮帮团', placeId: app.town.places.community1 })
    expect(await status(null, again)).toBe(401)
    expect(await status('gridWorker11', again)).toBe(403)
    expect(await status('community2', again)).toBe(404)
    expect(await status('community1', { ...again, placeId: app.town.places.street1 })).toBe(404)
    expect(await status('community1', { ...again, id: newId() })).toBe(404)
    expect(await status('community1', { ...again, leadPostId: app.town.posts.gridWorker11 })).toBe(400)
    expect(await status('community1', { ...again, posts: [newId()], leadPostId: newId() })).toBe(400)
    expect(
      await status('community1', {
        ...again,
        posts: [app.town.posts.supervisor],
        leadPostId: app.town.posts.supervisor,
      }),
    ).toBe(400)
    expect(await status('community1', again)).toBe(200)
    const end = async (who: Parameters<typeof app.signInAs>[0]) =>
      (await app.signInAs(who).ask(endRallyTeam, { params: { teamId: saved.id } })).status
    expect(await end('community2')).toBe(404)
    expect(await end('street1')).toBe(200)
    expect(await end('street1')).toBe(404)
    expect((await app.events(`rally_teams:${saved.id}`)).at(-1)?.type).toBe(rallyTeamEnded)
    const { teams } = await app.signInAs('community1').call(listRallyTeams)
    expect(teams.map((one) => one.name.zh)).not.toContain('社区企业帮帮团')
  })
})
