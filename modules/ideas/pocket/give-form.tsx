import { lazy, Suspense, useRef, useState } from 'react'
import { useEndpoint } from '../../../kernel/web/hooks.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { Field } from '../../../ui/field.tsx'
import { useNavigation } from '../../../ui/navigation.tsx'
import { PhotoInput } from '../../../ui/photo-input.tsx'
import { TextArea, TextInput, Tick } from '../../../ui/pocket/inputs.tsx'
import { BigButton, Card, Sheet } from '../../../ui/pocket/parts.tsx'
import { busy, PlaceChooser, sendWhenOnline, useMe, useNames } from '../../matters/pocket/public.ts'
import { placeChildren } from '../../places/contract.ts'
import type { PublicCall } from '../contract.ts'
import { SimilarIdeas } from './similar-ideas.tsx'
import { type Draft, type Given, useGiving } from './use-giving.ts'
import { words } from './words.ts'

const SpotMap = lazy(() => import('../web/spot-map.tsx'))

interface GiveFormProps {
  readonly call: PublicCall
  readonly paper: boolean
  readonly onGiven: (given: Given) => void
}

/** One page to say it: what, where, pictures; the rest may be left alone. */
export function GiveForm({ call, paper, onGiven }: GiveFormProps) {
  const w = useWords(words)
  const navigation = useNavigation()
  const giving = useGiving(call, paper, onGiven)
  const { draft, change, photos, error } = giving
  const [tried, setTried] = useState(false)
  const top = useRef<HTMLDivElement>(null)
  const faults = faultsOf(draft, paper)
  const send = () => {
    setTried(true)
    if (faults.length > 0) return top.current?.scrollIntoView({ block: 'start' })
    giving.send()
  }
  const missing = (fault: Fault) => (tried && faults.includes(fault) ? w.fault[fault] : undefined)
  return (
    <div className="ui-stack" ref={top}>
      {paper && <PaperCard giving={giving} missing={missing} />}
      <WordsCard giving={giving} missing={missing} />
      {!paper && (
        <SimilarIdeas
          call={call}
          text={`${draft.title} ${draft.body}`}
          placeId={draft.place?.id}
          here={navigation.path}
        />
      )}
      <WhereCard call={call} draft={draft} change={change} error={error?.field('placeId')} />
      <MoreCard giving={giving} />
      {!paper && <ContactCard call={call} giving={giving} />}
      <ErrorNote error={error} kept={w.kept} />
      <BigButton icon="send" look="main" busy={giving.sending} disabled={busy(photos)} onClick={send}>
        {giving.sending ? w.sending : w.send}
      </BigButton>
    </div>
  )
}

type Fault = 'title' | 'body' | 'number' | 'name' | 'consent' | 'version'

function faultsOf(draft: Draft, paper: boolean): Fault[] {
  return [
    ...(draft.title.trim() === '' ? (['title'] as const) : []),
    ...(draft.body.trim() === '' ? (['body'] as const) : []),
    ...(paper && draft.formNumber === '' ? (['number'] as const) : []),
    ...(paper && draft.name.trim() === '' ? (['name'] as const) : []),
    ...(paper && !draft.consent ? (['consent'] as const) : []),
    ...(paper && Number(draft.consentVersion) < 1 ? (['version'] as const) : []),
  ]
}

type Giving = ReturnType<typeof useGiving>

interface WordsProps {
  readonly giving: Giving
  readonly missing: (fault: Fault) => string | undefined
}

function WordsCard({ giving, missing }: WordsProps) {
  const w = useWords(words)
  const { draft, change, error } = giving
  return (
    <Card>
      <Field label={w.what} error={missing('title') ?? error?.field('title')}>
        {(control) => (
          <TextInput
            control={control}
            value={draft.title}
            onChange={(title) => change({ title })}
            placeholder={w.whatExample}
            maxLength={60}
          />
        )}
      </Field>
      <Field label={w.body} error={missing('body') ?? error?.field('body')}>
        {(control) => (
          <TextArea
            control={control}
            rows={5}
            value={draft.body}
            onChange={(body) => change({ body })}
            placeholder={w.bodyExample}
            maxLength={2000}
          />
        )}
      </Field>
    </Card>
  )
}

/** Pictures and what it may cost. */
function MoreCard({ giving }: { giving: Giving }) {
  const w = useWords(words)
  const { draft, change, photos, error } = giving
  return (
    <Card>
      <Field label={w.photos} hint={w.photosHint} optional group error={error?.field('fileIds')}>
        <PhotoInput photos={photos} onChange={giving.setPhotos} {...sendWhenOnline()} max={6} />
      </Field>
      <Field label={w.cost} optional error={error?.field('costFen')}>
        {(control) => (
          <TextInput
            control={control}
            inputMode="decimal"
            value={draft.yuan}
            onChange={(typed) => change({ yuan: typed.replace(/[^\d.]/g, '') })}
            maxLength={12}
          />
        )}
      </Field>
    </Card>
  )
}

