import './ideas.css'
import type { PlaceId } from '../../../kernel/contract/ids.ts'
import { defineWords, useWords } from '../../../kernel/web/words.ts'
import { Page, PageHeader } from '../../../ui/desk/page.tsx'
import { useFormat } from '../../../ui/format.ts'
import { useUrlState } from '../../../ui/navigation.tsx'
import { PlaceFilter } from '../../matters/desk/public.ts'
import { figureCodes, type IdeaFilter } from '../contract.ts'
import { ideaBook } from '../idea-words.ts'
import { IdeaTable } from './idea-table.tsx'
import { words } from './words.ts'

const listWords = defineWords({
  zh: {
    place: '地点',
    everywhere: '我的范围',
    waiting: { pending: '本身或留言待审核', appeal: '有申诉待处理' },
  },
  en: {
    place: 'Place',
    everywhere: 'All my places',
    waiting: { pending: 'the idea, or something said to it, is to be looked at', appeal: 'with an appeal' },
  },
})

/** `/ideas/list`: the ideas of all calls, as a number of another page counts them. */
export default function IdeaListPage() {
  const w = useWords(words)
  const book = useWords(ideaBook)
  const f = useWords(listWords)
  const [values, set] = useUrlState(['placeId', 'figure', 'waiting', 'from', 'to'])
  const figure = figureCodes.find((one) => one === values.figure)
  const waiting = values.waiting === 'pending' || values.waiting === 'appeal' ? values.waiting : undefined
  const format = useFormat()
  const { from, to } = values
  const filter: IdeaFilter = {
    ...(values.placeId ? { placeId: values.placeId as PlaceId } : {}),
    ...(figure ? { figure } : {}),
    ...(waiting ? { waiting } : {}),
    ...(from ? { from } : {}),
    ...(to ? { to } : {}),
  }
  const days = from && to ? `${format.date(from)} – ${format.date(to)}` : null
  const lead = [figure && w.narrowed(book.figure[figure]), waiting && w.narrowed(f.waiting[waiting]), days]
    .filter(Boolean)
    .join(' · ')
  return (
    <Page title={w.title}>
      <PageHeader title={w.caption} above={[{ words: w.title, to: '/ideas' }]} lead={lead} />
      <div className="ideas-place">
        <PlaceFilter
          label={f.place}
          placeholder={f.everywhere}
          placeId={values.placeId}
          onChange={(placeId) => set({ placeId })}
        />
      </div>
      <IdeaTable filter={filter} />
    </Page>
  )
}
