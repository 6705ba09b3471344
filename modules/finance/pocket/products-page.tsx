import '../web/finance.css'
import { useEndpoint } from '../../../kernel/web/hooks.ts'
import { useSay, useWords } from '../../../kernel/web/words.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { useFormat } from '../../../ui/format.ts'
import { useParam } from '../../../ui/navigation.tsx'
import { AppBar, Screen } from '../../../ui/pocket/frame.tsx'
import { BigButton, Card, ListRow } from '../../../ui/pocket/parts.tsx'
import { StatusWord } from '../../../ui/status-word.tsx'
import { useUiWords } from '../../../ui/words.ts'
import type { FirmId } from '../../enterprises/contract.ts'
import { type MyReferral, myProducts, type ProductRow } from '../contract.ts'
import { useShow } from '../web/show.ts'
import { referralTones, versionTones } from '../web/tones.ts'
import { words } from './words.ts'

/** `/firm/$firmId/products`: what was passed to a bank, and what it offers. */
export default function ProductsPage() {
  const w = useWords(words)
  const ui = useUiWords()
  const firmId = useParam('firmId') as FirmId
  const { data, error, refetch } = useEndpoint(myProducts, { params: { firmId } })
  return (
    <>
      <AppBar title={w.products} back={`/firm/${firmId}/finance`} />
      <Screen>
        {!data && !error && <p className="ui-muted">{ui.loading}</p>}
        {error && error.code === 'not_found' && <EmptyState icon="building" title={w.notHere} />}
        {error && error.code !== 'not_found' && <ErrorNote error={error} onRetry={() => void refetch()} />}
        {data && (
          <>
            <Received referrals={data.referrals} />
            <Products firmId={firmId} products={data.products} />
            <BigButton icon="plus" to={`/firm/${firmId}/products/new`}>
              {w.enter}
            </BigButton>
          </>
        )}
      </Screen>
    </>
  )
}

function Received({ referrals }: { referrals: readonly MyReferral[] }) {
  const w = useWords(words)
  const format = useFormat()
  const { book, money, name } = useShow()
  return (
    <Card flush title={w.received}>
      {referrals.length === 0 && <ListRow title={w.noReceived} />}
      {referrals.map((one) => (
        <ListRow
          key={one.id}
          to={`/finance/referrals/${one.id}`}
          title={one.firm ? `${name(one.firm)} · ${money(one.amountFen)}` : w.takenBack}
          note={`${book.use[one.use]} · ${format.shortDay(one.passedAt)}`}
          mark={<StatusWord tone={referralTones[one.state]} words={book.referralState[one.state]} />}
        />
      ))}
    </Card>
  )
}

function Products({ firmId, products }: { firmId: FirmId; products: readonly ProductRow[] }) {
  const w = useWords(words)
  const say = useSay()
  const { book, rates } = useShow()
  if (products.length === 0) return <p className="ui-muted">{w.noProducts}</p>
  return (
    <Card flush title={w.products}>
      {products.map((one) => (
        <ListRow
          key={one.id}
          to={`/firm/${firmId}/products/${one.id}`}
          title={say(one.name)}
          note={[rates(one.rateFromBp, one.rateToBp), one.draft !== null && w.draftWaits(one.draft)]
            .filter(Boolean)
            .join(' · ')}
          mark={<StatusWord tone={versionTones[one.state]} words={book.versionState[one.state]} />}
        />
      ))}
    </Card>
  )
}
