import './filter-fold.css'
import { type ReactNode, useState } from 'react'
import { defineWords, useWords } from '../../../../kernel/web/words.ts'
import { Button } from '../../../../ui/button.tsx'

const words = defineWords({
  zh: { open: '筛选', close: '收起筛选' },
  en: { open: 'Filters', close: 'Fold the filters' },
})

/** On a phone the filters stand in the way of what they filter: all but the search are folded until asked for. */
export function FilterFold({ children }: { children: ReactNode }) {
  const w = useWords(words)
  const [open, setOpen] = useState(false)
  return (
    <div className={open ? 'filter-fold filter-fold-open' : 'filter-fold'}>
      <div className="filter-fold-inside">{children}</div>
      <div className="filter-fold-way">
        <Button icon="filter" onClick={() => setOpen(!open)}>
          {open ? w.close : w.open}
        </Button>
      </div>
    </div>
  )
}
