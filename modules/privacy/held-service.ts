import type { Lang } from '../../kernel/contract/words.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { record } from '../../kernel/events/record.ts'
import { countExported } from '../../kernel/exports/mark.ts'
import { type HeldGroup, heldOn, type Reveal } from '../../kernel/held.ts'
import { sheetStream } from '../../kernel/sheets/sheet-writer.ts'
import type { HeldShape, Mine } from './contract.ts'
import { type Doing, whose } from './doing.ts'
import { type Copied, copied, copyStream } from './events.ts'
import { myRequests } from './request-queries.ts'
import { settingsOf } from './settings.ts'

const rowsShown = 20
const revealsShown = 50

const shapeOf = ({ kind, rows }: HeldGroup): HeldShape => ({
  ...{ code: kind.code, words: kind.words, purpose: kind.purpose, kept: kind.kept, total: rows.length },
  rows: rows.slice(0, rowsShown).map(({ at, own, values }) => ({
    ...{ at, own },
    values: values.map(({ words, text }) => ({ words, text })),
  })),
})

/** What is held on whoever asks, who looked at it in full, and what they asked for. */
export async function mineOf(tx: Tx, doing: Doing): Promise<Mine> {
  const { tenantId, secrets, actor } = doing
  const of = await whose(tx, secrets, tenantId, actor.personId)
  const { groups, reveals } = of ? await heldOn(tx, secrets, of, { everything: false }) : { groups: [], reveals: [] }
  const { answerWorkdays, holder } = await settingsOf(tx, tenantId)
  return {
    held: groups.map(shapeOf),
    reveals: await namedReveals(tx, doing, reveals.slice(0, revealsShown)),
    requests: await myRequests(tx, doing),
    answerWorkdays,
    holder: { name: holder.name, nameEn: holder.nameEn },
  }
}

async function namedReveals(tx: Tx, { tenantId }: Doing, reveals: readonly Reveal[]): Promise<Mine['reveals']> {
  const ids = [...new Set(reveals.flatMap(({ postId }) => postId ?? []))]
  const { rows } = await sql<{ id: string; name: string; nameEn: string }>`select id, name, name_en as "nameEn"
    from people.posts_view where tenant_id = ${tenantId} and id = any(${ids}::uuid[])`.execute(tx)
  const posts = new Map(rows.map(({ id, ...names }) => [id, names]))
  return reveals.map(({ at, kind, postId, reason }) => ({
    ...{ at: at.toISOString(), what: kind.words, reason },
    post: (postId && posts.get(postId)) || null,
  }))
}

interface CopyLine {
  readonly what: string
  readonly at: string | null
  readonly field: string
  readonly text: string
  readonly purpose: string
  readonly kept: string
}

const heads = {
  zh: {
    what: '信息',
    at: '时间',
    field: '项目',
    text: '内容',
    purpose: '用途和依据',
    kept: '保存多久',
    sheet: '关于我的信息',
  },
  en: {
    what: 'What',
    at: 'When',
    field: 'Field',
    text: 'Content',
    purpose: 'What for',
    kept: 'Kept',
    sheet: 'Held on me',
  },
} as const

const onPhone = {
  zh: '只与手机号有关，可能由他人留下；核实本人后提供，请提出申请',
  en: 'Hangs on the phone alone, and somebody else may have given it: ask for it, and we check first',
} as const

function linesOf(groups: readonly HeldGroup[], lang: Lang): CopyLine[] {
  return groups.flatMap(({ kind, rows }) =>
    rows.flatMap(({ at, own, values }) => {
      const line = { what: kind.words[lang], at, purpose: kind.purpose[lang], kept: kind.kept[lang] }
      if (!own && values.length === 0) return [{ ...line, field: '', text: onPhone[lang] }]
      return values.map(({ words, text }) => ({ ...line, field: words[lang], text }))
    }),
  )
}

/** Everything as a workbook: a line a value. */
export function copySheet(groups: readonly HeldGroup[], lang: Lang) {
  const h = heads[lang]
  return sheetStream<CopyLine>({
    name: h.sheet,
    columns: [
      { header: h.what, value: ({ what }) => what, width: 22 },
      { header: h.at, value: ({ at }) => at, width: 26 },
      { header: h.field, value: ({ field }) => field, width: 16 },
      { header: h.text, value: ({ text }) => text, width: 60 },
      { header: h.purpose, value: ({ purpose }) => purpose, width: 40 },
      { header: h.kept, value: ({ kept }) => kept, width: 36 },
    ],
    rows: linesOf(groups, lang),
  })
}

/** Everything as JSON, for people and programs. */
export const copyJson = (groups: readonly HeldGroup[], reveals: readonly Reveal[], at: Date): string =>
  JSON.stringify(
    {
      takenAt: at.toISOString(),
      held: groups.map(({ kind: { code, words, purpose, kept }, rows }) => ({ code, words, purpose, kept, rows })),
      reveals: reveals.map(({ kind, at: seenAt, postId, reason }) => ({
        what: kind.words,
        at: seenAt,
        postId,
        reason,
      })),
    },
    null,
    2,
  )

/** A copy for whoever asks (个人信息保护法 45); leaves an event with counts. */
export async function copyOf(tx: Tx, doing: Doing, form: Copied['form']) {
  const { tenantId, secrets, actor, at, by } = doing
  const of = await whose(tx, secrets, tenantId, actor.personId)
  const found = of ? await heldOn(tx, secrets, of, { everything: false }) : { groups: [], reveals: [] }
  countExported(countOf(found.groups))
  await tellCopied(tx, { tenantId, at, by }, { personId: actor.personId, form, rows: countOf(found.groups) })
  return found
}

export const countOf = (groups: readonly HeldGroup[]): number => groups.reduce((sum, { rows }) => sum + rows.length, 0)

export const tellCopied = (tx: Tx, { tenantId, at, by }: Pick<Doing, 'tenantId' | 'at' | 'by'>, payload: Copied) =>
  record(tx, { tenantId, at, actor: by, stream: copyStream(payload.personId), type: copied, payload })
