import { useEndpoint } from '../../../kernel/web/hooks.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { Poster, ScanCode } from '../../../ui/desk/scan-code.tsx'
import { useParam } from '../../../ui/navigation.tsx'
import { useUiWords } from '../../../ui/words.ts'
import { useNameOf } from '../../matters/desk/public.ts'
import { getQuestion, type QuestionView } from '../contract.ts'
import { useCounted } from '../web/show.ts'
import { noticeAddress } from './notice-address.ts'
import { useWhen } from './questions-page.tsx'
import { words } from './words.ts'

/** `/questions/:questionId/poster`: a sheet of paper for the gate and the stairways. */
export default function PosterPage() {
  const w = useWords(words)
  const ui = useUiWords()
  const nameOf = useNameOf()
  const { w: n, matter } = useCounted()
  const when = useWhen()
  const questionId = useParam('questionId') as QuestionView['id']
  const { data, error } = useEndpoint(getQuestion, { params: { questionId } })
  return (
    <Poster
      title={data?.title ?? (error ? w.title : ui.loading)}
      back={{ words: w.poster.back, to: `/questions/${questionId}` }}
      print={w.poster.print}
      error={error}
    >
      {data && (
        <>
          <p>
            <strong>{w.poster.scan}</strong>
          </p>
          <ScanCode text={noticeAddress(data.code)} label={w.poster.scan} code={data.code} />
          <p>{matter(data.matter)}</p>
          <p>{when(data)}</p>
          <p>{w.poster.phone}</p>
          <p className="ui-muted">{data.basis ? n.basis(data.basis) : n.label}</p>
          <p className="ui-muted">{nameOf(data.place)}</p>
        </>
      )}
    </Poster>
  )
}
