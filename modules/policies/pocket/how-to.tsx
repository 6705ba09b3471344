import { listed } from '../../../kernel/contract/punctuation.ts'
import { useLang, useSay, useWords } from '../../../kernel/web/words.ts'
import type { OwnPush } from '../portal/contract.ts'
import { words } from './words.ts'

type HowToProps = Pick<OwnPush, 'how' | 'applyBy' | 'documents' | 'office' | 'source'>

/** How a firm gets what a policy gives: whom to go to, by when, with which papers. */
export function HowTo({ how, applyBy, documents, office, source }: HowToProps) {
  const w = useWords(words)
  const say = useSay()
  const lang = useLang()
  const list = listed(lang, documents.map(say))
  return (
    <details className="pp-how">
      <summary>{w.how}</summary>
      <dl className="pp-facts">
        <Fact label={w.office} value={say(office)} />
        {how === 'apply' ? (
          <>
            <Fact label={w.applyBy} value={applyBy ?? w.noEnd} />
            <Fact label={w.documents} value={list || w.noDocuments} />
          </>
        ) : (
          <Fact label={w.how} value={w.direct} />
        )}
        <Fact label={w.source} value={source} />
      </dl>
    </details>
  )
}

function Fact({ label, value }: { label: string; value: string }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{value}</dd>
    </div>
  )
}
