import { useEndpoint } from '../../../kernel/web/hooks.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { Page, PageHeader, Sheet } from '../../../ui/desk/page.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { getPreferences } from '../contract.ts'
import { MailSection } from '../web/mail-section.tsx'
import { PreferenceForm } from '../web/preference-form.tsx'
import { words } from '../web/words.ts'

/** `/account/notices`: how I want to hear outside of Liren. */
export default function PreferencesPage() {
  const w = useWords(words)
  const { data, error, refetch } = useEndpoint(getPreferences)
  return (
    <Page title={w.title} width="narrow">
      <PageHeader title={w.title} lead={w.lead} />
      <ErrorNote error={error} onRetry={() => void refetch()} />
      {data?.offered.length === 0 && <EmptyState icon="bell" title={w.none} />}
      {data && data.offered.length > 0 && (
        <>
          {data.offered.includes('mail') && (
            <Sheet title={w.mail}>
              <MailSection of={data} />
            </Sheet>
          )}
          <Sheet title={w.which}>
            {data.offered.includes('sms') && !data.hasPhone && <p className="ui-muted">{w.noPhone}</p>}
            <PreferenceForm of={data} />
          </Sheet>
        </>
      )}
    </Page>
  )
}
