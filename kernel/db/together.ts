import { openGate } from './gate.ts'

/** A function of the database that many call at the same moment, each with values of their own. */
export interface SharedCall {
  /** With its schema. */
  readonly name: string
  /** What its arguments are for PostgreSQL: `uuid`, `jsonb`. */
  readonly types: readonly string[]
  /** What is written waits for the disk: meanwhile the next group is on its way. */
  readonly writes?: true
}

/** So many calls are made by one statement at most. */
export const mostTogether = 8
/** A group that is on its way for longer, waiting for somebody's lock say, holds no other group back. */
const longMs = 100

/** Callers who wait until their group goes. */
export interface Crowd {
  waiting: number
}

type Values = readonly unknown[]
type Statement = (name: string, text: string, values: Values) => Promise<readonly { n: number; answer: unknown }[]>

/**
 * Calls of each function, those that come in at the same moment together.
 * @param statement makes one, prepared under its name.
 * @param tookBack whether nothing of a statement that failed so was kept, so that a part of its calls may be made again.
 * @param crowd counts who waits for their group.
 */
export function callingTogether(statement: Statement, tookBack: (error: unknown) => boolean, crowd: Crowd) {
  const functions = new Map<string, (values: Values) => Promise<unknown>>()
  const calling = (shared: SharedCall) => {
    const known = functions.get(shared.name)
    if (known) return known
    const texts = Array.from({ length: mostTogether }, (_, at) => statementOf(shared, at + 1))
    const made = gathering(
      async (group: readonly Values[]) => {
        const size = group.length
        const rows = await statement(`${shared.name} ${size}`, texts[size - 1] ?? '', group.flat())
        return rows.toSorted((a, b) => a.n - b.n).map(({ answer }) => answer)
      },
      { tookBack, crowd, lanes: shared.writes ? 2 : 1 },
    )
    functions.set(shared.name, made)
    return made
  }
  return async <Answer>(shared: SharedCall, values: Values) => (await calling(shared)(values)) as Answer
}

/** The statement that makes so many calls: `answer`, and by `n` whose. */
function statementOf({ name, types }: SharedCall, calls: number): string {
  const argument = (call: number, at: number) => `$${call * types.length + at + 1}::${types[at]}`
  const all = (call: number) => types.map((_, at) => argument(call, at)).join(', ')
  if (calls === 1) return `select 0 as n, ${name}(${all(0)}) as answer`
  const rows = Array.from({ length: calls }, (_, call) => `(${call}, ${all(call)})`)
  const columns = types.map((_, at) => `v${at}`)
  return `select c.n, ${name}(${columns.map((column) => `c.${column}`).join(', ')}) as answer
    from (values ${rows.join(', ')}) c(n, ${columns.join(', ')})`
}

/**
 * Lets calls that come in while others are on their way go together: a statement, its transaction and its commit cost
 * PostgreSQL about as much as what a short one does (docs/performance.md). Alone, a call goes at once. The calls of a group
 * stand or fall together; so a group that failed is made again in halves, until whoever is refused is alone and told so.
 * @param make makes the calls of a group, all or none, and gives their answers in their order.
 * @param how.tookBack whether nothing of a group that failed so was kept, so that each may be made again.
 * @param how.lanes groups that are on their way at a time, at least 1: meanwhile calls gather for the next.
 * @param how.crowd counts who waits for their group.
 */
export function gathering<Call, Answer>(
  make: (calls: readonly Call[]) => Promise<readonly Answer[]>,
  { tookBack, lanes, crowd }: { tookBack: (error: unknown) => boolean; lanes: number; crowd: Crowd },
): (call: Call) => Promise<Answer> {
  interface Waiting {
    readonly call: Call
    readonly answer: (answer: Answer) => void
    readonly fail: (error: unknown) => void
  }
  const gate = openGate(lanes, longMs)
  const waiting: Waiting[] = []
  // Groups that wait to be let in. Who is in one is not settled before it is.
  let groups = 0

  const send = async (group: readonly Waiting[]) => {
    try {
      const answers = await make(group.map(({ call }) => call))
      if (answers.length !== group.length) throw new Error(`${answers.length} answers to ${group.length} calls`)
      for (const [at, { answer }] of group.entries()) answer(answers[at] as Answer)
    } catch (error) {
      const half = Math.ceil(group.length / 2)
      if (group.length > 1 && tookBack(error)) await Promise.all([send(group.slice(0, half)), send(group.slice(half))])
      else for (const { fail } of group) fail(error)
    }
  }
  const lead = async () => {
    groups++
    const leave = await gate.enter()
    groups--
    const group = waiting.splice(0, mostTogether)
    crowd.waiting -= group.length
    await send(group)
    leave()
  }
  return (call) =>
    new Promise((answer, fail) => {
      waiting.push({ call, answer, fail })
      crowd.waiting++
      if (waiting.length > groups * mostTogether) void lead()
    })
}
