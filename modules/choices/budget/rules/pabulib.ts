import {
  approval,
  type Ballot,
  type CostedProject,
  type Election,
  electionLimits,
  pointed,
  ranked,
} from './election.ts'
import { FileFault, type Row, semicolonRows } from './semicolon-rows.ts'

/** An election as a file in the format of Pabulib (pabulib.org/format) tells it, and what is odd about the file. */
export interface PabulibFile {
  readonly election: Election
  readonly oddities: readonly string[]
}

const sections = ['META', 'PROJECTS', 'VOTES'] as const
type Section = (typeof sections)[number]

/** Files above this are refused unread, in characters. */
export const longestFile = 100_000_000

/** How the ballots of a `vote_type` are read. */
const readers: Readonly<Record<string, (row: VoteRow) => Ballot>> = {
  approval: ({ named }) => approval([...new Set(named)]),
  'choose-1': ({ named }) => approval([...new Set(named)]),
  ordinal: (row) => ranked(distinct(row)),
  cumulative: pointsOf,
  scoring: pointsOf,
}

interface VoteRow {
  readonly line: number
  readonly named: readonly number[]
  readonly points: readonly string[]
}

/**
 * Reads a .pb file: META (`budget`, `vote_type`), PROJECTS (`project_id`, `cost`), VOTES (`vote`, with `points` for
 * cumulative and scoring ballots); other keys and columns are not asked. Amounts may have up to six decimals, and all are
 * then counted in the smallest unit that occurs. Throws a FileFault that names the line.
 */
export function readPabulib(text: string): PabulibFile {
  if (text.length > longestFile) throw new FileFault(null, `the file has more than ${longestFile} characters`)
  const { META, PROJECTS, VOTES } = sectionsOf(text)
  const meta = metaOf(META)
  const costs = costTable(PROJECTS)
  const budget = meta.get('budget')
  if (!budget) throw new FileFault(null, 'META does not give the budget')
  const decimals = Math.max(
    decimalsOf(budget.value, budget.line),
    ...costs.map(({ cost, line }) => decimalsOf(cost, line)),
  )
  const projects = costs.map(({ id, name, cost, line }) => ({ id, name, cost: amount(cost, decimals, line) }))
  const voteType = meta.get('vote_type')
  const type = voteType?.value.toLowerCase() ?? ''
  const read = Object.hasOwn(readers, type) ? readers[type] : undefined
  if (!read)
    throw new FileFault(
      voteType?.line ?? null,
      `vote_type is ${voteType ? `“${shown(voteType.value)}”` : 'not given'}; known are ${Object.keys(readers).join(', ')}`,
    )
  const { ballots, oddities } = ballotsOf(VOTES, projects, read)
  const election = { budget: amount(budget.value, decimals, budget.line), decimals, projects, ballots }
  return { election, oddities: [...oddities, ...countsThatDiffer(meta, election)] }
}

function sectionsOf(text: string): Record<Section, Row[]> {
  const found: Record<Section, Row[]> = { META: [], PROJECTS: [], VOTES: [] }
  let section: Section | null = null
  for (const row of semicolonRows(text)) {
    const heading = row.cells[0]?.toUpperCase()
    const next = sections.find((name) => name === heading)
    if (next !== undefined && row.cells.slice(1).every((cell) => cell === '')) {
      if (found[next].length > 0) throw new FileFault(row.line, `a second section ${next}`)
      section = next
    } else if (section === null) throw new FileFault(row.line, 'stands before META; this is no Pabulib file')
    else found[section].push(row)
  }
  for (const name of sections)
    if (found[name].length === 0) throw new FileFault(null, `the section ${name} is missing or has no row of headings`)
  return found
}

function metaOf([, ...rows]: readonly Row[]): Map<string, { value: string; line: number }> {
  const meta = new Map<string, { value: string; line: number }>()
  for (const { line, cells } of rows) {
    const [key = '', value = ''] = cells
    if (meta.has(key)) throw new FileFault(line, `META says ${shown(key)} twice`)
    meta.set(key, { value, line })
  }
  return meta
}

/** A reader of one column of a section. Throws for a column that must be there and is not, and for a row without it. */
function column(heading: Row | undefined, names: readonly string[]): (row: Row) => string {
  const at = (heading?.cells ?? []).findIndex((cell) => names.includes(cell.toLowerCase()))
  if (at < 0) throw new FileFault(heading?.line ?? null, `there is no column ${names.join(' or ')}`)
  return ({ line, cells }) => {
    const cell = cells[at]
    if (cell === undefined) throw new FileFault(line, `has no column ${names[0]}`)
    return cell
  }
}

