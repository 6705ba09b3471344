import type { Actor } from '../../kernel/actor.ts'
import type { ResponseOf } from '../../kernel/contract/endpoint.ts'
import { notFound } from '../../kernel/contract/errors.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { firmScopeSql } from '../enterprises/public.ts'
import { type Row, reasonsOf } from '../policies/public.ts'
import type { ProductId, wantsOfProduct } from './contract.ts'
import { match } from './matching.ts'
import { firmRows, groundOf, namesOf, offersOf } from './offers.ts'
import { rowWithWant } from './want-facts.ts'
import { cameOf, communityJoin, rowColumns, type WantSource, wants } from './want-queries.ts'

type Answer = ResponseOf<typeof wantsOfProduct>

const mostLooked = 2_000
const mostShown = 200
const rank = { fits: 0, unknown: 1, unfit: 2 } as const

/** Open wants of the actor's area by what a product says of them: those that fit first, then the larger sum. */
export async function wantsForProduct(tx: Tx, actor: Actor, productId: ProductId, now: Date): Promise<Answer> {
  const { tenantId } = actor
  const known = await sql`select from finance.products where tenant_id = ${tenantId} and id = ${productId}`.execute(tx)
  if (known.rows.length === 0) notFound()
  const ground = await groundOf(tx, tenantId, now)
  const [offer] = await offersOf(tx, ground, [productId])
  // What is not on offer fits nothing.
  if (!offer) return { wants: [], more: false }
  const { product } = offer
  const { rows } = await sql<WantSource>`select ${rowColumns} from ${wants} ${cameOf} ${communityJoin}
    where w.tenant_id = ${tenantId} and w.state in ('open', 'passed', 'answered') and ${firmScopeSql(actor)}
    order by w.raised_at desc, w.id limit ${mostLooked + 1}`.execute(tx)
  const looked = rows.slice(0, mostLooked)
  const firms = await firmRows(tx, ground, [...new Set(looked.map(({ firm }) => firm.id))])
  const judged = looked.flatMap((want): Answer['wants'] => {
    const firm = firms.get(want.firm.id)
    if (!firm) return []
    const row: Row = rowWithWant(ground.dictionary, firm, want)
    const { verdict, failed, missing } = match(product, row, want.amountFen, ground.today)
    const reasons = verdict === 'unfit' ? [...failed] : reasonsOf(product, ground.dictionary, row, ground.today)
    const { id, firm: of, amountFen, months, use, state } = want
    return [
      { id, firm: of, amountFen, months, use, state, verdict, reasons, missing: namesOf(missing, ground.dictionary) },
    ]
  })
  judged.sort((a, b) => rank[a.verdict] - rank[b.verdict] || b.amountFen - a.amountFen)
  return { wants: judged.slice(0, mostShown), more: rows.length > mostLooked || judged.length > mostShown }
}
