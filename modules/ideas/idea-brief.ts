import type { RawBuilder } from 'kysely'
import type { TenantId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import type { Secrets } from '../../kernel/secrets.ts'
import { maskName } from '../../kernel/text/masking.ts'
import { authorHeadSql, endorsementsSql, oneWithSql } from './heads.ts'
import { publicSql } from './ideas-scope.ts'
import type { IdeaId, IdeaRecord } from './tables.ts'

/** An idea as everybody may see it, for a module that keeps its id. */
export interface IdeaBrief {
  readonly id: IdeaId
  readonly title: string
  readonly callTitle: string
  readonly placePath: string
  readonly adopted: boolean
  /** Masked; null where it is kept from the public or nobody gave one. */
  readonly author: string | null
  /** Heads: authors of it and of what was merged into it. */
  readonly authors: number
  readonly endorsements: number
  readonly costFen: number | null
}

type BriefSource = Pick<
  IdeaRecord,
  'id' | 'title' | 'place_path' | 'state' | 'anonymous' | 'author_name_sealed' | 'cost_fen'
> & { call_title: string; author_name: string | null; authors: number; endorsements: number }

async function briefs(
  tx: Tx,
  { tenantId, secrets }: { tenantId: TenantId; secrets: Secrets },
  which: RawBuilder<unknown>,
): Promise<IdeaBrief[]> {
  const { rows } =
    await sql<BriefSource>`select i.id, i.title, i.place_path, i.state, i.anonymous, i.author_name_sealed,
      i.cost_fen, c.title as call_title, n.name as author_name, ${endorsementsSql} as endorsements,
      (select count(distinct h.head)::int from ideas.ideas m
        cross join lateral (select ${authorHeadSql} as head from ideas.ideas i where i.tenant_id = m.tenant_id
          and i.id = m.id and not i.by_merge) h
        where ${oneWithSql}) as authors
    from ideas.ideas i join ideas.calls c on c.tenant_id = i.tenant_id and c.id = i.call_id
    left join people.persons_view n on n.tenant_id = i.tenant_id and n.id = i.author_id
    where i.tenant_id = ${tenantId} and ${publicSql} and ${which} order by i.submitted_at, i.id`.execute(tx)
  return rows.map((row) => {
    const name = row.author_name_sealed ? secrets.open(row.author_name_sealed) : row.author_name
    return {
      ...{ id: row.id, title: row.title, callTitle: row.call_title, placePath: row.place_path },
      ...{ adopted: row.state === 'adopted', authors: row.authors, endorsements: row.endorsements },
      author: row.anonymous || !name ? null : maskName(name),
      costFen: row.cost_fen,
    }
  })
}

interface Asking {
  readonly tenantId: TenantId
  readonly secrets: Secrets
}

/** Those of these ideas that everybody may read. */
export const ideaBriefs = (tx: Tx, asking: Asking, ids: readonly IdeaId[]): Promise<IdeaBrief[]> =>
  ids.length === 0 ? Promise.resolve([]) : briefs(tx, asking, sql`i.id = any(${[...new Set(ids)]}::uuid[])`)

/** Adopted ideas of a place and all below it. The caller has settled that its actor may see the place. */
export const adoptedIdeasUnder = (tx: Tx, asking: Asking, path: string): Promise<IdeaBrief[]> =>
  briefs(tx, asking, sql`i.state = 'adopted' and i.place_path >= ${path} and i.place_path < ${`${path}:`}`)
