import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { groupsOfLog } from '../../modules/consultations/groups/groups-of-log.ts'
import {
  referenceFile,
  referenceNames,
  referencesAreThere,
} from '../../modules/consultations/groups/reference.fixture.ts'
import { campVotes } from '../../modules/consultations/groups/votes.fixture.ts'
import { groupsCommand } from './groups.ts'
import type { GroupsReport } from './groups-report.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'liren-groups-'))
})
afterAll(() => rm(folder, { recursive: true }))

/** Runs the command in this process. */
async function run(...rest: string[]): Promise<{ code: number | 'thrown'; stdout: string; stderr: string }> {
  const [out, err] = (['stdout', 'stderr'] as const).map((name) => {
    const lines: string[] = []
    vi.spyOn(process[name], 'write').mockImplementation((text) => lines.push(String(text)) > 0)
    return lines
  })
  const said = (lines: string[] | undefined) => (lines ?? []).join('')
  try {
    const json = rest.includes('--json')
    const code = await groupsCommand({ rest: rest.filter((word) => word !== '--json'), json })
    return { code, stdout: said(out), stderr: said(err) }
  } catch (error) {
    return { code: 'thrown', stdout: said(out), stderr: error instanceof Error ? error.message : String(error) }
  } finally {
    vi.restoreAllMocks()
  }
}

async function file(name: string, content: string | Uint8Array): Promise<string> {
  const path = join(folder, name)
  await writeFile(path, content)
  return path
}

const head = 'timestamp,datetime,comment-id,voter-id,vote'
const log = campVotes({ people: 60, statements: 14, camps: 2, share: 0.8, seed: 6 })
const asCsv = [head, ...log.map((v) => `${v.at},"Sat, 28 Nov",${v.statement},${v.person},${0 - v.vote}`)].join('\r\n')
const asJson = JSON.stringify(
  log.map((v) => ({ pid: v.person, tid: v.statement, vote: 0 - v.vote, modified: String(v.at) })),
)

