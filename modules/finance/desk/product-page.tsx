import '../web/finance.css'
import { useState } from 'react'
import type { ResponseOf } from '../../../kernel/contract/endpoint.ts'
import { labelled } from '../../../kernel/contract/punctuation.ts'
import { useCommand, useEndpoint } from '../../../kernel/web/hooks.ts'
import { useLang, useSay, useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { Columns, Facts, Page, PageHeader, Sheet } from '../../../ui/desk/page.tsx'
import { ConfirmDialog } from '../../../ui/dialog.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { Field } from '../../../ui/field.tsx'
import { useFormat } from '../../../ui/format.ts'
import { Go, useParam } from '../../../ui/navigation.tsx'
import { TextArea } from '../../../ui/pocket/inputs.tsx'
import { StatusWord } from '../../../ui/status-word.tsx'
import { uiWords } from '../../../ui/words.ts'
import {
  getProduct,
  listProducts,
  type ProductId,
  type ProductView,
  publishProduct,
  wantsOfProduct,
  withdrawProduct,
} from '../contract.ts'
import { Explained } from '../web/explained.tsx'
import { useShow } from '../web/show.ts'
import { verdictTones, versionTones } from '../web/tones.ts'
import { words } from './words.ts'

const changes = [getProduct, listProducts, wantsOfProduct]

/** `/finance/products/$productId`: what a bank offers, in words; its versions; which open wants it fits. */
export default function ProductPage() {
  const w = useWords(words)
  const lang = useLang()
  const say = useSay()
  const show = useShow()
  const productId = useParam('productId') as ProductId
  const { data, error, refetch } = useEndpoint(getProduct, { params: { productId } })
  if (!data)
    return (
      <Page title={w.terms}>
        <PageHeader title={w.terms} />
        {error ? <ErrorNote error={error} onRetry={() => void refetch()} /> : <p>{uiWords[lang].loading}</p>}
      </Page>
    )
  return (
    <Page title={say(data.name)}>
      <PageHeader
        title={say(data.name)}
        above={[
          { words: w.title, to: '/finance' },
          { words: w.view.products, to: '/finance?view=products' },
        ]}
        marks={<StatusWord tone={versionTones[data.state]} words={show.book.versionState[data.state]} />}
        lead={`${show.name(data.partner)} · ${say(data.spec.summary)}`}
        actions={data.mayWrite && <Ways product={data} />}
      />
      <Columns
        main={
          <>
            <Terms product={data} />
            <Sheet title={w.conditions}>
              <Explained of={data.conditions} />
              <p className="ui-muted">
                {labelled(lang, w.reads, data.reads.length > 0 ? show.list(data.reads.map(say)) : w.readsNothing)}
              </p>
            </Sheet>
            <Wants productId={productId} />
          </>
        }
        side={<Versions product={data} />}
      />
    </Page>
  )
}

function Ways({ product }: { product: ProductView }) {
  const w = useWords(words)
  const [why, setWhy] = useState<string | null>(null)
  const { id: productId, newest, state } = product
  const publish = useCommand(publishProduct, { changes })
  const withdraw = useCommand(withdrawProduct, { changes, onDone: () => setWhy(null) })
  return (
    <>
      <ErrorNote error={publish.error} />
      {newest.state === 'draft' && (
        <Button
          look="main"
          icon="check"
          busy={publish.isPending}
          onClick={() => publish.mutate({ params: { productId, version: newest.version } })}
        >
          {w.publish(newest.version)}
        </Button>
      )}
      <Button icon="edit" to={`/finance/products/${productId}/edit`}>
        {w.edit}
      </Button>
      {state === 'published' && (
        <Button icon="cross" onClick={() => setWhy('')}>
          {w.withdraw}
        </Button>
      )}
      {why !== null && (
        <ConfirmDialog
          open
          final
          title={w.withdrawTitle}
          confirm={w.withdraw}
          busy={withdraw.isPending}
          error={withdraw.error}
          notYet={!why.trim()}
          onClose={() => setWhy(null)}
          onConfirm={() => withdraw.mutate({ params: { productId }, body: { why: why.trim() } })}
        >
          <p>{w.withdrawLead}</p>
          <Field label={w.why}>
            {(control) => <TextArea control={control} rows={2} maxLength={300} value={why} onChange={setWhy} />}
          </Field>
        </ConfirmDialog>
      )}
    </>
  )
}

function Terms({ product }: { product: ProductView }) {
  const w = useWords(words)
  const say = useSay()
  const format = useFormat()
  const { rates, moneys, terms, uses, securities, list } = useShow()
  const rows = [
    { label: w.column.rate, value: rates(product.rateFromBp, product.rateToBp) },
    { label: w.column.amounts, value: moneys(product.amountFromFen, product.amountToFen) },
    { label: w.column.terms, value: terms(product.monthsFrom, product.monthsTo) },
    { label: w.usesField, value: uses(product.uses) },
    { label: w.column.security, value: securities(product.securities) },
    {
      label: w.column.valid,
      value: w.until(format.date(product.validFrom), product.validUntil ? format.date(product.validUntil) : w.openEnd),
    },
    ...(product.spec.documents.length > 0
      ? [{ label: w.documents, value: list(product.spec.documents.map(say)) }]
      : []),
  ]
  return (
    <Sheet title={w.terms}>
      <Facts rows={rows} />
    </Sheet>
  )
}

type Fitting = ResponseOf<typeof wantsOfProduct>['wants'][number]

function Wants({ productId }: { productId: ProductId }) {
  const w = useWords(words)
  const { data, error } = useEndpoint(wantsOfProduct, { params: { productId } })
  const possible = (data?.wants ?? []).filter(({ verdict }) => verdict !== 'unfit')
  const unfit = (data?.wants ?? []).filter(({ verdict }) => verdict === 'unfit')
  return (
    <Sheet title={w.fitting} tools={data && <StatusWord words={w.fit(possible.length)} />}>
      <ErrorNote error={error} />
      {data?.wants.length === 0 && <p className="ui-muted">{w.noFitting}</p>}
      <WantCards wants={possible} />
      {unfit.length > 0 && (
        <details className="finance-fold" open={possible.length === 0}>
          <summary>{w.unfit(unfit.length)}</summary>
          <WantCards wants={unfit} />
        </details>
      )}
      {data?.more && <p className="ui-muted">{w.moreWants}</p>}
    </Sheet>
  )
}

function WantCards({ wants }: { wants: readonly Fitting[] }) {
  const w = useWords(words)
  const say = useSay()
  const { book, money, months, name, list } = useShow()
  return (
    <ul className="finance-cards">
      {wants.map((want) => (
        <li key={want.id} className="finance-card">
          <div className="finance-card-head">
            <h3>
              <Go to={`/finance/wants/${want.id}`}>{name(want.firm)}</Go>
            </h3>
            <StatusWord tone={verdictTones[want.verdict]} words={book.verdict[want.verdict]} />
          </div>
          <div>{[money(want.amountFen), months(want.months), book.use[want.use]].join(' · ')}</div>
          <ul className={want.verdict === 'unfit' ? 'finance-reasons finance-reasons-failed' : 'finance-reasons'}>
            {want.reasons.map((reason) => (
              <li key={reason.zh}>{say(reason)}</li>
            ))}
          </ul>
          {want.missing.length > 0 && <p>{w.missing(list(want.missing.map(say)))}</p>}
        </li>
      ))}
    </ul>
  )
}

function Versions({ product }: { product: ProductView }) {
  const w = useWords(words)
  const format = useFormat()
  const { book } = useShow()
  return (
    <Sheet title={w.versions}>
      <ul className="finance-cards">
        {product.versions.map((one) => (
          <li key={one.version} className="finance-card">
            <div className="finance-card-head">
              <h3>{w.version(one.version)}</h3>
              <StatusWord tone={versionTones[one.state]} words={book.versionState[one.state]} />
            </div>
            <div className="ui-muted">{[one.author, format.moment(one.savedAt)].filter(Boolean).join(' · ')}</div>
            {one.replacedBy !== null && <div className="ui-muted">{w.replacedBy(one.replacedBy)}</div>}
            {one.withdrawnWhy && <div className="ui-muted">{one.withdrawnWhy}</div>}
          </li>
        ))}
      </ul>
    </Sheet>
  )
}
