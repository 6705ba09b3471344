import { useState } from 'react'
import type { MatterId, PlaceId, PostId } from '../../../../kernel/contract/ids.ts'
import { useCommand, useEndpoint } from '../../../../kernel/web/hooks.ts'
import { defineWords, useSay, useWords } from '../../../../kernel/web/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { ErrorNote } from '../../../../ui/error-note.tsx'
import { Field } from '../../../../ui/field.tsx'
import { listRallyTeams, type RallyTeamView, saveRallyTeam } from '../../rally-teams/contract.ts'
import { dispatchers } from '../page-roles.ts'
import { Line } from './inputs.tsx'
import { hasRole, useMe } from './me.ts'

const words = defineWords({
  zh: {
    teams: '帮帮团，一键请齐：',
    posts: (n: number) => `${n} 家`,
    save: '把这几家存成帮帮团',
    name: '团名',
    placeholder: '例：企业帮帮团',
    keep: '保存',
    saved: (name: string) => `已存为「${name}」，下次一点就请齐。`,
  },
  en: {
    teams: 'Help teams, called in one tap:',
    posts: (n) => (n === 1 ? '1 unit' : `${n} units`),
    save: 'Save these as a team',
    name: 'Name of the team',
    placeholder: 'e.g. Enterprise help team',
    keep: 'Save',
    saved: (name) => `Saved as “${name}”. Next time one tap calls them all.`,
  },
})

export interface RallyTeamsProps {
  readonly matterId: MatterId
  readonly departments: readonly PostId[]
  readonly lead: PostId | undefined
  readonly onChoose: (team: RallyTeamView) => void
}

/** Saved teams that can be called to the matter; who keeps teams may save the units that are ticked now. */
export function RallyTeams({ matterId, departments, lead, onChoose }: RallyTeamsProps) {
  const w = useWords(words)
  const say = useSay()
  const { data } = useEndpoint(listRallyTeams, { query: { matterId } }, { staleTime: 60_000 })
  const isChosen = ({ posts }: RallyTeamView) =>
    posts.length === departments.length && posts.every((post) => departments.includes(post.postId))
  const teams = data?.teams ?? []
  const known = teams.some(isChosen)
  return (
    <>
      {teams.length > 0 && (
        <div className="matter-teams">
          <span className="ui-small ui-muted">{w.teams}</span>
          {teams.map((team) => (
            <Button key={team.id} icon={isChosen(team) ? 'check' : 'people'} onClick={() => onChoose(team)}>
              {say(team.name)} · {w.posts(team.posts.length)}
            </Button>
          ))}
        </div>
      )}
      {departments.length > 1 && !known && <SaveTeam departments={departments} lead={lead} />}
    </>
  )
}

function SaveTeam({ departments, lead }: { departments: readonly PostId[]; lead: PostId | undefined }) {
  const w = useWords(words)
  const me = useMe()
  const [name, setName] = useState<string | null>(null)
  const save = useCommand(saveRallyTeam, { changes: [listRallyTeams] })
  const office = me?.posts.find((post) => post.role === 'community' || post.role === 'street')
  if (!office || !hasRole(me, ...dispatchers)) return null
  const send = () => {
    const leadPostId = lead ?? departments[0]
    if (!name?.trim() || !leadPostId) return
    const placeId = office.placeId as PlaceId
    save.mutate({ body: { name: name.trim(), placeId, posts: [...departments], leadPostId } })
  }
  if (save.isSuccess && name) return <p role="status">{w.saved(name)}</p>
  if (name === null)
    return (
      <div>
        <Button look="quiet" icon="plus" onClick={() => setName('')}>
          {w.save}
        </Button>
      </div>
    )
  return (
    <div className="matter-team-save">
      <Field label={w.name} error={save.error?.field('name')}>
        {(control) => (
          <Line control={control} value={name} maxLength={60} placeholder={w.placeholder} onChange={setName} />
        )}
      </Field>
      <Button busy={save.isPending} disabled={name.trim().length < 2} onClick={send}>
        {w.keep}
      </Button>
      <ErrorNote error={save.error} />
    </div>
  )
}
