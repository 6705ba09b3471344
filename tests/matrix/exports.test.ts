import { afterAll, beforeAll, expect, it } from 'vitest'
import { modules } from '../../apps/server/modules.ts'
import { sql } from '../../kernel/db.ts'
import { ZipArchive } from '../../kernel/sheets/zip-archive.ts'
import { welcomeAt } from '../fuzz/fuzzing.ts'
import { requests } from './requests.ts'
import { type MatrixTown, matrixTown } from './subjects.fixture.ts'

let town: MatrixTown
beforeAll(async () => {
  town = await matrixTown()
}, 120_000)
afterAll(() => town.close())

const files = modules
  .flatMap(({ routes }) => routes.map(({ endpoint }) => endpoint))
  .filter(({ produces }) => produces === 'bytes')

/** What answers with bytes and is no export, each with its reason in `Handed`: whoever adds one adds it here. */
const noExports = {
  'choices.owner_template': 'form',
  'enterprises.import_template': 'form',
  'files.read': 'picture',
  'gatherings.calendar': 'public',
  'gatherings.feed': 'feed',
  'gatherings.public_calendar': 'public',
  'households.import_template': 'form',
  'matters.import_template': 'form',
  'open311.discovery': 'public',
  'open311.media': 'public',
  'open311.post_request': 'public',
  'open311.post_update': 'public',
  'open311.request': 'public',
  'open311.requests': 'public',
  'open311.service_definition': 'public',
  'open311.services': 'public',
  'open311.token': 'public',
  'open311.updates': 'public',
  'people.roster_template': 'form',
  'places.import_template': 'form',
  'places.posters': 'public',
  'stations.feed': 'feed',
}

/** Refused in this town because of what stands there; their modules' own tests take them. */
const refusedHere: readonly string[] = [
  'places.import_returned',
  'people.roster_returned',
  'matters.import_returned',
  'households.import_returned',
  'enterprises.import_returned',
  'consultations.export_votes',
  'choices.export_result',
  'choices.export_roll',
  'mediation.document',
  'mediation.open_volume',
  'stations.booking_calendar',
  'takeouts.file',
]

const takenOf = async (list: string) => {
  const { rows } = await town.db.read((tx) =>
    sql<{ who: string | null; rows: number | null; whole: boolean | null; seq: number }>`
      select e.actor ->> 'personId' as who, (f.payload ->> 'rows')::int as rows, (f.payload ->> 'whole')::bool as whole
      from kernel.events e left join kernel.events f on f.tenant_id = e.tenant_id and f.stream = e.stream and f.seq = 2
      where e.type = 'exports.taken' and e.payload ->> 'list' = ${list}`.execute(tx),
  )
  return rows
}

it('what answers with a file is an export, but for those that say why not', () => {
  const others = files.filter(({ hands }) => hands !== 'export').map(({ id, hands }) => [id, hands])
  expect(Object.fromEntries(others)).toEqual(noExports)
})

it('nobody asks for the head of an export: the file would be made, and told as taken, for nobody', () => {
  for (const { id, path, hands } of files.filter(({ method }) => method === 'GET'))
    expect(town.server.hasRoute({ method: 'HEAD', url: path }), id).toBe(hands !== 'export')
})

it('whoever takes a file away is told in the ledger, with what was in it, and a workbook says so itself', async () => {
  const refused: string[] = []
  for (const endpoint of files.filter(({ method }) => method === 'GET')) {
    const who = welcomeAt(endpoint.id).at(-1) ?? 'anyone'
    const client = who === 'anyone' ? town.anyone : town.signInAs(who)
    const answer = await client.ask(endpoint, requests[endpoint.id]?.(town.subjects.near) ?? {})
    const taken = await takenOf(endpoint.id)
    if (endpoint.hands !== 'export' || answer.status !== 200) {
      expect(taken, endpoint.id).toEqual([])
      if (endpoint.hands === 'export') refused.push(endpoint.id)
      continue
    }
    expect(taken, endpoint.id).toHaveLength(1)
    expect(taken[0], endpoint.id).toMatchObject({ whole: true })
    expect(taken[0]?.who, endpoint.id).not.toBeNull()
    const bytes = answer.body as unknown
    if (!Buffer.isBuffer(bytes) || bytes.subarray(0, 2).toString() !== 'PK') continue
    const zip = await ZipArchive.open(bytes)
    expect(await zip.text('docProps/core.xml', 1e6), endpoint.id).toContain('从里仁导出')
    await zip.close()
  }
  expect(refused).toEqual(refusedHere)
}, 120_000)
