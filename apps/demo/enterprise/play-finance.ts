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
  viewWant,
} from '../../../modules/finance/public.ts'
import { afterOffice, dateOf, day } from '../district/calendar.ts'
import type { Stage } from '../replay.ts'
import {
  banks,
  type PlannedAnswer,
  type PlannedBank,
  type PlannedProduct,
  type PlannedWant,
  products,
  specOf,
  wan,
} from './finance.ts'
import { tolerate } from './matter-steps.ts'
import { addSignIn, command, communityDesk, officer } from './offices.ts'
import { firmId, type Turn } from './play-firms.ts'

type ProductId = Awaited<ReturnType<typeof enterProduct>>['productId']
type WantId = Awaited<ReturnType<typeof raiseWant>>['wantId']
type ReferralId = Awaited<ReturnType<typeof passOn>>

interface Shelf {
  readonly products: { readonly id: ProductId; readonly planned: PlannedProduct }[]
  readonly bankers: Map<string, PersonId>
}

/** Banks that the street confirmed, what they offer, and a year of what firms wanted. */
export function financeTurns(stage: Stage, wants: readonly PlannedWant[], until: Date): Turn[] {
  const shelf: Shelf = { products: [], bankers: new Map() }
  const begin = new Date(until.getTime() - 380 * day)
  const opened = banks.map((bank): Turn => ({ at: begin, play: () => openBank(stage, shelf, bank, begin) }))
  const entered = products.map((planned, i): Turn => {
    const at = afterOffice(new Date(begin.getTime() + (5 + i * 2) * day), 0)
    return { at, play: () => enter(stage, shelf, planned, at) }
  })
  const weeks = Array.from({ length: 50 }, (_, i): Turn => {
    const at = new Date(until.getTime() - i * 7 * day)
    return { at, play: () => tellOfSilence(stage.db, at) }
  })
  return [...opened, ...entered, ...wants.flatMap((want) => wantTurns(stage, shelf, want)), ...weeks]
}

const doingAt = (stage: Stage, at: Date, personId: PersonId | null = null) => ({
  ...{ tenantId: stage.keys.tenantId, actor: null, at, secrets: stage.secrets },
  by: { personId, postId: null, via: 'demo' as const },
})
const bankId = (stage: Stage, { key }: PlannedBank) => firmId(stage, { key })

async function openBank(stage: Stage, shelf: Shelf, bank: PlannedBank, at: Date): Promise<void> {
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
  if (bank.login && banker) await addSignIn(stage, banker, bank.login, at)
}

async function enter(stage: Stage, shelf: Shelf, planned: PlannedProduct, at: Date): Promise<void> {
  const doing = doingAt(stage, at, shelf.bankers.get(planned.bank.key) ?? null)
  await stage.db.tx(async (tx) => {
    const spec = specOf(planned, dateOf(at))
    const { productId, version } = await enterProduct(tx, doing, bankId(stage, planned.bank), spec)
    await publishProduct(tx, doing, productId, version)
    shelf.products.push({ id: productId, planned })
  })
}

/** A want as its turns know it: what comes later finds the rows that were made before. */
interface Course {
  readonly want: PlannedWant
  id?: WantId
  passed?: { readonly id: ReferralId; readonly product: PlannedProduct }
}

/** Raising, passing on, each answer of the bank, and the end: turns of their own, so that nothing is written ahead. */
function wantTurns(stage: Stage, shelf: Shelf, want: PlannedWant): Turn[] {
  const course: Course = { want }
  const { at, passedAt, answers, ended } = want
  return [
    { at, play: () => raise(stage, course) },
    ...(passedAt ? [{ at: passedAt, play: () => pass(stage, shelf, course, passedAt) }] : []),
    ...answers.map((answer): Turn => ({ at: answer.at, play: () => reply(stage, shelf, course, answer) })),
    ...(ended ? [{ at: ended.at, play: () => end(stage, course, ended) }] : []),
  ]
}

/** Raised by the firm, or taken down by the community. One that is open for the same use already is left at that. */
async function raise(stage: Stage, course: Course): Promise<void> {
  const { firm, use, wanYuan, months, words, neededBy, at, byFirm } = course.want
  await tolerate(stage, 'want', async () => {
    const { by } = await officer(stage, communityDesk, at)
    const order = { firmId: firmId(stage, firm), amountFen: wanYuan * wan, months, use, words, neededBy, byFirm }
    const { wantId, isNew } = await stage.db.tx((tx) => raiseWant(tx, { ...doingAt(stage, at), by }, order))
    if (isNew) course.id = wantId
  })
}

/** As the desk does it: reads what products say, asks the firm's contact, and passes it on for one that fits, else may fit. */
async function pass(stage: Stage, shelf: Shelf, course: Course, at: Date): Promise<void> {
  const wantId = course.id
  if (!wantId) return
  await tolerate(stage, 'passing on', async () => {
    const { actor, by } = await officer(stage, communityDesk, at)
    const doing = { ...doingAt(stage, at), actor, by }
    const { secrets } = stage
    const { matches } = await stage.db.read((tx) => viewWant(tx, { actor, secrets, now: at }, wantId))
    const chosen =
      matches.find(({ verdict }) => verdict === 'fits') ?? matches.find(({ verdict }) => verdict === 'unknown')
    const offer = shelf.products.find(({ id }) => id === chosen?.productId)
    const contactId = await confirmedContact(stage, course.want, at)
    if (!offer || !contactId) return
    const consent = { contactId, how: 'phone' as const }
    const id = await stage.db.tx((tx) => passOn(tx, doing, wantId, { productId: offer.id, consentVersion: 1, consent }))
    course.passed = { id, product: offer.planned }
  })
}

/** Who agrees for the firm is known to be of it: the first contact is confirmed where none was yet. */
async function confirmedContact(stage: Stage, { firm }: PlannedWant, at: Date) {
  const doing = { ...doingAt(stage, at), by: (await officer(stage, communityDesk, at)).by }
  return stage.db.tx(async (tx) => {
    const contacts = await contactsOf(tx, doing, firmId(stage, firm))
    const known = contacts.find(({ confirmedAt }) => confirmedAt !== null)
    const [first] = contacts
    if (!known && first) await confirmContact(tx, doing, first.id, '电话核实')
    return (known ?? first)?.id
  })
}

async function reply(stage: Stage, shelf: Shelf, { passed, want }: Course, planned: PlannedAnswer): Promise<void> {
  if (!passed) return
  const banker = shelf.bankers.get(passed.product.bank.key) ?? null
  await tolerate(stage, `bank ${planned.step}`, () =>
    stage.db.tx((tx) =>
      answerReferral(tx, doingAt(stage, planned.at, banker), passed.id, answerOf(planned, want, passed.product)),
    ),
  )
}

function answerOf(
  { step, share, aboveBp }: PlannedAnswer,
  { wanYuan, months }: PlannedWant,
  { rateBp }: PlannedProduct,
): BankAnswer {
  if (step === 'contacted') return { step, words: '已电话联系，约好上门。' }
  if (step === 'refused') return { step, words: '近期征信查询过多，建议三个月后再申请。' }
  if (step === 'drawn') return { step }
  return { step, fen: Math.round(wanYuan * share) * wan, months, rateBp: rateBp[0] + aboveBp }
}

async function end(stage: Stage, { id }: Course, { at, reason }: NonNullable<PlannedWant['ended']>): Promise<void> {
  if (!id) return
  await tolerate(stage, 'want end', async () => {
    const { by } = await officer(stage, communityDesk, at)
    await stage.db.tx((tx) => endWant(tx, { ...doingAt(stage, at), by }, id, { reason }))
  })
}
