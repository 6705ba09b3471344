import '../../web/people.css'
import { useState } from 'react'
import { useEndpoint } from '../../../../kernel/web/hooks.ts'
import { useSay, useWords } from '../../../../kernel/web/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { ChainOfResponsibility } from '../../../../ui/chain.tsx'
import { Facts } from '../../../../ui/desk/page.tsx'
import { Dialog } from '../../../../ui/dialog.tsx'
import { ErrorNote } from '../../../../ui/error-note.tsx'
import { useFormat } from '../../../../ui/format.ts'
import { useNavigation } from '../../../../ui/navigation.tsx'
import { chainOf, type PostView } from '../../contract.ts'
import { listTenures } from '../../handover/contract.ts'
import { words } from '../words.ts'
import { AbolishDialog } from './keeping-dialogs.tsx'
import { IssueCodeDialog, SignOutDialog } from './person-dialogs.tsx'
import { lastDay, Standing } from './standing.tsx'
import { AbsenceDialog, CancelAbsenceDialog, EndDialog } from './tenure-dialogs.tsx'
import { nameOf, placeOf } from './use-names.ts'

type Doing = 'end' | 'abolish' | 'absence' | 'cancel' | 'code' | 'sign_out'

export interface PostSheetProps {
  readonly post: PostView
  readonly administrator: boolean
  /** The reader records absences and issues codes for this post. */
  readonly managed: boolean
  readonly onClose: () => void
}

/** One post: who answers, its chain, and what the reader can do with it. */
export function PostSheet({ post, administrator, managed, onClose }: PostSheetProps) {
  const [doing, setDoing] = useState<Doing | null>(null)
  const back = () => setDoing(null)
  switch (doing) {
    case 'end':
      return <EndDialog post={post} onClose={back} />
    case 'abolish':
      return <AbolishDialog post={post} onClose={back} />
    case 'absence':
      return <AbsenceDialog post={post} onClose={back} />
    case 'cancel':
      return <CancelAbsenceDialog post={post} onClose={back} />
    case 'code':
      return post.holder ? (
        <IssueCodeDialog
          person={{ id: post.holder.personId, name: post.holder.name }}
          mayReset={administrator}
          onClose={back}
        />
      ) : null
    case 'sign_out':
      return post.holder ? (
        <SignOutDialog person={{ id: post.holder.personId, name: post.holder.name }} onClose={back} />
      ) : null
    default:
      return (
        <Dialog open wide title={nameOf(post)} onClose={onClose}>
          <PostFacts post={post} />
          <Ways post={post} administrator={administrator} managed={managed} onDo={setDoing} />
          <Chain post={post} />
          <Tenures post={post} />
        </Dialog>
      )
  }
}

function PostFacts({ post }: { post: PostView }) {
  const w = useWords(words).posts
  const say = useSay()
  const format = useFormat()
  const { holder, absence } = post
  const rows = [
    { label: w.role, value: say(post.kindName) },
    { label: w.place, value: placeOf(post) },
    {
      label: w.holder,
      value: holder ? `${holder.name} · ${w.since(format.day(holder.since))}` : w.nobody,
    },
    { label: w.acting, value: <Standing post={post} /> },
    ...(post.officePhone
      ? [{ label: w.phone, value: <a href={`tel:${post.officePhone}`}>{post.officePhone}</a> }]
      : []),
    ...(absence
      ? [
          {
            label: w.nextAbsence,
            value: `${w.span(format.day(absence.fromAt), format.day(lastDay(absence.toAt)))} · ${
              absence.standIn ? w.standIn(absence.standIn.name) : w.noStandIn
            }`,
          },
        ]
      : []),
  ]
  return <Facts rows={rows} />
}

interface WaysProps extends Omit<PostSheetProps, 'onClose'> {
  readonly onDo: (doing: Doing) => void
}

function Ways({ post, administrator, managed, onDo }: WaysProps) {
  const w = useWords(words).posts
  const keeping = useWords(words).keeping
  const { go } = useNavigation()
  if (!managed) return <p className="ui-muted">{w.notManaged}</p>
  return (
    <div className="ui-row">
      {post.mayFill && (
        <Button look={post.holder ? 'plain' : 'main'} icon="person" onClick={() => go(`/posts/${post.id}/handover`)}>
          {post.holder ? w.replace : w.appoint}
        </Button>
      )}
      {post.holder && !post.absence && (
        <Button icon="calendar" onClick={() => onDo('absence')}>
          {w.absence}
        </Button>
      )}
      {post.absence && (
        <Button icon="undo" onClick={() => onDo('cancel')}>
          {w.cancelAbsence}
        </Button>
      )}
      {post.holder && (
        <Button icon="key" onClick={() => onDo('code')}>
          {w.issueCode}
        </Button>
      )}
      {administrator && post.holder && (
        <Button icon="lock" onClick={() => onDo('sign_out')}>
          {w.signOut}
        </Button>
      )}
      {post.mayFill && post.holder && (
        <Button icon="leave" onClick={() => onDo('end')}>
          {w.end}
        </Button>
      )}
      {administrator && post.role !== 'administrator' && (
        <Button icon="cross" onClick={() => onDo('abolish')}>
          {keeping.abolish}
        </Button>
      )}
    </div>
  )
}

function Chain({ post }: { post: PostView }) {
  const w = useWords(words).posts
  const { data, error, refetch } = useEndpoint(chainOf, { params: { placeId: post.placeId } })
  if (error) return <ErrorNote error={error} onRetry={() => void refetch()} />
  const chain = data?.posts ?? []
  // A post of a grid, or one beside the chain, stands below the chain of its place.
  const posts = chain.some((one) => one.id === post.id) ? chain : [post, ...chain]
  const at = posts.findIndex((one) => one.id === post.id)
  // Who answers for this post: itself if it is manned, else the first above that is.
  const holds = posts.findIndex((one, i) => i >= at && one.acting?.how !== 'upward')
  const levels = posts.map((one, i) => ({
    id: one.id,
    level: nameOf(one),
    place: placeOf(one),
    name: one.holder?.name ?? null,
    absent: one.absentUntil !== null,
    holds: i === holds,
    passed: i >= at && i < holds,
    ...(one.acting?.how === 'stand_in' ? { standIn: one.acting.name } : {}),
    ...(one.acting?.how === 'upward' ? { note: w.upward(one.acting.name) } : {}),
  }))
  if (!data) return null
  return (
    <section className="ui-stack">
      <h3>{w.chainOf(placeOf(post))}</h3>
      <ChainOfResponsibility label={w.chain} levels={levels} />
    </section>
  )
}

/** Who has held it, from when to when. */
function Tenures({ post }: { post: PostView }) {
  const w = useWords(words).posts
  const format = useFormat()
  const { data, error, refetch } = useEndpoint(listTenures, { params: { postId: post.id } })
  if (error) return <ErrorNote error={error} onRetry={() => void refetch()} />
  if (!data || data.tenures.length === 0) return null
  return (
    <section className="ui-stack">
      <h3>{w.tenures}</h3>
      <ul className="people-loads">
        {data.tenures.map(({ personId, name, fromAt, toAt }) => (
          <li key={`${personId} ${fromAt}`}>
            <span>{name}</span>
            <span className="ui-muted">
              {toAt ? w.span(format.date(fromAt), format.date(toAt)) : w.since(format.date(fromAt))}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
