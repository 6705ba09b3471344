import { useEffect, useRef, useState } from 'react'
import { useSay, useWords } from '../../../../kernel/web/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { ErrorNote, Remark } from '../../../../ui/error-note.tsx'
import { Field } from '../../../../ui/field.tsx'
import { useNavigation } from '../../../../ui/navigation.tsx'
import { PhotoInput } from '../../../../ui/photo-input.tsx'
import { Choices, TextArea, TextInput, Tick } from '../../../../ui/pocket/inputs.tsx'
import { BigButton, Card } from '../../../../ui/pocket/parts.tsx'
import type { PlaceView } from '../../../places/contract.ts'
import type { CategoryView, KindView } from '../../contract.ts'
import { unticked } from '../../form.ts'
import { AnswerFields, pocketLook, TickList } from '../../forms/answer-fields.tsx'
import { typedFaults } from '../../forms/typed.ts'
import { words as formWords } from '../../forms/words.ts'
import { useMe } from '../parts/me.ts'
import { busy, sendWhenOnline } from '../parts/photos.ts'
import { words as common } from '../parts/words.ts'
import { CategoryChoice, useCategory } from './category-choice.tsx'
import { PlaceCard } from './place-card.tsx'
import { Similar } from './similar.tsx'
import { type useReport, worthKeeping } from './use-report.ts'
import { words } from './words.ts'

interface ReportFormProps {
  readonly report: ReturnType<typeof useReport>
  readonly kinds: readonly KindView[]
  readonly categories: readonly CategoryView[]
  readonly patrol: boolean
  /** Where the chooser begins, e.g. in the grid of the one who patrols. */
  readonly from?: PlaceView | null
  readonly placeRemark?: string | undefined
}

/** One page to say it: where, what, pictures, and only then the rest, which may all be left alone. */
export function ReportForm({ report, kinds, categories, patrol, from = null, placeRemark }: ReportFormProps) {
  const w = useWords(words)
  const c = useWords(common)
  const f = useWords(formWords)
  const { path } = useNavigation()
  const { draft, change, photos, error } = report
  const [tried, setTried] = useState(false)
  const kind = kinds.find((one) => one.code === draft.kind) ?? kinds[0]
  const category = useCategory(draft.body, categories, draft.category)
  const tooShort = draft.body.trim().length < 4
  const fields = kind?.form ?? []
  const typed = draft.answers ?? {}
  const wrong = typedFaults(fields, typed, true)
  const statements = patrol ? (kind?.filing ?? []) : []
  const filed = draft.filed ?? []
  const open = unticked(statements, filed).length > 0
  const wanted = kind?.reportPictures ?? 0
  const noPicture = photos.length < wanted
  const say = useSay()
  const faults = useRef<HTMLDivElement>(null)
  const send = () => {
    setTried(true)
    if (!draft.place || tooShort || !kind || wrong.size > 0 || open || noPicture)
      return faults.current?.scrollIntoView({ block: 'start' })
    const label = draft.body.trim().slice(0, 30)
    void report.send({ place: draft.place, kind, category: category.value, label })
  }
  const wrongAnswer = (key: string) => {
    const fault = tried ? wrong.get(key) : undefined
    return fault ? say(fault) : error?.field(`answers.${key}`)
  }
  return (
    <div className="ui-stack" ref={faults}>
      <KeptDraft report={report} />
      <PlaceCard
        place={draft.place}
        detail={draft.placeDetail}
        remark={placeRemark}
        from={from}
        error={tried && !draft.place ? w.choosePlace : error?.field('placeId')}
        onPlace={(place) => change({ place })}
        onDetail={(placeDetail) => change({ placeDetail })}
      />
      <Card>
        {kinds.length > 1 && kind && (
          <KindChoice kinds={kinds} value={kind} onChange={(code) => change({ kind: code, answers: {}, filed: [] })} />
        )}
        <Field label={w.what} hint={w.whatHint} error={tried && tooShort ? w.tooShort : error?.field('body')}>
          {(control) => (
            <TextArea
              control={control}
              rows={6}
              value={draft.body}
              onChange={(body) => change({ body })}
              placeholder={w.whatExample}
              maxLength={4000}
            />
          )}
        </Field>
        <CategoryChoice categories={categories} category={category} onChange={(code) => change({ category: code })} />
      </Card>
      {fields.length > 0 && (
        <Card>
          <AnswerFields
            fields={fields}
            typed={typed}
            onChange={(answers) => change({ answers })}
            errorOf={wrongAnswer}
            look={pocketLook}
          />
        </Card>
      )}
      {statements.length > 0 && (
        <Card>
          <TickList
            label={f.filing}
            statements={statements}
            ticked={filed}
            onChange={(ticked) => change({ filed: ticked })}
            error={tried && open ? f.unticked : error?.field('filed')}
            look={pocketLook}
          />
        </Card>
      )}
      {!patrol && <Similar text={draft.body} placeId={draft.place?.id ?? null} here={path} />}
      <Card>
        <Field
          label={c.addPhotos}
          hint={wanted > 0 ? w.photosWanted(wanted) : c.addPhotosHint}
          optional={wanted === 0}
          required={wanted > 0}
          group
          error={tried && noPicture ? w.photosWanted(wanted) : error?.field('fileIds')}
        >
          <PhotoInput photos={photos} onChange={report.setPhotos} {...sendWhenOnline()} camera={patrol} />
        </Field>
        <Tick checked={draft.urgent} onChange={(urgent) => change({ urgent })}>
          {w.urgent}
        </Tick>
        {draft.urgent && <Remark icon="warning">{w.urgentHint}</Remark>}
      </Card>
      {!patrol && <Reporter report={report} />}
      <ErrorNote error={error} kept={c.kept} />
      <BigButton icon="send" busy={report.sending} disabled={busy(photos)} onClick={send}>
        {report.sending ? w.sending : patrol ? w.sendPatrol : w.send}
      </BigButton>
      {busy(photos) && <p className="ui-muted">{c.photosLeft}</p>}
    </div>
  )
}

