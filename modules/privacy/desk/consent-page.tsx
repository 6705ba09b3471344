import './privacy.css'
import { useCallback, useState } from 'react'
import { useEndpoint } from '../../../kernel/web/hooks.ts'
import { useSay, useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { Page, PageHeader, Sheet } from '../../../ui/desk/page.tsx'
import { ErrorNote, Remark } from '../../../ui/error-note.tsx'
import { useFormat } from '../../../ui/format.ts'
import { useParam } from '../../../ui/navigation.tsx'
import { useUiWords } from '../../../ui/words.ts'
import { listTextVersions, type VersionRow } from '../../people/contract.ts'
import { ConsentText } from '../../people/desk/public.ts'
import { ConsentDraft } from './consent-draft.tsx'
import { PurposeFacts } from './consent-facts.tsx'
import { words } from './consent-words.ts'

const pageSize = 20

/** `/privacy/consents/$purpose`: the text in force, a draft of the next, and all versions with author and day. */
export default function ConsentPage() {
  const w = useWords(words)
  const ui = useUiWords()
  const say = useSay()
  const format = useFormat()
  const purpose = useParam('purpose')
  const [offset, setOffset] = useState(0)
  const [drafting, setDrafting] = useState(false)
  const [saved, setSaved] = useState<number | null>(null)
  const { data, error, refetch } = useEndpoint(listTextVersions, {
    params: { purpose },
    query: { offset, limit: pageSize },
  })
  const readAgain = useCallback(() => void refetch(), [refetch])
  const of = data?.purpose
  const title = of ? say(of.title) : w.title
  const day = of?.inForce.fromAt ? format.date(of.inForce.fromAt) : null
  return (
    <Page title={title}>
      <PageHeader
        title={title}
        above={[
          { words: w.privacy, to: '/privacy' },
          { words: w.title, to: '/privacy/consents' },
        ]}
        {...(of ? { lead: w.inForce(of.inForce.version, day) } : {})}
        actions={
          of &&
          !drafting && (
            <Button icon="edit" look="main" onClick={() => setDrafting(true)}>
              {w.draft}
            </Button>
          )
        }
      />
      {!data && !error && <p className="ui-muted">{ui.loading}</p>}
      <ErrorNote error={error} onRetry={() => void refetch()} />
      {saved !== null && !drafting && (
        <div role="status">
          <Remark icon="check" title={w.saved(saved)} />
        </div>
      )}
      {of && drafting && (
        <ConsentDraft
          of={of}
          onClose={() => setDrafting(false)}
          onOvertaken={readAgain}
          onSaved={(version) => {
            setSaved(version)
            setDrafting(false)
            setOffset(0)
          }}
        />
      )}
      {of && !drafting && (
        <Sheet>
          <PurposeFacts of={of} />
        </Sheet>
      )}
      {data && !drafting && (
        <Sheet title={w.versions}>
          <div className="ui-stack">
            {data.rows.map((version) => (
              <Version
                key={version.version}
                of={version}
                each={of?.each}
                open={version.version === of?.inForce.version}
              />
            ))}
            {data.total > pageSize && (
              <div className="ui-row">
                <Button disabled={offset === 0} onClick={() => setOffset(Math.max(0, offset - pageSize))}>
                  {w.newer}
                </Button>
                <Button disabled={offset + pageSize >= data.total} onClick={() => setOffset(offset + pageSize)}>
                  {w.older}
                </Button>
              </div>
            )}
          </div>
        </Sheet>
      )}
    </Page>
  )
}

function Version({ of, each, open }: { of: VersionRow; each: boolean | undefined; open: boolean }) {
  const w = useWords(words)
  const format = useFormat()
  const day = of.fromAt ? format.moment(of.fromAt) : null
  const facts = [
    of.author === null ? [w.delivered, day].filter(Boolean).join(' · ') : w.by(of.author, day ?? ''),
    of.version > 1 && !each && (of.asksAnew ? w.anew : w.wording),
    w.toThis((each ? w.times : w.people)(format.number(of.agreed))),
  ]
  return (
    <div className="privacy-version">
      <h3>{w.version(of.version)}</h3>
      <p className="ui-muted ui-small">{facts.filter(Boolean).join(' · ')}</p>
      {of.why && <p>{of.why}</p>}
      <details open={open}>
        <summary>{w.text}</summary>
        <div className="privacy-two">
          <ConsentText version={of.version} text={{ zh: of.text.zh, en: of.text.zh }} fromAt={of.fromAt} />
          <ConsentText version={of.version} text={{ zh: of.text.en, en: of.text.en }} fromAt={of.fromAt} />
        </div>
      </details>
    </div>
  )
}
