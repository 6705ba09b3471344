import type { PersonId } from '../../../kernel/contract/ids.ts'
import { confirmContact, contactsOf, registerFirm } from '../../../modules/enterprises/public.ts'
import {
  answerReferral,
  type BankAnswer,
  confirmPartner,
  endWant,
  enterProduct,
  passOn,
  publishProduct,
  raiseWant,
  tellOfSilence,
} from '../../../modules/finance/public.ts'
import { afterOffice, dateOf, day } from '../district/calendar.ts'
import type { Random } from '../district/random.ts'
import type { Stage } from '../replay.ts'
import { banks, type PlannedBank, type PlannedProduct, type PlannedWant, products } from './finance.ts'
import { tolerate } from './matter-steps.ts'
import { addSignIn, command, communityDesk, officer } from './offices.ts'
import { firmId, type Turn } from './play-firms.ts'

type ProductId = Awaited<ReturnType<typeof enterProduct>>['productId']

interface Shelf {
  readonly products: { readonly id: ProductId; readonly planned: PlannedProduct }[]
  readonly bankers: Map<string, PersonId>
}

const wan = 1_000_000

/** Banks that the street confirmed, what they offer, and a year of what firms wanted. */
export function financeTurns(stage: Stage, wants: readonly PlannedWant[], until: Date, random: Random): Turn[] {
  const shelf: Shelf = { products: [], bankers: new Map() }
  const begin = new Date(until.getTime() - 380 * day)
  const opened = banks.map((bank): Turn => ({ at: begin, play: () => openBank(stage, shelf, bank, begin, until) }))
  const entered = products.map((planned, i): Turn => {
    const at = afterOffice(new Date(begin.getTime() + (5 + i * 2) * day), 0)
    return { at, play: () => enter(stage, shelf, planned, at) }
  })
  const raised = wants.map((want): Turn => ({ at: want.at, play: () => raise(stage, shelf, want, until, random) }))
  const silence: Turn = { at: until, play: () => tellOfSilence(stage.db, until) }
  return [...opened, ...entered, ...raised, silence]
}

const doingAt = (stage: Stage, at: Date, personId: PersonId | null = null) => ({
  ...{ tenantId: stage.keys.tenantId, actor: null, at, secrets: stage.secrets },
  by: { personId, postId: null, via: 'demo' as const },
})
const bankId = (stage: Stage, { key }: PlannedBank) => firmId(stage, { key })

async function openBank(stage: Stage, shelf: Shelf, bank: PlannedBank, at: Date, until: Date): Promise<void> {
  const { db, keys } = stage
  const { by } = await officer(stage, command, at)
  const doing = { ...doingAt(stage, at), by }
  await db.tx(async (tx) => {
    await registerFirm(tx, doing, {
      ...{ id: bankId(stage, bank), name: bank.name, nameEn: bank.nameEn, legalForm: 'company', sinceOn: dateOf(at) },
      ...{ placeId: keys.place('community:530103002091'), contact: bank.contact, tags: ['金融机构'] },
      facts: [{ key: 'industry', value: 'J6621' }],
    })
    const [contact] = await contactsOf(tx, doing, bankId(stage, bank))
    const personId = contact ? await confirmContact(tx, doing, contact.id, '当面核对工作证') : null
    if (personId) shelf.bankers.set(bank.key, personId)
    await confirmPartner(tx, doing, { firmId: bankId(stage, bank), fromOn: dateOf(at), why: '签订政银合作协议' })
  })
  const banker = shelf.bankers.get(bank.key)
  if (bank.login && banker) await addSignIn(stage, banker, bank.login, until)
}

