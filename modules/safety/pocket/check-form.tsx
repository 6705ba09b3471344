import { useState } from 'react'
import { useSay, useWords } from '../../../kernel/web/words.ts'
import { ErrorNote, Remark } from '../../../ui/error-note.tsx'
import { Field } from '../../../ui/field.tsx'
import { Icon } from '../../../ui/icon.tsx'
import { type PhotoDraft, PhotoInput } from '../../../ui/photo-input.tsx'
import { TextArea } from '../../../ui/pocket/inputs.tsx'
import { BigButton, Card } from '../../../ui/pocket/parts.tsx'
import { busy, filesOf, idsOf, sendWhenOnline } from '../../matters/pocket/public.ts'
import type { Item } from '../checklist.ts'
import type { ChecklistView, MyRound } from '../contract.ts'
import { type CheckOutcome, useCheck } from './use-check.ts'
import type { StopStanding } from './use-my-rounds.ts'
import { words } from './words.ts'

interface Answer {
  readonly yes: boolean
  readonly words: string
  readonly photos: readonly PhotoDraft[]
}

interface CheckFormProps {
  readonly round: MyRound
  readonly stop: StopStanding
  readonly list: ChecklistView
  readonly how: 'scan' | 'typed'
}

/** The questions of a point, one yes or no each; words and photos only for a no. */
export function CheckForm({ round, stop, list, how }: CheckFormProps) {
  const w = useWords(words)
  const [answers, setAnswers] = useState<Readonly<Record<string, Answer>>>({})
  const [tried, setTried] = useState(false)
  const check = useCheck(round.id, w.checkLabel(stop.name))
  const whole = list.items.every(({ code }) => answers[code])
  const noes = list.items.flatMap(({ code }) => {
    const answer = answers[code]
    return answer && !answer.yes ? [{ code, ...answer }] : []
  })
  const save = () => {
    setTried(true)
    if (!whole) return
    void check.send(
      {
        ...{ pointId: stop.id, code: stop.code, how, version: list.version },
        answers: Object.fromEntries(list.items.map(({ code }) => [code, answers[code]?.yes ?? false])),
        found: noes.map(({ code: item, words: said, photos }) => ({
          ...{ item, fileIds: idsOf(photos) },
          ...(said.trim() ? { words: said.trim() } : {}),
        })),
      },
      noes.flatMap(({ photos }) => filesOf(photos)),
    )
  }
  if (check.outcome) return <Done of={check.outcome} />
  return (
    <Card title={w.checkTitle}>
      {list.items.map((item) => (
        <Question
          key={item.code}
          item={item}
          known={stop.known.find((one) => one.item === item.code)}
          answer={answers[item.code]}
          onAnswer={(change) =>
            setAnswers((now) => {
              const before = now[item.code] ?? { yes: true, words: '', photos: [] }
              return { ...now, [item.code]: change(before) }
            })
          }
        />
      ))}
      {tried && !whole && <ErrorNote what={w.answerAll} />}
      <ErrorNote error={check.error} />
      <BigButton
        look="main"
        icon="check"
        busy={check.busy}
        disabled={noes.some(({ photos }) => busy(photos))}
        onClick={save}
      >
        {w.save}
      </BigButton>
    </Card>
  )
}

interface QuestionProps {
  readonly item: Item
  readonly known: StopStanding['known'][number] | undefined
  readonly answer: Answer | undefined
  readonly onAnswer: (change: (before: Answer) => Answer) => void
}

function Question({ item, known, answer, onAnswer }: QuestionProps) {
  const w = useWords(words)
  const say = useSay()
  const choose = (yes: boolean) => onAnswer((before) => ({ ...before, yes }))
  const recheck = known?.level === 'major' ? w.againMajor : w.again
  return (
    <fieldset className="rp-item">
      <legend>{say(item.question)}</legend>
      <p className="ui-muted">{say(item.judge)}</p>
      {known && <Remark icon="tools">{known.state === 'recheck' ? recheck : w.known}</Remark>}
      <div className="rp-answers">
        {[true, false].map((yes) => (
          <label key={String(yes)} className="rp-answer">
            <input type="radio" name={item.code} checked={answer?.yes === yes} onChange={() => choose(yes)} />
            {yes ? w.yes : w.no}
          </label>
        ))}
      </div>
      {answer && !answer.yes && (
        <div className="ui-stack">
          <Field label={w.noWords} hint={w.noWordsHint} optional>
            {(control) => (
              <TextArea
                control={control}
                rows={2}
                value={answer.words}
                onChange={(said) => onAnswer((before) => ({ ...before, words: said }))}
                maxLength={1000}
              />
            )}
          </Field>
          <Field label={w.photo} optional group>
            <PhotoInput
              photos={answer.photos}
              onChange={(next) => onAnswer((before) => ({ ...before, photos: next(before.photos) }))}
              {...sendWhenOnline()}
              max={6}
            />
          </Field>
        </div>
      )}
    </fieldset>
  )
}

function Done({ of }: { of: CheckOutcome }) {
  const w = useWords(words)
  if (of === 'queued')
    return (
      <Card>
        <div className="ui-stack" role="status">
          <p className="rp-done">
            <Icon name="queue" size={24} />
            <strong>{w.queuedTitle}</strong>
          </p>
          <p>{w.queuedLead}</p>
          <BigButton to="/rounds">{w.backToRounds}</BigButton>
        </div>
      </Card>
    )
  const { made, noted, cleared, left, done } = of
  const lines = [made > 0 && w.made(made), noted > 0 && w.noted(noted), cleared > 0 && w.cleared(cleared)]
  return (
    <Card>
      <div className="ui-stack" role="status">
        <p className="rp-done">
          <Icon name="check" size={24} />
          <strong>{w.saved}</strong>
        </p>
        {lines.map((line) => line && <p key={line}>{line}</p>)}
        <p>{done || left === 0 ? w.done : w.left(left)}</p>
        <BigButton to="/rounds">{w.backToRounds}</BigButton>
      </div>
    </Card>
  )
}
