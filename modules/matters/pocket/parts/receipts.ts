import { recall, remember } from './remembered.ts'

/** A report that was made on this phone: enough to find it again without an account. */
export interface Receipt {
  readonly code: string
  readonly title: string
  readonly at: string
}

const name = 'liren.receipts'
const most = 10

/** What was reported on this phone, newest first. */
export const receiptsHere = (): readonly Receipt[] => recall<Receipt[]>(name) ?? []

export function keepReceipt(receipt: Receipt): void {
  remember(name, [receipt, ...receiptsHere().filter((one) => one.code !== receipt.code)].slice(0, most))
}

/** On a phone that others use too. */
export const forgetReceipts = (): void => remember(name, null)

/** A report that waited for a network has gone out: its receipt code is kept where the reporter will look for it. */
export function keepReceiptOfQueued(item: { readonly label: string }, answer: unknown): void {
  const code = (answer as { receiptCode?: unknown } | null | undefined)?.receiptCode
  if (typeof code === 'string') keepReceipt({ code, title: item.label, at: new Date().toISOString() })
}
