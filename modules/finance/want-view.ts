import type { Actor } from '../../kernel/actor.ts'
import { notFound } from '../../kernel/contract/errors.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import type { Secrets } from '../../kernel/secrets.ts'
import { contactsOf, firmWriters } from '../enterprises/public.ts'
import { nextQuestion, punctuated, type Row, reasonsOf } from '../policies/public.ts'
import type { MatchView, ReferralRow, WantId, WantView } from './contract.ts'
import { byWorth, type Match, match } from './matching.ts'
import { firmRows, type Ground, groundOf, namesOf, type Offer, offersOf, toldFacts } from './offers.ts'
import { referralsOfWant } from './referral-queries.ts'
import { postFor, standingTo } from './rights.ts'
import { wantKeepers } from './roles.ts'
import { isOpenWant } from './want.ts'
import { rowWithWant, type WantedMoney } from './want-facts.ts'
import { cameOf, communityJoin, rowColumns, type WantSource, wantRow, wants } from './want-queries.ts'

interface Source extends WantSource {
  byFirm: boolean
  raisedByName: string | null
  endedReason: WantView['endedReason']
  endedWords: string | null
}

/** A want with all that products say of it today: for staff of the area, and for who speaks for the firm. */
export async function viewWant(
  tx: Tx,
  { actor, secrets, now }: { readonly actor: Actor; readonly secrets: Secrets; readonly now: Date },
  wantId: WantId,
): Promise<WantView> {
  const { tenantId } = actor
  const { rows } = await sql<Source>`select ${rowColumns}, w.by_firm as "byFirm", n.name as "raisedByName",
      w.ended_reason as "endedReason", w.ended_words as "endedWords"
    from ${wants} ${cameOf} ${communityJoin}
    left join people.persons_view n on n.tenant_id = w.tenant_id and n.id = w.raised_by
    where w.tenant_id = ${tenantId} and w.id = ${wantId}`.execute(tx)
  const { byFirm, raisedByName, endedReason, endedWords, ...source } = rows[0] ?? notFound()
  const { firm, isMember, post } = await standingTo(tx, { tenantId, actor }, source.firm.id, wantKeepers)
  const open = isOpenWant(source.state)
  const mayAct = isMember || post !== null
  const referrals = await referralsOfWant(tx, actor, wantId, { now, mayAct, mayNote: post !== null })
  const told = open ? await matchesOf(tx, await groundOf(tx, tenantId, now), source, referrals) : nothing
  const contacts = post && open ? await contactsOf(tx, { secrets, tenantId }, firm.id) : []
  return {
    ...wantRow(source),
    raisedBy: byFirm ? 'firm' : 'staff',
    raisedByName: actor.posts.length > 0 ? raisedByName : null,
    endedReason,
    endedWords,
    ...told,
    referrals,
    contacts: contacts.map(({ id, name, phone, duty }) => ({ id, name, phone, duty })),
    isOwn: isMember,
    mayAnswer: open && (isMember || postFor(actor, firm, firmWriters) !== null),
    mayPass: open && mayAct,
    mayEnd: open && mayAct,
  }
}

const nothing: Pick<WantView, 'matches' | 'question'> = { matches: [], question: null }

/** What every product on offer says, the best first, and the one fact that settles most of what is open. */
async function matchesOf(
  tx: Tx,
  ground: Ground,
  want: Pick<WantSource, 'firm'> & WantedMoney,
  referrals: readonly ReferralRow[],
): Promise<Pick<WantView, 'matches' | 'question'>> {
  const { dictionary, today } = ground
  const firm = (await firmRows(tx, ground, [want.firm.id])).get(want.firm.id)
  if (!firm) return nothing
  const row = rowWithWant(dictionary, firm, want)
  const offers = new Map((await offersOf(tx, ground)).map((offer) => [offer.product.code, offer]))
  const products = [...offers.values()].map(({ product }) => product)
  const matches = products.map((product) => match(product, row, want.amountFen, today)).sort(byWorth)
  const next = nextQuestion(products, dictionary, row, today)
  const nameOf = (code: string) => offers.get(code)?.product.spec.name ?? []
  return {
    matches: matches.flatMap((one) => {
      const offer = offers.get(one.product.code)
      return offer ? [matchView(one, offer, row, ground, referrals)] : []
    }),
    question: next && {
      fact: { ...next.fact, name: punctuated(next.fact.name), question: punctuated(next.fact.question) },
      settles: next.settles.length,
      concerns: next.concerns.flatMap(nameOf),
    },
  }
}

function matchView(
  { product, verdict, failed, missing, interest }: Match,
  { productId, partner }: Offer,
  row: Row,
  { dictionary, today }: Ground,
  referrals: readonly ReferralRow[],
): MatchView {
  const { spec } = product
  return {
    productId,
    partner,
    verdict,
    name: spec.name,
    summary: spec.summary,
    reasons: verdict === 'unfit' ? [...failed] : reasonsOf(product, dictionary, row, today),
    missing: namesOf(missing, dictionary),
    rateFromBp: spec.rateFromBp,
    rateToBp: spec.rateToBp,
    interestFromFen: interest.from,
    interestToFen: interest.to,
    securities: [...spec.securities],
    documents: [...spec.documents],
    told: toldFacts(product, row),
    referralId: referrals.find(({ product: of, state }) => of.id === productId && state !== 'taken_back')?.id ?? null,
  }
}
