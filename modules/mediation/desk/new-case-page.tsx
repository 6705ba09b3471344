import './mediation.css'
import { useState } from 'react'
import type { PlaceId, PostId } from '../../../kernel/contract/ids.ts'
import { useCommand, useEndpoint } from '../../../kernel/web/hooks.ts'
import { useSay, useWords } from '../../../kernel/web/words.ts'
import { Page, PageHeader, Sheet } from '../../../ui/desk/page.tsx'
import { ErrorNote, Remark } from '../../../ui/error-note.tsx'
import { Field } from '../../../ui/field.tsx'
import { useNavigation } from '../../../ui/navigation.tsx'
import { TickPill } from '../../../ui/pills.tsx'
import { PlaceSearch } from '../../matters/desk/public.ts'
import { ConsentField } from '../../people/desk/public.ts'
import { caseCounts, listCases, listCommittees, type OpenBody, openCase, type PartyBody } from '../contract.ts'
import { answerWays, disputeKinds, mediationPurpose, originKinds, sources, staffWays } from '../kinds.ts'
import { type Named, PickedPost } from './committee/picked-post.tsx'
import { FieldsForm, optionsOf } from './fields-form.tsx'
import { words } from './words.ts'

/** `/mediation/new`: an application, an offer, a referral is taken down. */
export default function NewCasePage() {
  const w = useWords(words)
  const { data, error } = useEndpoint(listCommittees)
  const mine = data?.rows.filter(({ maySit }) => maySit) ?? []
  return (
    <Page title={w.newTitle} width="narrow">
      <PageHeader title={w.newTitle} above={[{ words: w.title, to: '/mediation' }]} />
      <ErrorNote error={error} />
      {data && mine.length === 0 && <Remark icon="lock">{w.noCommittee}</Remark>}
      {mine.length > 0 && (
        <Sheet>
          <Form committees={mine} />
        </Sheet>
      )}
    </Page>
  )
}

function Form({
  committees,
}: {
  committees: readonly { readonly id: OpenBody['committeeId']; readonly name: string }[]
}) {
  const w = useWords(words)
  const say = useSay()
  const { go } = useNavigation()
  const [place, setPlace] = useState<Named<PlaceId> | null>(null)
  const [firm, setFirm] = useState<Named<PostId> | null>(null)
  const [foundBySelf, setFound] = useState(false)
  const [version, setVersion] = useState<number | null>(null)
  const save = useCommand(openCase, { changes: [listCases, caseCounts], onDone: ({ id }) => go(`/mediation/${id}`) })
  const party = (values: Readonly<Record<string, string>>, side: 'a' | 'b'): PartyBody => ({
    name: values[`${side}Name`] ?? '',
    ...(values[`${side}Phone`]?.trim() ? { phone: values[`${side}Phone`] ?? '' } : {}),
    ...(values[`${side}Details`]?.trim() ? { details: values[`${side}Details`] ?? '' } : {}),
  })
  const send = (values: Readonly<Record<string, string>>, placeId: PlaceId) => {
    const source = values.source as OpenBody['source']
    save.mutate({
      body: {
        ...{
          committeeId: values.committeeId as OpenBody['committeeId'],
          kind: values.kind as OpenBody['kind'],
          source,
          placeId,
        },
        ...{ words: values.words ?? '', applicants: [party(values, 'a')], others: [party(values, 'b')], foundBySelf },
        ...(source === 'application' && version !== null
          ? { way: values.way as 'window', consentVersion: version }
          : {}),
        ...(source === 'referral' && values.origin ? { originKind: values.origin as 'police' } : {}),
        ...(firm ? { firmPostId: firm.id } : {}),
      },
    })
  }
  const partyFields = (side: 'a' | 'b', label: string) => [
    { id: `${side}Name`, label: `${label} · ${w.name}`, kind: 'line' as const },
    { id: `${side}Phone`, label: `${label} · ${w.phone}`, kind: 'line' as const, optional: true },
    {
      id: `${side}Details`,
      label: `${label} · ${w.details}`,
      kind: 'line' as const,
      optional: true,
      hint: w.detailsHint,
    },
  ]
  return (
    <div className="med-form">
      <Field label={w.place} error={save.error?.field('placeId')}>
        {(control) => <PlaceSearch control={control} value={place} onChange={setPlace} />}
      </Field>
      <PickedPost label={w.firm} post={firm} onPost={setFirm} optional />
      <FieldsForm
        fields={[
          {
            ...{ id: 'committeeId', label: w.committee, kind: 'choice', start: committees[0]?.id ?? '' },
            options: committees.map(({ id, name }) => ({ value: id, label: name })),
          },
          { id: 'kind', label: w.kind, kind: 'choice', options: optionsOf(disputeKinds, say) },
          { id: 'source', label: w.source, kind: 'choice', start: 'application', options: optionsOf(sources, say) },
          {
            ...{
              id: 'way',
              label: w.way,
              kind: 'choice',
              start: 'window',
              options: optionsOf(answerWays, say, [...staffWays]),
            },
            when: ({ source }) => source === 'application',
          },
          {
            ...{ id: 'origin', label: w.source, kind: 'choice', options: optionsOf(originKinds, say) },
            when: ({ source }) => source === 'referral',
          },
          ...partyFields('a', w.sideA),
          ...partyFields('b', w.sideB),
          { id: 'words', label: w.newWords, kind: 'lines' },
        ]}
        busy={save.isPending}
        error={save.error}
        notYet={({ source }) => source === 'application' && version === null}
        onSave={(values) => place && send(values, place.id)}
      >
        {({ source }) => (
          <>
            <TickPill checked={foundBySelf} onChange={setFound}>
              {w.found}
            </TickPill>
            {source === 'application' && (
              <ConsentField
                purpose={mediationPurpose}
                label={w.consentText}
                version={version}
                onChange={setVersion}
                refused={save.error}
              />
            )}
          </>
        )}
      </FieldsForm>
    </div>
  )
}
