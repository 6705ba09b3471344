import { openDb, sql } from '../../kernel/db.ts'
import { syncSubscriptions } from '../../kernel/events/subscriber.ts'
import { defaultKinds, saveDefaults, saveKind } from '../../modules/matters/public.ts'
import { countLeads } from '../../modules/observers/public.ts'
import type { Liren } from '../server/liren.ts'
import { modules } from '../server/modules.ts'
import { playChannels } from './channels.ts'
import { playChoices } from './choices/play.ts'
import { playConsultations } from './consultations/play.ts'
import { playCouncils } from './councils/play.ts'
import { buildDistrict } from './district/build-district.ts'
import type { District } from './district/district.ts'
import type { Matter } from './district/matter-story.ts'
import { playEnterprises } from './enterprise/fill.ts'
import { playFacilities } from './facilities/play.ts'
import { playHours } from './hours/play.ts'
import { playHouseholds } from './households/play.ts'
import { playIdeas } from './ideas/play.ts'
import { playLadder } from './ladder.ts'
import { playLateOffice } from './late-office.ts'
import { playLateRules } from './late-rules.ts'
import { playMediation } from './mediation/play.ts'
import { playHeard } from './neighbours/heard.ts'
import { playNeighbours } from './neighbours/play.ts'
import { demoPictures } from './pictures.ts'
import { playPrivacy } from './privacy.ts'
import { Keys, writeRegister } from './register.ts'
import { playRenewals } from './renewal/play.ts'
import { playReport, playStep, type Stage } from './replay.ts'
import { playSafety } from './safety/play.ts'
import { playStations } from './stations/play.ts'
import { playVotes } from './votes/play.ts'

const seed = 530103
/** Notices are made for what happened in the last days; nobody reads older ones. */
const noticeDays = 3
/** Pictures are asked for since the second version of the kinds. */
const pictureDays = 21
const dayMs = 86_400_000
const lanes = 12

/** Whether the demo district is there and whole. Throws when an earlier filling was cut off. */
export async function demoIsFilled({ db }: Liren): Promise<boolean> {
  const { rows } = await db.read((tx) =>
    sql<{ filled: boolean }>`select settings ? 'demoFilledAt' as filled from kernel.tenants`.execute(tx),
  )
  if (rows.length > 0 && !rows.some((row) => row.filled))
    throw new Error(
      'the demo was cut off while it was being filled (or this is not a demo database). Start once with --reset',
    )
  return rows.length > 0
}

/** Fills an empty database with the demo district and plays its year through the real rules. */
export async function fillDemo(liren: Liren, { log }: { log: (line: string) => void }): Promise<void> {
  const until = liren.clock.now()
  const began = performance.now()
  const district = buildDistrict({ seed, until })
  const since = new Date(until.getTime() - 760 * dayMs)
  const keys = new Keys()
  // The filling is made again if it is cut off, so it need not wait for the disk.
  const db = openDb({ url: liren.url, connections: lanes, settings: '-c synchronous_commit=off' })
  try {
    await db.tx((tx) => writeRegister(tx, liren.secrets, district, keys, since))
    await db.tx((tx) => saveRules(tx, keys, since, new Date(until.getTime() - pictureDays * dayMs)))
    await db.tx((tx) => sql`analyze`.execute(tx)).catch(() => {})
    const refused = new Map<string, number>()
    const pictures = await demoPictures(db, keys.tenantId, new Date(until.getTime() - pictureDays * dayMs))
    const stage: Stage = { db, secrets: liren.secrets, keys, until, pictures, refused, deskOf: deskFinder(district) }
    const cut = new Date(until.getTime() - noticeDays * dayMs)
    await syncSubscriptions(db, [])
    log(`playing a year of ${district.matters.length} matters …`)
    await playAll(stage, groupsOf(district.matters), (at) => at < cut, log)
    // Leads are counted out of the ledger; all else is told only of the last days.
    await syncSubscriptions(db, [countLeads])
    await playEnterprises(stage, district, { seed, log })
    const given = await playIdeas(stage, district, { seed, log })
    await playRenewals(stage, district, given, { seed, log })
    await playConsultations(stage, { seed, log })
    await playChoices(stage, district, { seed, log })
    await playCouncils(stage, district, { log })
    await playVotes(stage, district, { seed, log })
    await playFacilities(stage, district, { seed, log })
    await playHouseholds(stage, district, { seed, log })
    const helping = await playNeighbours(stage, district, { seed, log })
    await playHours(stage, helping, { seed, log })
    await playHeard(stage)
    await playMediation(stage, district, { seed, log })
    await playStations(stage, district, { seed, log })
    await playSafety(stage, district, { seed, log })
    await playChannels(stage)
    await playPrivacy(stage, district, { log })
    await playLateRules(stage)
    await playLateOffice(stage)
    await syncSubscriptions(
      db,
      modules.flatMap((m) => [...m.subscribers]),
    )
    await playAll(
      stage,
      groupsOf(district.matters),
      (at) => at >= cut,
      () => {},
    )
    await playLadder(stage)
    if (process.env.LIREN_DEMO_REFUSED)
      for (const [what, count] of [...refused].sort((a, b) => b[1] - a[1])) log(`refused ${count} × ${what}`)
    await liren.db.tx((tx) =>
      sql`update kernel.tenants set settings = settings || jsonb_build_object('demoFilledAt', ${until.toISOString()}::text)
      where id = ${keys.tenantId}`.execute(tx),
    )
  } finally {
    await db.close()
  }
  log(`the district is filled (${((performance.now() - began) / 1000).toFixed(0)} s)`)
}