function costTable([heading, ...rows]: readonly Row[]) {
  const [idOf, costOf] = [column(heading, ['project_id']), column(heading, ['cost'])]
  const nameAt = heading?.cells.indexOf('name') ?? -1
  if (rows.length > electionLimits.projects)
    throw new FileFault(null, `there are more than ${electionLimits.projects} projects`)
  const known = new Set<string>()
  return rows.map((row) => {
    const id = idOf(row)
    if (id === '') throw new FileFault(row.line, 'the project has no project_id')
    if (known.has(id)) throw new FileFault(row.line, `the project ${shown(id)} stands there twice`)
    known.add(id)
    return { id, cost: costOf(row), name: row.cells[nameAt] ?? '', line: row.line }
  })
}

const number = /^\d+(?:[.,]\d+)?$/

function decimalsOf(text: string, line: number): number {
  if (!number.test(text)) throw new FileFault(line, `“${shown(text)}” is not an amount of money from 0`)
  const places = text.split(/[.,]/)[1]?.replace(/0+$/, '').length ?? 0
  if (places > electionLimits.decimals)
    throw new FileFault(line, `“${shown(text)}” has more than ${electionLimits.decimals} decimals`)
  return places
}

/** In the smallest unit. The text was looked at by `decimalsOf`. */
function amount(text: string, decimals: number, line: number): number {
  const [whole = '', places = ''] = text.split(/[.,]/)
  const digits = `${whole}${places.slice(0, decimals).padEnd(decimals, '0')}`.replace(/^0+(?=\d)/, '')
  const value = digits.length > 15 ? Number.POSITIVE_INFINITY : Number(digits)
  if (value > electionLimits.amount) throw new FileFault(line, `“${shown(text)}” is too large an amount`)
  return value
}

function ballotsOf(
  [heading, ...rows]: readonly Row[],
  projects: readonly CostedProject[],
  read: (row: VoteRow) => Ballot,
) {
  if (rows.length > electionLimits.voters)
    throw new FileFault(null, `there are more than ${electionLimits.voters} voters`)
  const voteOf = column(heading, ['vote'])
  const voterOf = heading?.cells.includes('voter_id') ? column(heading, ['voter_id']) : null
  const pointsOfRow = heading?.cells.includes('points') ? column(heading, ['points']) : () => ''
  const position = new Map(projects.map(({ id }, n) => [id, n]))
  const voters = new Set<string>()
  const oddities: string[] = []
  const ballots = rows.map((row) => {
    const voter = voterOf?.(row)
    if (voter !== undefined && voters.size === voters.add(voter).size)
      oddities.push(`line ${row.line}: the voter ${shown(voter)} stands there twice; both ballots count`)
    const named = list(voteOf(row)).map((id) => {
      const project = position.get(id)
      if (project === undefined) throw new FileFault(row.line, `there is no project ${shown(id)}`)
      return project
    })
    return read({ line: row.line, named, points: list(pointsOfRow(row)) })
  })
  return { ballots, oddities }
}

/** Values between commas; none for an empty cell. */
const list = (cell: string): string[] =>
  cell === '' || cell.toLowerCase() === 'none'
    ? []
    : cell
        .split(',')
        .map((one) => one.trim())
        .filter((one) => one !== '')

function distinct({ line, named }: VoteRow): readonly number[] {
  if (new Set(named).size < named.length) throw new FileFault(line, 'a project is named twice')
  return named
}

function pointsOf(row: VoteRow): Ballot {
  const { line, points } = row
  const named = distinct(row)
  if (points.length !== named.length)
    throw new FileFault(line, `${named.length} projects are named, and ${points.length} numbers of points`)
  return pointed(
    named.map((project, n) => {
      const given = points[n] ?? ''
      if (!/^\d{1,7}$/.test(given) || Number(given) > electionLimits.points)
        throw new FileFault(
          line,
          `“${shown(given)}” is not a whole number of points from 0 to ${electionLimits.points}`,
        )
      return [project, Number(given)] as const
    }),
  )
}

/** What the file says of itself and is not so. */
function countsThatDiffer(meta: ReturnType<typeof metaOf>, { projects, ballots }: Election): string[] {
  const counts = [
    ['num_projects', projects.length],
    ['num_votes', ballots.length],
  ] as const
  return counts.flatMap(([key, count]) => {
    const said = meta.get(key)
    return said && Number(said.value) !== count
      ? [`line ${said.line}: ${key} is ${shown(said.value)}, but ${count} were read`]
      : []
  })
}

/** Text of a stranger's file, for an error: not all of it. */
const shown = (text: string): string => (text.length > 60 ? `${text.slice(0, 60)}…` : text)