async function enter(stage: Stage, shelf: Shelf, planned: PlannedProduct, at: Date): Promise<void> {
  const { name, summary, uses, amount, months, rateBp, security, conditions } = planned
  const doing = doingAt(stage, at, shelf.bankers.get(planned.bank.key) ?? null)
  await stage.db.tx(async (tx) => {
    const spec = {
      ...{ name: { zh: name[0], en: name[1] }, summary: { zh: summary[0], en: summary[1] }, uses, conditions },
      ...{ amountFromFen: amount[0] * wan, amountToFen: amount[1] * wan, monthsFrom: months[0], monthsTo: months[1] },
      ...{
        rateFromBp: rateBp[0],
        rateToBp: rateBp[1],
        securities: [security],
        validFrom: dateOf(at),
        validUntil: null,
      },
      documents: [
        { zh: '营业执照', en: 'business licence' },
        { zh: '近六个月对公流水', en: 'six months of bank statements' },
      ],
    }
    const { productId, version } = await enterProduct(tx, doing, bankId(stage, planned.bank), spec)
    await publishProduct(tx, doing, productId, version)
    shelf.products.push({ id: productId, planned })
  })
}

/** Raised by the firm, or taken down by the community; with its consent passed to a bank whose product is for that use. */
async function raise(stage: Stage, shelf: Shelf, want: PlannedWant, until: Date, random: Random): Promise<void> {
  const { db } = stage
  const { firm, use, wanYuan, months, words, neededBy, at, outcome } = want
  await tolerate(stage, 'want', async () => {
    const { by } = await officer(stage, communityDesk, at)
    const doing = { ...doingAt(stage, at), by }
    const id = firmId(stage, firm)
    const order = { firmId: id, amountFen: wanYuan * wan, months, use, words, neededBy, byFirm: random.chance(0.5) }
    const { wantId, isNew } = await db.tx((tx) => raiseWant(tx, doing, order))
    if (!isNew || outcome === 'open') return
    const later = (days: number) => afterOffice(new Date(at.getTime() + days * day), random.int(0, 200))
    if (outcome === 'ended') {
      const ending = { ...doingAt(stage, later(12)), by }
      await db.tx((tx) => endWant(tx, ending, wantId, { reason: random.pick(['not_needed', 'elsewhere'] as const) }))
      return
    }
    const offers = shelf.products.filter(
      ({ planned }) =>
        planned.uses.includes(use) &&
        wanYuan <= planned.amount[1] &&
        wanYuan >= planned.amount[0] &&
        months <= planned.months[1],
    )
    const [contact] = (await db.read((tx) => contactsOf(tx, doing, id))).filter((one) => one.confirmedAt !== null)
    const offer = offers[0]
    if (!contact || !offer) return
    const consent = { contactId: contact.id, how: 'phone' as const }
    const passed = { ...doingAt(stage, later(2)), by }
    const referralId = await db.tx((tx) => passOn(tx, passed, wantId, { productId: offer.id, consent }))
    for (const { days, answer } of answersOf(outcome, want, offer.planned, random)) {
      const when = later(days)
      if (when >= until) break
      const banker = shelf.bankers.get(offer.planned.bank.key) ?? null
      await db.tx((tx) => answerReferral(tx, doingAt(stage, when, banker), referralId, answer))
    }
  })
}

function answersOf(
  outcome: PlannedWant['outcome'],
  { wanYuan, months }: PlannedWant,
  { rateBp }: PlannedProduct,
  random: Random,
): { days: number; answer: BankAnswer }[] {
  const contacted = { days: 4, answer: { step: 'contacted' as const, words: '已电话联系，约好上门。' } }
  const terms = {
    fen: Math.round(wanYuan * random.pick([0.6, 0.8, 1])) * wan,
    months,
    rateBp: rateBp[0] + random.int(0, 30),
  }
  const approved = { days: 12, answer: { step: 'approved' as const, ...terms } }
  switch (outcome) {
    case 'contacted':
      return [contacted]
    case 'approved':
      return [contacted, approved]
    case 'drawn':
      return [contacted, approved, { days: 18, answer: { step: 'drawn' as const } }]
    case 'refused':
      return [
        contacted,
        { days: 10, answer: { step: 'refused' as const, words: '近期征信查询过多，建议三个月后再申请。' } },
      ]
    default:
      return []
  }
}