describe('liren groups', () => {
  it('prints the groups of the screens’ own code, the same from a table as from JSON', async () => {
    const csv = await run(await file('votes.csv', `\uFEFF${asCsv}\r\n`), '--json')
    const json = await run(await file('votes.json', asJson), '--json')
    expect([csv.code, json.code]).toEqual([0, 0])
    const [a, b] = [csv, json].map(({ stdout }) => ({ ...(JSON.parse(stdout) as GroupsReport), seconds: 0 }))
    expect(a).toEqual(b)
    const { found, people } = groupsOfLog(log)
    expect(a?.k).toBe(found.groups.length)
    const members = found.groups.map((group) => group.members.map((n) => people[n] ?? -1).sort((m, n) => m - n))
    expect(a?.groups.map((group) => group.members)).toEqual(members)
    expect(a?.consensus).toEqual(found.consensus)
    const { stdout } = await run(join(folder, 'votes.csv'))
    expect(stdout).toContain('2 groups')
    expect(stdout).toMatch(/agrees with \d+: \d+ of \d+/)
    expect(stdout).toContain('what unites all')
  })

  it('leaves out of the mathematics what the list beside the votes says was moderated out', async () => {
    const other = await mkdtemp(join(folder, 'moderated-'))
    const body = '"of two\nlines, with ""marks"""'
    await writeFile(join(other, 'votes.csv'), asCsv)
    await writeFile(join(other, 'comments.csv'), `comment-id,moderated,comment-body\n3,-1,${body}\n4,1,${body}\n`)
    await writeFile(join(other, 'votes.json'), asJson)
    const comments = [
      { tid: 3, mod: -1 },
      { tid: 5, mod: 1, is_meta: true },
    ]
    await writeFile(join(other, 'comments.json'), JSON.stringify(comments))
    const report = async (name: string) => JSON.parse((await run(join(other, name), '--json')).stdout) as GroupsReport
    const [fromCsv, fromJson] = [await report('votes.csv'), await report('votes.json')]
    expect([fromCsv.moderatedOut, fromJson.moderatedOut]).toEqual([[3], [3, 5]])
    const named = fromJson.groups.flatMap(({ representative }) => representative.map(({ statement }) => statement))
    expect(named).not.toContain(3)
    expect(named).not.toContain(5)
  })

  it.each<[string, string, string]>([
    ['empty.csv', '', 'line 1: the file is empty'],
    ['no-head.csv', '1,2,3,4,5\n', 'line 1: the head has no column timestamp'],
    ['two.csv', `${head},vote\n`, 'line 1: the head has two columns vote'],
    ['short.csv', `${head}\n1,x,2,3,1\n1,x,2,3\n`, 'line 3: 4 columns, but the head has 5'],
    ['vote.csv', `${head}\n1,x,2,3,1\n\n1,x,2,3,2\n`, 'line 4: a vote is 1, 0 or -1, not "2"'],
    ['vote-nan.csv', `${head}\n1,x,2,3,NaN\n`, 'line 2: a vote is 1, 0 or -1, not "NaN"'],
    ['person.csv', `${head}\n1,x,2,-3,1\n`, 'line 2: "-3" is no number of a person'],
    ['statement.csv', `${head}\n1,x,1e99,3,1\n`, 'line 2: "1e99" is no number of a statement'],
    ['large.csv', `${head}\n1,x,2,99999999999,1\n`, 'line 2: "99999999999" is no number of a person'],
    ['time.csv', `${head}\nyesterday,x,2,3,1\n`, 'line 2: "yesterday" is no time of a vote'],
    ['escape.csv', `${head}\n1,x,2,3,\u001b[31m\u009b\n`, 'line 2: a vote is 1, 0 or -1, not "\\u001b[31m?"'],
    ['quote.csv', `${head}\n1,"x"y,2,3,1\n`, 'line 2: a quotation mark that does not belong there'],
    ['open.csv', `${head}\n1,"x,2,3,1\n1,x,2,3,1\n`, 'line 2: a quotation mark that is never closed'],
    ['long.csv', `${head}\n1,${'x'.repeat(70_000)},2,3,1\n`, 'line 2: longer than 65536 characters'],
    ['endless.csv', 'x'.repeat(300_000), 'line 1: longer than 65536 characters'],
    ['broken.json', '[\n{"pid":1,"tid":1,"vote":1},\n{"pid":1,,', 'line 3: this is no JSON'],
    ['torn.json', '[\n{"pid":1,"tid":1,"vote":1},\n{"pid":1', 'line 3: this is no JSON'],
    ['object.json', '{"pid":1}', 'line 1: not a list'],
    ['nothing.json', '[\n{"pid":1,"tid":1,"vote":1},\nnull]', 'line 3: not a vote'],
    [
      'missing.json',
      '[{"pid":1,"tid":1,"vote":1},\n\n{"pid":"a\\"[,{","vote":1}]',
      'line 3: "a\\"[,{" is no number of a person',
    ],
    ['half.json', '[{"pid":1,"tid":1.5,"vote":1}]', 'line 1: "1.5" is no number of a statement'],
    ['bare.json', '[{"vote":1,"tid":1}]', 'line 1: nothing is no number of a person'],
    ['deep.json', '['.repeat(50_000), 'line 1: this is no JSON'],
  ])('says what is wrong in %s and in which line', async (name, content, words) => {
    const { code, stderr, stdout } = await run(await file(name, content))
    expect([code, stdout]).toEqual(['thrown', ''])
    expect(stderr).toBe(`${join(folder, name)}, ${words}`)
  })

  it('says where a file stops being text', async () => {
    const bytes = Buffer.concat([Buffer.from(`${head}\n1,x,2,3,1\n`), Buffer.from([0xff, 0xfe, 0x41])])
    const { stderr } = await run(await file('bytes.csv', bytes))
    expect(stderr).toContain('this is no text in UTF-8')
  })

  it('takes a file without votes, and of no use command lines says so', async () => {
    const { code, stdout } = await run(await file('none.csv', `${head}\n`))
    expect([code, stdout.split('\n')[0]]).toEqual([
      0,
      '0 votes of 0 people on 0 statements; 0 people in the conversation',
    ])
    expect((await run()).code).toBe(2)
    expect(await run(join(folder, 'not-there.csv'))).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('there is no file'),
    })
    expect((await run('a', 'b')).stderr).toContain('liren groups FILE')
    expect((await run(folder)).code).toBe(2)
  })

  it.skipIf(!referencesAreThere).each(referenceNames)('reads the published conversation %s', async (name) => {
    const { code, stdout } = await run(referenceFile(name, 'votes.json'), '--json')
    expect(code).toBe(0)
    const report = JSON.parse(stdout) as GroupsReport
    expect(report.k).toBe(3)
    expect(report.moderatedOut.length).toBe({ 0: 0, 1: 4, 2: 2 }[referenceNames.indexOf(name)])
  })
})
