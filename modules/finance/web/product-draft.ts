import type { Expression } from '../../policies/contract.ts'
import { typed, written } from '../../policies/pocket/public.ts'
import type { ProductSpec, Security } from '../product.ts'
import type { WantUse } from '../want.ts'

/** A product as a form holds it: texts as typed. Its conditions are kept beside it, for each face has its own editor. */
export interface ProductDraft {
  readonly nameZh: string
  readonly nameEn: string
  readonly summaryZh: string
  readonly summaryEn: string
  readonly uses: readonly WantUse[]
  readonly securities: readonly Security[]
  readonly amountFrom: string
  readonly amountTo: string
  readonly monthsFrom: string
  readonly monthsTo: string
  readonly rateFrom: string
  readonly rateTo: string
  readonly documents: string
  readonly validFrom: string
  readonly validUntil: string
}

export const emptyProduct = (today: string): ProductDraft => ({
  ...{ nameZh: '', nameEn: '', summaryZh: '', summaryEn: '', uses: [], securities: ['credit'] },
  ...{ amountFrom: '', amountTo: '', monthsFrom: '1', monthsTo: '12', rateFrom: '', rateTo: '' },
  ...{ documents: '', validFrom: today, validUntil: '' },
})

export const draftOf = (spec: ProductSpec): ProductDraft => ({
  ...{ nameZh: spec.name.zh, nameEn: spec.name.en, summaryZh: spec.summary.zh, summaryEn: spec.summary.en },
  ...{ uses: [...spec.uses], securities: [...spec.securities] },
  ...{ amountFrom: written(spec.amountFromFen, 'fen'), amountTo: written(spec.amountToFen, 'fen') },
  ...{ monthsFrom: String(spec.monthsFrom), monthsTo: String(spec.monthsTo) },
  ...{ rateFrom: written(spec.rateFromBp, 'bp'), rateTo: written(spec.rateToBp, 'bp') },
  documents: spec.documents.map(({ zh, en }) => (zh === en ? zh : `${zh} | ${en}`)).join('\n'),
  ...{ validFrom: spec.validFrom, validUntil: spec.validUntil ?? '' },
})

/** What the form says as a product; unchecked. What is no number becomes none, and the server tells its place. */
export function specOf(draft: ProductDraft, conditions: Expression | null): ProductSpec {
  const words = (zh: string, en: string) => ({ zh: zh.trim(), en: en.trim() || zh.trim() })
  const spec = {
    name: words(draft.nameZh, draft.nameEn),
    summary: words(draft.summaryZh, draft.summaryEn),
    ...{ uses: draft.uses, securities: draft.securities },
    ...{ amountFromFen: typed(draft.amountFrom, 'fen'), amountToFen: typed(draft.amountTo, 'fen') },
    ...{ monthsFrom: typed(draft.monthsFrom, 'month'), monthsTo: typed(draft.monthsTo, 'month') },
    ...{ rateFromBp: typed(draft.rateFrom, 'bp'), rateToBp: typed(draft.rateTo || draft.rateFrom, 'bp') },
    documents: documentsOf(draft.documents),
    ...{ validFrom: draft.validFrom, validUntil: draft.validUntil || null },
    conditions,
  }
  return spec as unknown as ProductSpec
}

function documentsOf(text: string): ProductSpec['documents'] {
  return text
    .split('\n')
    .map((line) => line.split('|').map((part) => part.trim()))
    .flatMap(([zh = '', en]) => (zh ? [{ zh, en: en || zh }] : []))
}

/** Whether everything is there that a form can see by itself. */
export const isComplete = ({ nameZh, summaryZh, uses, securities, amountFrom, amountTo, rateFrom }: ProductDraft) =>
  [nameZh, summaryZh, amountFrom, amountTo, rateFrom].every((text) => text.trim() !== '') &&
  uses.length > 0 &&
  securities.length > 0
