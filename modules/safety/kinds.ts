import type { Words } from '../../kernel/contract/words.ts'

/** What kinds of point there are; the order of lists. */
export const kindCodes = ['exit', 'lane', 'box', 'stairs', 'gas', 'shed', 'lift', 'roof', 'works', 'shop'] as const
export type KindCode = (typeof kindCodes)[number]

/** The checklists that are asked; each kind of point has one. */
export const checklistCodes = ['passage', 'equipment', 'gas', 'ebike', 'lift', 'works', 'premises'] as const
export type ChecklistCode = (typeof checklistCodes)[number]

interface KindSpec {
  readonly name: Words
  readonly checklist: ChecklistCode
}

const kind = (zh: string, en: string, checklist: ChecklistCode): KindSpec => ({ name: { zh, en }, checklist })

export const kinds: Readonly<Record<KindCode, KindSpec>> = {
  exit: kind('安全出口', 'Fire exit', 'passage'),
  lane: kind('消防车通道', 'Fire lane', 'passage'),
  box: kind('灭火器箱', 'Extinguisher box', 'equipment'),
  stairs: kind('疏散楼梯', 'Stairs', 'passage'),
  gas: kind('燃气间', 'Gas room', 'gas'),
  shed: kind('电动车棚', 'Electric bike shed', 'ebike'),
  lift: kind('电梯', 'Lift', 'lift'),
  roof: kind('屋顶门', 'Roof door', 'passage'),
  works: kind('施工现场', 'Building site', 'works'),
  shop: kind('九小场所', 'Small premises', 'premises'),
}