/** What was begun last time stands again; says so once, since it may surprise. */
function KeptDraft({ report }: { report: ReturnType<typeof useReport> }) {
  const w = useWords(words)
  const [found, setFound] = useState(() => worthKeeping(report.draft))
  if (!found) return null
  return (
    <Remark title={w.draftKept}>
      <Button
        look="quiet"
        onClick={() => {
          report.startAnew()
          setFound(false)
        }}
      >
        {w.startAnew}
      </Button>
    </Remark>
  )
}

interface KindChoiceProps {
  readonly kinds: readonly KindView[]
  readonly value: KindView
  readonly onChange: (code: string) => void
}

function KindChoice({ kinds, value, onChange }: KindChoiceProps) {
  const w = useWords(words)
  const say = useSay()
  const options = kinds.map((kind) => ({ value: kind.code, label: say(kind.name), hint: say(kind.description) }))
  return (
    <Field label={w.kind} group>
      <Choices name="kind" value={value.code} onChange={onChange} options={options} />
    </Field>
  )
}

/** Who says it, and who may know: everything here may be left alone. */
function Reporter({ report }: { report: ReturnType<typeof useReport> }) {
  const w = useWords(words)
  const me = useMe()
  const { draft, change, error } = report
  const options = (['open', 'public', 'holder'] as const).map((value) => ({ value, label: w.seen[value] }))
  const wrongPhone = error?.field('reporter.phone')
  useEffect(() => {
    if (wrongPhone) document.getElementsByName('phone')[0]?.focus()
  }, [wrongPhone])
  return (
    <Card>
      {me === null && (
        <>
          <Field label={w.phone} hint={w.contactHint} optional error={wrongPhone}>
            {(control) => (
              <TextInput
                control={control}
                type="tel"
                inputMode="tel"
                autoComplete="tel"
                value={draft.phone}
                onChange={(phone) => change({ phone })}
                maxLength={30}
              />
            )}
          </Field>
          <Field label={w.name} optional>
            {(control) => (
              <TextInput
                control={control}
                autoComplete="name"
                value={draft.name}
                onChange={(name) => change({ name })}
                maxLength={60}
              />
            )}
          </Field>
        </>
      )}
      <Field label={w.whoSees} hint={w.seenHint} group>
        <Choices
          name="visibility"
          value={draft.visibility}
          onChange={(value) => change({ visibility: value as typeof draft.visibility })}
          options={options}
        />
      </Field>
    </Card>
  )
}
