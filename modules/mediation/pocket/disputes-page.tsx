import './disputes.css'
import { useState } from 'react'
import type { PlaceId } from '../../../kernel/contract/ids.ts'
import { listed } from '../../../kernel/contract/punctuation.ts'
import { useCommand, useEndpoint } from '../../../kernel/web/hooks.ts'
import { useLang, useSay, useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ErrorNote, Remark } from '../../../ui/error-note.tsx'
import { Field } from '../../../ui/field.tsx'
import { useNavigation } from '../../../ui/navigation.tsx'
import { AppBar, Screen } from '../../../ui/pocket/frame.tsx'
import { Select, TextArea, TextInput } from '../../../ui/pocket/inputs.tsx'
import { BigButton, Card, ListRow } from '../../../ui/pocket/parts.tsx'
import { StatusWord } from '../../../ui/status-word.tsx'
import { useUiWords } from '../../../ui/words.ts'
import { PlaceChooser, useNames } from '../../matters/pocket/public.ts'
import { ConsentField } from '../../people/pocket/public.ts'
import { isOpen, stateNames } from '../case.ts'
import { applyForMediation, type MyCase, myCases } from '../contract.ts'
import { type DisputeKind, disputeKindCodes, disputeKinds, mediationPurpose } from '../kinds.ts'
import { words } from './words.ts'

/** `/disputes`: my cases, the open ones first; apply for one. */
export default function DisputesPage() {
  const w = useWords(words)
  const ui = useUiWords()
  const { data, error, refetch } = useEndpoint(myCases)
  const [applying, setApplying] = useState(false)
  return (
    <>
      <AppBar title={w.title} back="/" />
      <Screen>
        <p className="ui-muted">{w.lead}</p>
        {!data && !error && <p className="ui-muted">{ui.loading}</p>}
        <ErrorNote error={error} onRetry={() => void refetch()} />
        {data && data.mediating > 0 && <Remark icon="people">{w.mediating(data.mediating)}</Remark>}
        {data && data.rows.length > 0 && (
          <Card flush title={w.mine}>
            {data.rows.map((row) => (
              <Row key={row.partyId} of={row} />
            ))}
          </Card>
        )}
        {data?.rows.length === 0 && (
          <EmptyState icon="people" title={w.none}>
            {w.noneText}
          </EmptyState>
        )}
        {applying ? (
          <Card title={w.apply}>
            <ApplyForm />
          </Card>
        ) : (
          <BigButton look="main" icon="plus" onClick={() => setApplying(true)}>
            {w.apply}
          </BigButton>
        )}
        <p className="ui-muted ui-small">{w.danger}</p>
      </Screen>
    </>
  )
}

function Row({ of }: { of: MyCase }) {
  const w = useWords(words)
  const say = useSay()
  const lang = useLang()
  return (
    <ListRow
      icon="people"
      title={`${say(disputeKinds[of.kind])} · ${w.with_(listed(lang, of.others))}`}
      note={of.number}
      mark={<StatusWord words={say(stateNames[of.state])} tone={isOpen(of.state) ? 'active' : 'plain'} />}
      to={`/disputes/${of.partyId}`}
    />
  )
}

interface Draft {
  readonly kind: DisputeKind
  readonly words: string
  readonly otherName: string
  readonly otherPhone: string
}

function ApplyForm() {
  const w = useWords(words)
  const say = useSay()
  const nameOf = useNames()
  const { go } = useNavigation()
  const [draft, setDraft] = useState<Draft>({ kind: 'neighbour', words: '', otherName: '', otherPhone: '' })
  const [place, setPlace] = useState<{ id: PlaceId; name: string; nameEn: string } | null>(null)
  const [choosing, setChoosing] = useState(false)
  const [version, setVersion] = useState<number | null>(null)
  const set = (patch: Partial<Draft>) => setDraft((now) => ({ ...now, ...patch }))
  const apply = useCommand(applyForMediation, {
    changes: [myCases],
    onDone: ({ partyId }) => go(`/disputes/${partyId}`),
  })
  const { kind, words: said, otherName, otherPhone } = draft
  return (
    <div className="ui-stack">
      <Field label={w.kind}>
        {(control) => (
          <Select
            control={control}
            value={kind}
            onChange={(value) => set({ kind: value as DisputeKind })}
            options={disputeKindCodes.map((value) => ({ value, label: say(disputeKinds[value]) }))}
          />
        )}
      </Field>
      <Field label={w.place} group error={apply.error?.field('placeId')}>
        <Button icon="pin" onClick={() => setChoosing(true)}>
          {place ? nameOf(place) : w.choosePlace}
        </Button>
      </Field>
      <PlaceChooser
        open={choosing}
        from={null}
        onClose={() => setChoosing(false)}
        onChoose={(chosen) => {
          setPlace(chosen)
          setChoosing(false)
        }}
      />
      <Field label={w.words} hint={w.wordsHint} error={apply.error?.field('words')}>
        {(control) => (
          <TextArea control={control} value={said} onChange={(text) => set({ words: text })} maxLength={4000} />
        )}
      </Field>
      <Field label={w.other}>
        {(control) => (
          <TextInput control={control} value={otherName} onChange={(text) => set({ otherName: text })} maxLength={40} />
        )}
      </Field>
      <Field label={w.otherPhone} optional error={apply.error?.field('otherPhone')}>
        {(control) => (
          <TextInput
            control={control}
            type="tel"
            value={otherPhone}
            onChange={(text) => set({ otherPhone: text })}
            maxLength={20}
          />
        )}
      </Field>
      <p className="ui-muted ui-small">{w.free}</p>
      <ConsentField
        purpose={mediationPurpose}
        label={w.consentText}
        tick={w.applyTick}
        version={version}
        onChange={setVersion}
        refused={apply.error}
      />
      <ErrorNote error={apply.error} />
      <BigButton
        look="main"
        icon="send"
        busy={apply.isPending}
        disabled={!place || !said.trim() || !otherName.trim() || version === null}
        onClick={() =>
          place &&
          version !== null &&
          apply.mutate({
            body: {
              kind,
              placeId: place.id,
              words: said,
              otherName,
              consentVersion: version,
              ...(otherPhone.trim() ? { otherPhone: otherPhone.trim() } : {}),
            },
          })
        }
      >
        {w.send}
      </BigButton>
    </div>
  )
}