/** Version 1 of the kinds asks for no pictures; version 2, from some weeks ago, does. */
async function saveRules(
  tx: Parameters<typeof saveDefaults>[0],
  keys: Keys,
  since: Date,
  picturesFrom: Date,
): Promise<void> {
  const by = { tenantId: keys.tenantId, validFrom: since, authorId: null }
  await saveDefaults(tx, by, { evidence: false })
  for (const { code, spec } of defaultKinds) await saveKind(tx, { ...by, validFrom: picturesFrom }, code, spec)
}

/** Compounds begin with the letters of their community's grids: `building:TX01-3` lies in that of `grid:TX-1`. */
function deskFinder({ grids }: District): (matter: Matter) => string {
  const communities = new Map(grids.map((grid) => [grid.key.replace(/^grid:|-.*$/g, ''), grid.community]))
  return (matter) => {
    const letters = /:([A-Z]+)/.exec(matter.place)?.[1] ?? ''
    return `post:community_desk:${(communities.get(letters) ?? '').replace(/^community:/, '')}`
  }
}

/** Matters that a merge ties together, to be played in one line of time. */
function groupsOf(matters: readonly Matter[]): Matter[][] {
  const leader = new Map(matters.map((matter) => [matter.key, matter.key]))
  const find = (key: string): string => {
    const up = leader.get(key) ?? key
    return up === key ? key : find(up)
  }
  for (const matter of matters)
    for (const step of matter.steps) if (step.do === 'merge') leader.set(find(matter.key), find(step.into))
  const groups = new Map<string, Matter[]>()
  for (const matter of matters) {
    const key = find(matter.key)
    const group = groups.get(key)
    if (group) group.push(matter)
    else groups.set(key, [matter])
  }
  return [...groups.values()].sort((a, b) => (a[0]?.reportedAt.getTime() ?? 0) - (b[0]?.reportedAt.getTime() ?? 0))
}

async function playAll(
  stage: Stage,
  groups: readonly Matter[][],
  when: (at: Date) => boolean,
  log: (line: string) => void,
): Promise<void> {
  let next = 0
  let told = 0
  const lane = async () => {
    for (let group = groups[next++]; group; group = groups[next++]) {
      await playGroup(stage, group, when)
      const percent = Math.floor((next / groups.length) * 10) * 10
      if (percent > told && percent < 100) {
        told = percent
        log(`  ${percent} %`)
      }
    }
  }
  await Promise.all(Array.from({ length: lanes }, lane))
}

async function playGroup(stage: Stage, group: readonly Matter[], when: (at: Date) => boolean): Promise<void> {
  const turns = group.flatMap((matter) => [
    { at: matter.reportedAt, play: () => playReport(stage, matter) },
    ...matter.steps.map((step) => ({ at: step.at, play: () => playStep(stage, matter, step) })),
  ])
  for (const turn of turns.filter(({ at }) => when(at)).sort((a, b) => a.at.getTime() - b.at.getTime()))
    await turn.play()
}

export { demoSignIns } from './sign-ins.ts'
