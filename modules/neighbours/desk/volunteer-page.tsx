import '../web/neighbours.css'
import { useState } from 'react'
import type { ResponseOf } from '../../../kernel/contract/endpoint.ts'
import { listed } from '../../../kernel/contract/punctuation.ts'
import { useCommand, useEndpoint } from '../../../kernel/web/hooks.ts'
import { useSay, useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { Facts, Page, PageHeader, Sheet } from '../../../ui/desk/page.tsx'
import { ConfirmDialog } from '../../../ui/dialog.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { useFormat } from '../../../ui/format.ts'
import { useUiLang } from '../../../ui/lang.ts'
import { Go, useParam } from '../../../ui/navigation.tsx'
import { useUiWords } from '../../../ui/words.ts'
import { useNameOf } from '../../matters/desk/public.ts'
import {
  getVolunteer,
  listVolunteers,
  neighbourFigures,
  revealVolunteer,
  type VolunteerRow,
  withdrawVolunteer,
} from '../contract.ts'
import { languages, skillKinds } from '../skills/kinds.ts'
import { nameOfSlots } from '../skills/slots.ts'
import { neighbourBook } from '../web/words.ts'
import { Reveal } from './reveal.tsx'
import { words } from './words.ts'

type View = ResponseOf<typeof getVolunteer>

/** `/neighbours/volunteers/$volunteerId`: what somebody offers, to whom it is shown, and how they agreed. */
export default function VolunteerPage() {
  const w = useWords(words)
  const ui = useUiWords()
  const nameOf = useNameOf()
  const volunteerId = useParam('volunteerId') as VolunteerRow['id']
  const { data, error, refetch } = useEndpoint(getVolunteer, { params: { volunteerId } })
  const title = data?.volunteer.name ?? w.volunteer
  return (
    <Page title={title}>
      {!data && !error && <p className="ui-muted">{ui.loading}</p>}
      {!data && <ErrorNote error={error} onRetry={() => void refetch()} />}
      {data && (
        <>
          <PageHeader
            title={title}
            above={[{ words: w.title, to: '/neighbours?list=volunteers' }]}
            lead={nameOf(data.volunteer.place)}
          />
          <Said of={data} />
        </>
      )}
    </Page>
  )
}

function Said({ of }: { of: View }) {
  const w = useWords(words)
  const b = useWords(neighbourBook)
  const say = useSay()
  const lang = useUiLang()
  const format = useFormat()
  const { volunteer } = of
  return (
    <Sheet title={w.facts}>
      <Facts
        rows={[
          ...volunteer.skills.map((skill) => ({
            label: say(skillKinds[skill.kind]),
            value: [skill.words, b.audiences[skill.audience]].filter(Boolean).join(' · '),
          })),
          { label: b.times, value: nameOfSlots(volunteer.slots, lang) || '—' },
          {
            label: b.languages,
            value:
              listed(
                lang,
                volunteer.languages.map((code) => say(languages[code])),
              ) || '—',
          },
          { label: b.reach, value: String(volunteer.reachM) },
          { label: b.load, value: `${volunteer.load}/${volunteer.most}` },
          { label: b.since, value: format.shortDay(volunteer.since) },
          {
            label: w.consent,
            value: [
              b.consentHows[of.consentHow],
              of.consentNote,
              format.shortDay(of.consentAt),
              w.consentVersion(of.consentVersion),
              !of.consentStands && volunteer.state === 'active' && w.askedAnew,
            ]
              .filter(Boolean)
              .join(' · '),
          },
          ...(of.teams.length > 0
            ? [
                {
                  label: w.teams,
                  value: of.teams.map((team) => (
                    <span key={team.id}>
                      <Go to={`/neighbours/teams/${team.id}`}>{team.name}</Go>{' '}
                    </span>
                  )),
                },
              ]
            : []),
        ]}
      />
      {of.mayChange && volunteer.state === 'active' && <Steps of={volunteer} />}
    </Sheet>
  )
}

function Steps({ of }: { of: VolunteerRow }) {
  const w = useWords(words)
  const [asking, setAsking] = useState(false)
  const params = { volunteerId: of.id }
  const reveal = useCommand(revealVolunteer)
  const stop = useCommand(withdrawVolunteer, {
    changes: [getVolunteer, listVolunteers, neighbourFigures],
    onDone: () => setAsking(false),
  })
  return (
    <div className="ui-row">
      <Reveal
        busy={reveal.isPending}
        error={reveal.error}
        onAsk={(reason, shown) => reveal.mutate({ params, body: { reason } }, { onSuccess: shown })}
      />
      <Button look="quiet" onClick={() => setAsking(true)}>
        {w.stop}
      </Button>
      <ConfirmDialog
        open={asking}
        final
        title={w.stop}
        confirm={w.stop}
        busy={stop.isPending}
        error={stop.error}
        onClose={() => setAsking(false)}
        onConfirm={() => stop.mutate({ params, body: {} })}
      >
        <p>{w.stopText}</p>
      </ConfirmDialog>
    </div>
  )
}
