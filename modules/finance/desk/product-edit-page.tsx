import { today } from '../../../kernel/web/today.ts'
import '../web/finance.css'
import { useMemo, useState } from 'react'
import { useCommand, useEndpoint } from '../../../kernel/web/hooks.ts'
import { useLang, useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { Columns, Page, PageHeader, Sheet } from '../../../ui/desk/page.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { Field } from '../../../ui/field.tsx'
import { useNavigation, useParam } from '../../../ui/navigation.tsx'
import { Select, Tick } from '../../../ui/pocket/inputs.tsx'
import { uiWords } from '../../../ui/words.ts'
import type { FirmId } from '../../enterprises/contract.ts'
import type { Expression } from '../../policies/contract.ts'
import {
  ConditionForm,
  ConditionsInWords,
  checkExpression,
  type Dictionary,
  expressionOf,
  formOf,
  type Group,
} from '../../policies/desk/public.tsx'
import {
  enterProduct,
  getProduct,
  listPartners,
  listProducts,
  type ProductId,
  type ProductSpec,
  saveProduct,
} from '../contract.ts'
import { draftOf, emptyProduct, isComplete, specOf } from '../web/product-draft.ts'
import { RangeFields, WordFields } from '../web/product-fields.tsx'
import { useShow } from '../web/show.ts'
import { useLanguage } from '../web/use-language.ts'
import { words } from './words.ts'

/** `/finance/products/$productId/edit`: writes a product with the whole editor of conditions; `new` begins one. */
export default function ProductEditPage() {
  const w = useWords(words)
  const lang = useLang()
  const productId = useParam('productId') as ProductId
  const isNew = (productId as string) === 'new'
  const { dictionary, error } = useLanguage()
  const product = useEndpoint(getProduct, { params: { productId } }, { enabled: !isNew })
  const title = isNew ? w.newProduct : w.editProduct
  if (!dictionary || (!isNew && !product.data))
    return (
      <Page title={title}>
        <PageHeader title={title} />
        <ErrorNote error={error ?? product.error} />
        {!error && !product.error && <p>{uiWords[lang].loading}</p>}
      </Page>
    )
  return (
    <Editor
      key={productId}
      productId={isNew ? null : productId}
      spec={product.data?.newest.spec ?? null}
      dictionary={dictionary}
      title={title}
    />
  )
}

interface EditorProps {
  readonly productId: ProductId | null
  readonly spec: ProductSpec | null
  readonly dictionary: Dictionary
  readonly title: string
}

const firstRule: Expression = { '>=': [{ fact: 'staff' }, 1] }

function Editor({ productId, spec, dictionary, title }: EditorProps) {
  const w = useWords(words)
  const navigation = useNavigation()
  const [draft, setDraft] = useState(() => (spec ? draftOf(spec) : emptyProduct(today())))
  const [none, setNone] = useState(spec?.conditions === true)
  const [group, setGroup] = useState<Group>(() =>
    formOf(spec && spec.conditions !== true ? spec.conditions : firstRule, dictionary),
  )
  const [partner, setPartner] = useState('')
  const conditions = useMemo(
    () => (none ? true : orNull(() => expressionOf(group, dictionary))),
    [none, group, dictionary],
  )
  const faults = useMemo(
    () => (conditions === null ? 1 : checkExpression(conditions, dictionary).faults.length),
    [conditions, dictionary],
  )
  const done = {
    changes: [getProduct, listProducts],
    onDone: ({ productId: id }: { productId: ProductId }) => navigation.go(`/finance/products/${id}`),
  }
  const enter = useCommand(enterProduct, done)
  const save = useCommand(saveProduct, done)
  const error = enter.error ?? save.error
  const fields = { draft, onChange: setDraft, fault: (path: string) => error?.field(path) }
  const ready = isComplete(draft) && faults === 0 && (productId !== null || partner !== '')
  const submit = () => {
    const body = { spec: specOf(draft, conditions) }
    if (productId) save.mutate({ params: { productId }, body })
    else enter.mutate({ body: { partnerFirmId: partner as FirmId, ...body } })
  }
  return (
    <Page title={title}>
      <PageHeader
        title={title}
        above={[
          { words: w.title, to: '/finance' },
          { words: w.view.products, to: '/finance?view=products' },
        ]}
        lead={w.editLead}
        actions={
          <Button look="main" icon="check" busy={enter.isPending || save.isPending} disabled={!ready} onClick={submit}>
            {w.save}
          </Button>
        }
      />
      <ErrorNote error={error} />
      <Columns
        main={
          <>
            {productId === null && <Partner value={partner} onChange={setPartner} />}
            <Sheet title={w.basics}>
              <WordFields {...fields} />
            </Sheet>
            <Sheet title={w.ranges}>
              <RangeFields {...fields} />
            </Sheet>
            <Sheet title={w.conditions}>
              <div className="ui-stack">
                <Tick checked={none} onChange={setNone}>
                  {w.noConditions}
                </Tick>
                {!none && <ConditionForm group={group} dictionary={dictionary} onChange={setGroup} />}
              </div>
            </Sheet>
          </>
        }
        side={
          <Sheet title={w.preview}>
            {none && <p>{w.noConditions}</p>}
            {!none && conditions !== null && <ConditionsInWords conditions={conditions} dictionary={dictionary} />}
            {faults > 0 && <p className="ui-muted">{w.faults(faults)}</p>}
          </Sheet>
        }
      />
    </Page>
  )
}

function orNull<T>(make: () => T): T | null {
  try {
    return make()
  } catch {
    return null // half-written JSON; the editor says so beside it
  }
}

function Partner({ value, onChange }: { value: string; onChange: (firmId: string) => void }) {
  const w = useWords(words)
  const { name } = useShow()
  const { data, error } = useEndpoint(listPartners)
  const options = (data?.partners ?? [])
    .filter(({ mayEnter }) => mayEnter)
    .map(({ firm }) => ({ value: firm.id, label: name(firm) }))
  return (
    <Sheet>
      <ErrorNote error={error} />
      <Field label={w.partner}>
        {(control) => <Select control={control} value={value} onChange={onChange} options={options} />}
      </Field>
    </Sheet>
  )
}
