import { sql } from '../../kernel/db.ts'
import type { TestApp } from '../../kernel/testing/app.ts'
import type { PersonKey } from '../../kernel/testing/town.ts'

/** The words of all notices of somebody. */
export async function myInbox(app: TestApp, who: PersonKey): Promise<string[]> {
  const { rows } = await app.db.read((tx) =>
    sql<{
      zh: string
    }>`select words ->> 'zh' as zh from notices.notices where person_id = ${app.town.persons[who]}`.execute(tx),
  )
  return rows.map(({ zh }) => zh)
}
