import { today } from '../../../kernel/web/today.ts'
import '../web/finance.css'
import { useState } from 'react'
import { useCommand, useEndpoint } from '../../../kernel/web/hooks.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { Field } from '../../../ui/field.tsx'
import { useNavigation, useParam } from '../../../ui/navigation.tsx'
import { AppBar, Screen } from '../../../ui/pocket/frame.tsx'
import { TextArea } from '../../../ui/pocket/inputs.tsx'
import { BigButton, Card, Sheet } from '../../../ui/pocket/parts.tsx'
import { toast } from '../../../ui/pocket/toast.tsx'
import { StatusWord } from '../../../ui/status-word.tsx'
import { useUiWords } from '../../../ui/words.ts'
import type { FirmId } from '../../enterprises/contract.ts'
import type { Dictionary } from '../../policies/pocket/public.ts'
import {
  enterProduct,
  getProduct,
  myProducts,
  type ProductId,
  type ProductView,
  publishProduct,
  saveProduct,
  withdrawProduct,
} from '../contract.ts'
import { conditionsOf, listOf } from '../web/condition-list.ts'
import { draftOf, emptyProduct, isComplete, specOf } from '../web/product-draft.ts'
import { RangeFields, WordFields } from '../web/product-fields.tsx'
import { useShow } from '../web/show.ts'
import { versionTones } from '../web/tones.ts'
import { useLanguage } from '../web/use-language.ts'
import { ConditionLines, isWritten } from './parts/condition-lines.tsx'
import { words } from './words.ts'

const changes = [getProduct, myProducts]

/** `/firm/$firmId/products/$productId`: a bank enters a product, corrects it, publishes it; `new` begins one. */
export default function ProductPage() {
  const w = useWords(words)
  const ui = useUiWords()
  const firmId = useParam('firmId') as FirmId
  const productId = useParam('productId') as ProductId
  const isNew = (productId as string) === 'new'
  const { dictionary, error } = useLanguage()
  const product = useEndpoint(getProduct, { params: { productId } }, { enabled: !isNew })
  const failed = error ?? product.error
  const ready = dictionary && (isNew || product.data)
  return (
    <>
      <AppBar title={isNew ? w.newProduct : w.editProduct} back={`/firm/${firmId}/products`} />
      <Screen>
        {!ready && !failed && <p className="ui-muted">{ui.loading}</p>}
        {!ready && failed && <ErrorNote error={failed} onRetry={() => void product.refetch()} />}
        {ready && product.data && <Standing product={product.data} />}
        {ready && (
          <ProductForm
            // A save makes a new version: the form goes on from it.
            key={`${productId} ${product.data?.newest.version ?? 0}`}
            firmId={firmId}
            product={isNew ? null : (product.data ?? null)}
            dictionary={dictionary}
          />
        )}
      </Screen>
    </>
  )
}

/** How it stands, and what to do next with it. */
function Standing({ product }: { product: ProductView }) {
  const w = useWords(words)
  const { book } = useShow()
  const [why, setWhy] = useState<string | null>(null)
  const { id: productId, newest, state } = product
  const publish = useCommand(publishProduct, { changes, onDone: () => toast(w.published) })
  const withdraw = useCommand(withdrawProduct, { changes, onDone: () => setWhy(null) })
  return (
    <Card>
      <div className="ui-stack">
        <div className="finance-card-head">
          <StatusWord tone={versionTones[state]} words={book.versionState[state]} />
          {product.draft !== null && <span className="ui-muted">{w.draftWaits(product.draft)}</span>}
        </div>
        <ErrorNote error={publish.error} />
        {newest.state === 'draft' && (
          <BigButton
            icon="check"
            busy={publish.isPending}
            onClick={() => publish.mutate({ params: { productId, version: newest.version } })}
          >
            {w.publish(newest.version)}
          </BigButton>
        )}
        {state === 'published' && (
          <Button look="quiet" icon="cross" onClick={() => setWhy('')}>
            {w.withdraw}
          </Button>
        )}
      </div>
      <Sheet open={why !== null} title={w.withdrawTitle} onClose={() => setWhy(null)}>
        <div className="ui-stack">
          <p className="ui-muted">{w.withdrawLead}</p>
          <Field label={w.why}>
            {(control) => <TextArea control={control} rows={2} maxLength={300} value={why ?? ''} onChange={setWhy} />}
          </Field>
          <ErrorNote error={withdraw.error} kept={w.kept} />
          <BigButton
            busy={withdraw.isPending}
            disabled={!why?.trim()}
            onClick={() => withdraw.mutate({ params: { productId }, body: { why: (why ?? '').trim() } })}
          >
            {w.withdraw}
          </BigButton>
        </div>
      </Sheet>
    </Card>
  )
}

interface ProductFormProps {
  readonly firmId: FirmId
  readonly product: ProductView | null
  readonly dictionary: Dictionary
}

function ProductForm({ firmId, product, dictionary }: ProductFormProps) {
  const w = useWords(words)
  const navigation = useNavigation()
  const spec = product?.newest.spec
  const [draft, setDraft] = useState(() => (spec ? draftOf(spec) : emptyProduct(today())))
  const [conditions, setConditions] = useState(() => listOf(spec?.conditions ?? true, dictionary))
  const enter = useCommand(enterProduct, {
    changes,
    onDone: ({ productId }) => navigation.go(`/firm/${firmId}/products/${productId}`, { replace: true }),
  })
  const save = useCommand(saveProduct, { changes, onDone: () => toast(w.saved) })
  const error = enter.error ?? save.error
  const fields = { draft, onChange: setDraft, fault: (path: string) => error?.field(path) }
  const ready = isComplete(draft) && conditions.lines.every((line) => isWritten(line, dictionary))
  const submit = () => {
    const body = { spec: specOf(draft, conditionsOf(conditions)) }
    if (product) save.mutate({ params: { productId: product.id }, body })
    else enter.mutate({ body: { partnerFirmId: firmId, ...body } })
  }
  return (
    <div className="ui-stack">
      <p className="ui-muted">{w.draftLead}</p>
      <Card title={w.basics}>
        <WordFields {...fields} />
      </Card>
      <Card title={w.ranges}>
        <RangeFields {...fields} />
      </Card>
      <Card title={w.conditions}>
        <ConditionLines
          list={conditions}
          told={product?.newestConditions ?? null}
          dictionary={dictionary}
          onChange={setConditions}
        />
      </Card>
      <ErrorNote error={error} kept={w.kept} />
      <BigButton icon="check" busy={enter.isPending || save.isPending} disabled={!ready} onClick={submit}>
        {w.save}
      </BigButton>
      {!ready && <p className="ui-muted ui-small">{w.incomplete}</p>}
    </div>
  )
}
