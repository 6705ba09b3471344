import { wordsIn } from '../../kernel/contract/words.ts'
import { sql } from '../../kernel/db.ts'
import { type ProposedItem, registerAgendaItems } from '../gatherings/public.ts'
import { endorsementsSql } from './heads.ts'
import type { IdeaState } from './idea.ts'
import { ideaBook } from './idea-words.ts'
import { ideaScopeSql } from './ideas-scope.ts'
import type { IdeaId } from './tables.ts'

const zh = wordsIn(ideaBook, 'zh')
const en = wordsIn(ideaBook, 'en')

const noteOf = ({ endorsements, call }: { endorsements: number; call: string }): ProposedItem['note'] => ({
  zh: `${endorsements} 人附议 · ${call}`,
  en: `${endorsements} endorse it · ${call}`,
})

/** Published ideas without an end are for the council of their place to speak about; those with most behind them first. */
export function joinCouncils(): void {
  registerAgendaItems('idea', {
    propose: async (tx, actor, placePath, limit) => {
      const { rows } = await sql<{ id: IdeaId; title: string; endorsements: number; call: string }>`
        select i.id, i.title, c.title as call, ${endorsementsSql} as endorsements from ideas.ideas i
        join ideas.calls c on c.tenant_id = i.tenant_id and c.id = i.call_id
        where i.tenant_id = ${actor.tenantId} and i.state = 'published' and ${ideaScopeSql(actor)}
          and i.place_path >= ${placePath} and i.place_path < ${`${placePath}:`}
        order by endorsements desc, i.submitted_at, i.id limit ${limit}`.execute(tx)
      return rows.map(({ id, title, endorsements, call }) => ({ id, title, note: noteOf({ endorsements, call }) }))
    },
    inReach: async (tx, actor, id) => {
      const { rows } = await sql`select from ideas.ideas i
        join ideas.calls c on c.tenant_id = i.tenant_id and c.id = i.call_id
        where i.tenant_id = ${actor.tenantId} and i.id = ${id} and i.state = 'published' and ${ideaScopeSql(actor)}`.execute(
        tx,
      )
      return rows.length > 0
    },
    now: async (tx, tenantId, ids) => {
      const { rows } = await sql<{ id: IdeaId; state: IdeaState }>`select id, state from ideas.ideas
        where tenant_id = ${tenantId} and id = any(${[...ids]}::uuid[])`.execute(tx)
      return new Map(
        rows.map(({ id, state }) => [
          id,
          { state: { zh: zh.ideaState[state], en: en.ideaState[state] }, path: `/ideas/${id}` },
        ]),
      )
    },
  })
}
