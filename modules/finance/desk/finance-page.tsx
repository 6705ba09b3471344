import '../web/finance.css'
import { useWords } from '../../../kernel/web/words.ts'
import { Page, PageHeader } from '../../../ui/desk/page.tsx'
import { ViewTabs } from '../../../ui/desk/views.tsx'
import { useUrlState } from '../../../ui/navigation.tsx'
import { FiguresView } from './list/figures-view.tsx'
import { PartnersView } from './list/partners-view.tsx'
import { ProductsView } from './list/products-view.tsx'
import { WantsView } from './list/wants-view.tsx'
import { words } from './words.ts'

const views = ['wants', 'products', 'partners', 'figures'] as const

/** `/finance`: what firms want, what banks offer, who the banks are, and what it came to. */
export default function FinancePage() {
  const w = useWords(words)
  const [values] = useUrlState(['view'])
  const view = views.find((one) => one === values.view) ?? 'wants'
  return (
    <Page title={w.title}>
      <PageHeader title={w.title} lead={w.lead} />
      <ViewTabs
        label={w.views}
        views={views.map((name) => ({ name: w.view[name], query: name === 'wants' ? '' : `view=${name}` }))}
      />
      {view === 'wants' && <WantsView />}
      {view === 'products' && <ProductsView />}
      {view === 'partners' && <PartnersView />}
      {view === 'figures' && <FiguresView />}
    </Page>
  )
}
