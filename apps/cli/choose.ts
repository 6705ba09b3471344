import { existsSync } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import { compareIds } from '../../modules/choices/budget/rules/election.ts'
import { type Explanation, explain, type Reason } from '../../modules/choices/budget/rules/explain.ts'
import { longestFile, readPabulib } from '../../modules/choices/budget/rules/pabulib.ts'
import { asFloat } from '../../modules/choices/budget/rules/ratio.ts'
import { representation } from '../../modules/choices/budget/rules/representation.ts'
import { choose, isRuleName, type Outcome, ruleNames } from '../../modules/choices/budget/rules/rules.ts'
import type { Command, Options } from './options.ts'

const say = (line: string) => process.stdout.write(`${line}\n`)
const warn = (line: string) => process.stderr.write(`${line}\n`)

const usage = `liren choose FILE.pb --rule RULE [--increment N] [--json]

RULE is one of: ${ruleNames.join(', ')}
N: by how much add1 raises each share at a time, a whole number of the currency; 1 if not given`

/** As many oddities of a file are told; more nobody reads. */
const mostOddities = 5

/**
 * `liren choose`: what a rule chooses from an election in a Pabulib file. Needs no database. Exit status 0; 2 for a wrong
 * command line; a file that cannot be read is thrown in words.
 */
export const chooseCommand: Command = async (options) => {
  const { rest, rule, increment = '1', json } = options
  const [file] = rest
  const misused = misuse(options)
  if (misused !== null || !file || !rule || !isRuleName(rule)) {
    warn(misused ?? usage)
    return 2
  }
  if ((await stat(file)).size > longestFile) throw new Error(`${file} has more than ${longestFile} bytes`)
  const { election, oddities } = readPabulib(await readFile(file, 'utf8'))
  for (const oddity of oddities.slice(0, mostOddities)) warn(oddity)
  if (oddities.length > mostOddities) warn(`… and ${oddities.length - mostOddities} more oddities`)
  const started = performance.now()
  const outcome = choose(election, rule, Number(increment) * 10 ** election.decimals)
  const seconds = Number(((performance.now() - started) / 1000).toFixed(3))
  const order = outcome.order.map((project) => election.projects[project]?.id ?? '')
  const cost = outcome.cost / 10 ** election.decimals
  if (json) say(JSON.stringify({ order, selected: [...order].sort(compareIds), cost, seconds }))
  else for (const line of inWords(outcome, seconds)) say(line)
  return 0
}

/** What is wrong with a command line, or null. */
function misuse({ rest: [file, ...more], rule, increment = '1' }: Options): string | null {
  if (!file || more.length > 0) return usage
  if (rule === undefined) return `--rule is missing\n\n${usage}`
  if (!isRuleName(rule)) return `there is no rule ${rule}\n\n${usage}`
  if (!/^[1-9]\d{0,8}$/.test(increment)) return `--increment takes a whole number from 1 to 999999999, not ${increment}`
  return existsSync(file) ? null : `there is no file ${file}`
}

/** What was chosen and why, what was not and by how much it missed, and who is represented. */
function inWords(outcome: Outcome, seconds: number): string[] {
  const { electorate, order, raised, runs } = outcome
  const { election } = electorate
  const amount = (units: number) => (units / 10 ** election.decimals).toFixed(election.decimals)
  const reasons = explain(outcome)
  const line = ({ project, votes, reasons: why }: Explanation) => {
    const { id = '', name = '', cost = 0 } = election.projects[project] ?? {}
    const words = why.map((reason) => wordsOf(reason, amount, election.decimals)).join('; ')
    return `${id} ${name} (${amount(cost)}, ${votes} votes): ${words}`
  }
  const chosen = order.flatMap((project) => reasons[project] ?? [])
  const others = reasons.filter(({ project }) => !order.includes(project))
  const { voters, represented, projects } = representation(electorate, order)
  return [
    ...chosen.map((one, n) => `${n + 1}. ${line(one)}`),
    ...(others.length > 0 ? ['not chosen:', ...others.map((one) => `- ${line(one)}`)] : []),
    ...(runs > 1 ? [`shares were raised by ${amount(raised)} each, in ${runs} runs`] : []),
    `${represented} of ${voters} voters have a chosen project; half of them ${projects.median} or more`,
    `${order.length} of ${election.projects.length} projects for ${amount(outcome.cost)} of ${amount(election.budget)} (${seconds} s)`,
  ]
}

function wordsOf(reason: Reason, amount: (units: number) => string, decimals: number): string {
  switch (reason.kind) {
    case 'bought': {
      const price = (asFloat(reason.price) / 10 ** decimals).toPrecision(6)
      const last = reason.spentPayers > 0 ? `, ${reason.spentPayers} of them with their last money` : ''
      return `bought by ${reason.payers} supporters at ${price} a point${last}`
    }
    case 'costless':
      return 'costs nothing'
    case 'fitted':
      return `fitted into the ${amount(reason.left)} that were left`
    case 'did_not_fit':
      return `${amount(reason.missing)} too dear for the ${amount(reason.left)} that were left`
    case 'supporters_short':
      return `its supporters lack ${amount(reason.missing)}`
    case 'no_votes':
      return 'nobody voted for it'
  }
}
