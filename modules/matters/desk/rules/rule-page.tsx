import type { ReactNode } from 'react'
import type { ApiError } from '../../../../kernel/web/client.ts'
import { useWords } from '../../../../kernel/web/words.ts'
import { Page, PageHeader } from '../../../../ui/desk/page.tsx'
import { ErrorNote } from '../../../../ui/error-note.tsx'
import { useUiWords } from '../../../../ui/words.ts'
import { words } from './words.ts'

interface RulePageProps<Data> {
  readonly title: string
  readonly lead: string
  readonly answer: {
    readonly data: Data | undefined
    readonly error: ApiError | null
    refetch(): Promise<unknown>
  }
  readonly children: (data: Data) => ReactNode
}

/** The page of one rule: where it belongs, and its editor once the rule is there. */
export function RulePage<Data>({ title, lead, answer, children }: RulePageProps<Data>) {
  const w = useWords(words)
  const ui = useUiWords()
  const { data, error } = answer
  return (
    <Page title={title}>
      <PageHeader title={title} above={[{ words: w.back, to: '/rules' }]} lead={lead} />
      <ErrorNote error={error} onRetry={() => void answer.refetch()} />
      {!data && !error && <p className="ui-muted">{ui.loading}</p>}
      {data && children(data)}
    </Page>
  )
}
