import './privacy.css'
import { labelled } from '../../../kernel/contract/punctuation.ts'
import { useEndpoint } from '../../../kernel/web/hooks.ts'
import { useLang, useSay, useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { Page, PageHeader, Sheet } from '../../../ui/desk/page.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { useUiWords } from '../../../ui/words.ts'
import { listPurposes } from '../../people/contract.ts'
import { ConsentText } from '../../people/desk/public.ts'
import { PurposeFacts } from './consent-facts.tsx'
import { words } from './consent-words.ts'

/** `/privacy/consents`: what consent is asked for, with the text in force and how many agreed. */
export default function ConsentsPage() {
  const w = useWords(words)
  const ui = useUiWords()
  const say = useSay()
  const lang = useLang()
  const { data, error, refetch } = useEndpoint(listPurposes)
  return (
    <Page title={w.title}>
      <PageHeader title={w.title} lead={w.lead} above={[{ words: w.privacy, to: '/privacy' }]} />
      {!data && !error && <p className="ui-muted">{ui.loading}</p>}
      <ErrorNote error={error} onRetry={() => void refetch()} />
      <div className="privacy-rules">
        {data?.rows.map((of) => (
          <Sheet
            key={of.purpose}
            title={say(of.title)}
            tools={
              <Button icon="edit" label={labelled(lang, w.open, say(of.title))} to={`/privacy/consents/${of.purpose}`}>
                {w.open}
              </Button>
            }
          >
            <div className="ui-stack">
              <PurposeFacts of={of} />
              <ConsentText {...of.inForce} />
            </div>
          </Sheet>
        ))}
      </div>
    </Page>
  )
}
