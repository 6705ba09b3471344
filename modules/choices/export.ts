import type { Readable } from 'node:stream'
import { fail } from '../../kernel/contract/errors.ts'
import { type Lang, wordsIn } from '../../kernel/contract/words.ts'
import type { Tx } from '../../kernel/db.ts'
import { type Column, sheetStream } from '../../kernel/sheets/sheet-writer.ts'
import { dayOf } from '../../kernel/time/day.ts'
import type { MeasureShape, OutcomeShape, QuestionView, RollRow } from './contract.ts'
import { questionView, rollPage } from './question-queries.ts'
import { tell } from './question-store.ts'
import type { Doing } from './scope.ts'
import type { QuestionId } from './tables.ts'
import { type MatterNumber, matterNames } from './threshold.ts'
import { choiceBook, exportBook } from './web/words.ts'

/** A line of the form of publication: a measure by area and heads, or words. */
interface Line {
  readonly name: string
  readonly of?: MeasureShape
  readonly words?: string
}

const cm2 = 10_000

/**
 * The result as it is posted: what was asked, of whom (rooms and heads in all), who took part, agreed and opposed, each
 * threshold with what it needs, and the law. Sums alone. Refused before it is counted: nobody hangs up how it stands.
 */
export async function resultSheet(tx: Tx, doing: Doing, id: QuestionId, lang: Lang): Promise<Readable> {
  const of = await questionView(tx, doing, id)
  if (of.state !== 'closed' && of.state !== 'published')
    fail('refused', 'choices.not_counted', {
      zh: '截止计票后才能导出结果',
      en: 'The result can be exported once it is closed and counted',
    })
  const x = wordsIn(exportBook, lang)
  const columns: Column<Line>[] = [
    { header: x.item, value: ({ name }) => name, width: 28 },
    { header: x.area, value: ({ of: measure }) => measure && measure.areaCm2 / cm2, width: 18 },
    { header: x.heads, value: ({ of: measure }) => measure?.heads, width: 14 },
    { header: x.note, value: ({ words }) => words, width: 60 },
  ]
  return sheetStream<Line>({ name: x.result, columns, rows: linesOf(of, lang) })
}

function linesOf(of: QuestionView, lang: Lang): readonly Line[] {
  const x = wordsIn(exportBook, lang)
  const w = wordsIn(choiceBook, lang)
  const named = (place: QuestionView['place']) => (lang === 'zh' ? place.name : place.nameEn || place.name)
  const { outcome, byChannel } = of
  const matter = `${w.law}${w.matter(of.matter, matterNames[of.matter as MatterNumber][lang])}`
  const sum = (name: 'total' | 'participated' | 'agreed' | 'opposed' | 'abstained') => ({
    name: x.sum[name],
    of: outcome[name],
    ...(name === 'participated' ? { words: x.byChannel(byChannel.paper, byChannel.door, byChannel.phone) } : {}),
  })
  return [
    { name: x.question, words: of.title },
    {
      name: x.place,
      words: of.place.id === of.compound.id ? named(of.place) : `${named(of.compound)} ${named(of.place)}`,
    },
    { name: x.asked, words: of.words },
    { name: x.days, words: x.dates(dayAt(of.announcedAt), dayAt(of.openedAt), of.closesOn ?? '') },
    ...(['total', 'participated', 'agreed', 'opposed', 'abstained'] as const).map(sum),
    ...(outcome.followed.heads > 0
      ? [{ name: x.sum.followed, of: outcome.followed, words: w.followRule(of.followRule ?? '') }]
      : []),
    ...neededOf(outcome, lang),
    { name: x.verdict, words: outcome.passed ? w.passed : w.failed(missedOf(outcome, lang)) },
    { name: x.law, words: matter },
    { name: x.rule, words: w.rule[outcome.majority] },
    { name: x.nature, words: of.basis ? w.basis(of.basis) : w.label },
    ...(of.objectionsUntil ? [{ name: x.objections, words: of.objectionsUntil }] : []),
  ]
}

const dayAt = (at: string | null): string => (at ? dayOf(new Date(at)) : '')

/** What taking part and agreeing needed, by area and heads in one line each. */
function neededOf({ lines }: OutcomeShape, lang: Lang): Line[] {
  const x = wordsIn(exportBook, lang)
  return (['participation', 'agreement'] as const).map((which) => {
    const needed = (side: 'areaCm2' | 'heads') =>
      lines.find((one) => one.of === which && one.side === side)?.needed ?? 0
    return { name: x.needed[which], of: { areaCm2: needed('areaCm2'), heads: needed('heads') } }
  })
}

function missedOf({ lines }: OutcomeShape, lang: Lang): string {
  const w = wordsIn(choiceBook, lang)
  const much = (side: 'areaCm2' | 'heads', n: number) =>
    side === 'heads' ? w.heads(String(n)) : w.area(String(n / cm2))
  return lines
    .filter(({ missing }) => missing > 0)
    .map(({ of, side, missing }) => w.fails(w.line[of], w.side[side], much(side, missing)))
    .join(w.comma)
}

/** Who may vote and who has, for staff who hold it against the slips: names masked as on the screen. The ledger keeps who took it. */
export async function rollSheet(tx: Tx, doing: Doing, id: QuestionId, lang: Lang): Promise<Readable> {
  const of = await questionView(tx, doing, id)
  if (!of.openedAt)
    fail('refused', 'choices.no_roll', {
      zh: '开始征集后才有表决名单',
      en: 'There is a roll once the vote has opened',
    })
  const { rows } = await rollPage(tx, doing, id, { limit: of.outcome.total.heads })
  await tell(tx, doing, of as { id: QuestionId; matter: MatterNumber }, 'roll_exported', {
    facts: { rows: rows.length },
  })
  const x = wordsIn(exportBook, lang)
  const w = wordsIn(choiceBook, lang)
  const columns: Column<RollRow>[] = [
    { header: x.rooms, value: (row) => (lang === 'zh' ? row.rooms : row.roomsEn).join(w.comma), width: 36 },
    { header: x.owner, value: (row) => row.name },
    { header: x.kind, value: (row) => w.kind[row.kind] },
    { header: x.area, value: (row) => row.areaCm2 / cm2, width: 18 },
    { header: x.vote, value: ({ vote }) => (vote?.choice ? w.choice[vote.choice] : x.none) },
    { header: x.channel, value: ({ vote }) => vote && w.channel[vote.channel] },
    { header: x.at, value: ({ vote }) => vote && new Date(vote.at), width: 18 },
    { header: x.taker, value: ({ vote }) => vote?.takenBy },
    { header: x.changes, value: ({ changes }) => changes },
  ]
  return sheetStream<RollRow>({ name: x.roll, columns, rows })
}
