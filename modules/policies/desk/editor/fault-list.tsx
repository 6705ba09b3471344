import { useSay, useWords } from '../../../../kernel/web/words.ts'
import { ErrorNote } from '../../../../ui/error-note.tsx'
import type { FormFault } from './form-faults.ts'
import { goToFault } from './rule-form.tsx'
import { editorWords } from './words.ts'

const most = 8

/** All that is still wrong, each with the way to its field, where it is said again. */
export function FaultList({ faults }: { faults: readonly FormFault[] }) {
  const w = useWords(editorWords)
  const say = useSay()
  const list = (
    <ul className="policy-rules">
      {faults.slice(0, most).map(({ path, words }) => (
        <li key={`${path} ${words.en}`}>
          <button type="button" className="policy-to-fault" onClick={() => goToFault(path)}>
            {w.place(path)}
          </button>{' '}
          {say(words)}
        </li>
      ))}
    </ul>
  )
  return <ErrorNote what={w.faults(faults.length)} next={list} />
}
