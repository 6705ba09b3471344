import './work-waiting.css'
import { useEndpoint } from '../../../../kernel/web/hooks.ts'
import { defineWords, useSay, useWords } from '../../../../kernel/web/words.ts'
import { EmptyState } from '../../../../ui/empty-state.tsx'
import { ErrorNote } from '../../../../ui/error-note.tsx'
import { useFormat } from '../../../../ui/format.ts'
import { Go } from '../../../../ui/navigation.tsx'
import { readWaiting } from '../../waiting/contract.ts'

const words = defineWords({
  zh: {
    title: '还有这些等着',
    alone: '这些等着您办',
    none: '没有等着您办的事',
    noneText: '要设置的都在左侧菜单里。来信、岗位空缺、个人信息申请等有了新的，会出现在这里。',
  },
  en: {
    title: 'This waits as well',
    alone: 'This waits for you',
    none: 'Nothing waits for you',
    noneText:
      'All that can be set is in the menu. New letters, empty posts, requests about data and the like appear here.',
  },
})

/** What waits besides matters, each leading to its list. @param alone it is all that the page has to say */
export function WorkWaiting({ alone = false }: { alone?: boolean }) {
  const w = useWords(words)
  const say = useSay()
  const format = useFormat()
  const { data, error, refetch } = useEndpoint(readWaiting)
  if (!data) return <ErrorNote error={error} onRetry={() => void refetch()} />
  if (data.figures.length === 0)
    return alone ? (
      <EmptyState icon="settings" title={w.none}>
        {w.noneText}
      </EmptyState>
    ) : null
  return (
    <nav className={alone ? 'work-waiting work-waiting-alone' : 'work-waiting'} aria-label={w.title}>
      <h2 className="work-waiting-title">{alone ? w.alone : w.title}</h2>
      {data.figures.map(({ code, words: said, value, to, presses }) => (
        <Go key={code} to={to} className={presses ? 'work-wait work-wait-presses' : 'work-wait'}>
          <span>{say(said)}</span> <strong>{format.number(value)}</strong>
        </Go>
      ))}
    </nav>
  )
}