/** What stands at the head of the paper. Without the tick on it nothing is sent. */
function PaperCard({ giving, missing }: { giving: Giving; missing: (fault: Fault) => string | undefined }) {
  const w = useWords(words)
  const { draft, change, error } = giving
  return (
    <Card title={w.elder}>
      <Field label={w.formNumber} hint={w.formHint} error={missing('number') ?? error?.field('formNumber')}>
        {(control) => (
          <TextInput
            control={control}
            inputMode="numeric"
            value={draft.formNumber}
            onChange={(typed) => change({ formNumber: typed.replace(/\D/g, '').slice(0, 6) })}
          />
        )}
      </Field>
      <Field label={w.name} error={missing('name') ?? error?.field('name')}>
        {(control) => (
          <TextInput control={control} value={draft.name} onChange={(name) => change({ name })} maxLength={40} />
        )}
      </Field>
      <Field label={w.phone} optional error={error?.field('phone')}>
        {(control) => (
          <TextInput
            control={control}
            type="tel"
            inputMode="tel"
            value={draft.phone}
            onChange={(phone) => change({ phone })}
            maxLength={30}
          />
        )}
      </Field>
      <Field label={w.consentLabel} group error={missing('consent')}>
        <Tick checked={draft.consent} onChange={(consent) => change({ consent })}>
          {w.consent}
        </Tick>
      </Field>
      <Field
        label={w.consentVersion}
        hint={w.consentVersionHint}
        error={missing('version') ?? error?.field('consentVersion')}
      >
        {(control) => (
          <TextInput
            control={control}
            inputMode="numeric"
            value={draft.consentVersion}
            onChange={(typed) => change({ consentVersion: typed.replace(/\D/g, '').slice(0, 4) })}
          />
        )}
      </Field>
    </Card>
  )
}

interface WhereProps {
  readonly call: PublicCall
  readonly draft: Draft
  readonly change: (part: Partial<Draft>) => void
  readonly error: string | undefined
}

function WhereCard({ call, draft, change, error }: WhereProps) {
  const w = useWords(words)
  const nameOf = useNames()
  const [choosing, setChoosing] = useState(false)
  const [pointing, setPointing] = useState(false)
  const here = useEndpoint(placeChildren, { query: { parentId: call.place.id } }, { staleTime: 3_600_000 })
  const place = draft.place ?? call.place
  return (
    <Card>
      <Field label={w.where} group error={error}>
        <div className="ui-stack">
          <div className="ip-ways">
            <strong>{draft.place ? nameOf(draft.place) : w.wholePlace(nameOf(call.place))}</strong>
            <Button icon="pin" onClick={() => setChoosing(true)}>
              {w.choosePlace}
            </Button>
          </div>
          <div>
            <Button look="quiet" icon="map" onClick={() => setPointing(true)}>
              {draft.spot ? w.spotSet : w.spot}
            </Button>
          </div>
        </div>
      </Field>
      <PlaceChooser
        open={choosing}
        from={here.data?.above.at(-1) ?? null}
        onClose={() => setChoosing(false)}
        onChoose={(chosen) => {
          change({ place: chosen, spot: null })
          setChoosing(false)
        }}
      />
      <Sheet open={pointing} title={w.spotTitle} onClose={() => setPointing(false)}>
        <Suspense fallback={null}>
          {pointing && (
            <SpotMap
              placeId={place.id}
              value={draft.spot}
              words={{ label: w.spotTitle, done: w.spotDone, none: w.spotGone }}
              onDone={(spot) => {
                change({ spot })
                setPointing(false)
              }}
            />
          )}
        </Suspense>
      </Sheet>
    </Card>
  )
}

/** Who says it: everything here may be left alone. */
function ContactCard({ call, giving }: { call: PublicCall; giving: Giving }) {
  const w = useWords(words)
  const me = useMe()
  const { draft, change, error } = giving
  if (me && !call.mayBeAnonymous) return null
  return (
    <Card>
      {!me && (
        <>
          <Field label={w.name} optional error={error?.field('contact.name')}>
            {(control) => (
              <TextInput
                control={control}
                autoComplete="name"
                value={draft.name}
                onChange={(name) => change({ name })}
                maxLength={40}
              />
            )}
          </Field>
          <Field label={w.phone} hint={w.contactHint} optional error={error?.field('contact.phone')}>
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
        </>
      )}
      {call.mayBeAnonymous && (
        <Tick checked={draft.anonymous} onChange={(anonymous) => change({ anonymous })}>
          {w.anonymousTick}
        </Tick>
      )}
    </Card>
  )
}
