import '../../web/people.css'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useWords } from '../../../../kernel/web/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { Facts } from '../../../../ui/desk/page.tsx'
import { Dialog } from '../../../../ui/dialog.tsx'
import { useFormat } from '../../../../ui/format.ts'
import { Go } from '../../../../ui/navigation.tsx'
import { listStaff, type StaffView } from '../../roster/contract.ts'
import { IssueCodeDialog, SignOutDialog } from '../posts/person-dialogs.tsx'
import { nameOf, placeOf } from '../posts/use-names.ts'
import { words as posts } from '../words.ts'
import { words } from './words.ts'

/** One person: how they stand, their posts, and what an administrator can do for them. */
export function PersonSheet({ person, onClose }: { readonly person: StaffView; readonly onClose: () => void }) {
  const w = useWords(words).staff
  const p = useWords(posts).posts
  const queries = useQueryClient()
  const [doing, setDoing] = useState<'code' | 'sign_out' | null>(null)
  const back = () => {
    setDoing(null)
    void queries.invalidateQueries({ queryKey: [listStaff.id] })
  }
  if (doing === 'code') return <IssueCodeDialog person={person} mayReset onClose={back} />
  if (doing === 'sign_out') return <SignOutDialog person={person} onClose={back} />
  const fresh = person.state === 'waiting' || person.state === 'invited'
  return (
    <Dialog open wide title={person.name} onClose={onClose}>
      <Facts
        rows={[
          { label: w.stateFilter, value: `${w.state[person.state]} · ${w.stateHint[person.state]}` },
          { label: w.phone, value: person.phone ?? w.none },
          { label: w.login, value: person.login ?? w.byPhone },
        ]}
      />
      <div className="ui-row">
        {person.state !== 'ended' && (
          <Button look={fresh ? 'main' : 'plain'} icon="key" onClick={() => setDoing('code')}>
            {person.state === 'waiting' ? w.invite : person.state === 'invited' ? w.again : p.issueCode}
          </Button>
        )}
        {!fresh && (
          <Button icon="lock" onClick={() => setDoing('sign_out')}>
            {p.signOut}
          </Button>
        )}
      </div>
      <Posts person={person} />
    </Dialog>
  )
}

function Posts({ person }: { readonly person: StaffView }) {
  const w = useWords(words).staff
  const format = useFormat()
  return (
    <section className="ui-stack">
      <h3>{w.posts}</h3>
      {person.posts.length === 0 && <p className="ui-muted">{w.noPosts}</p>}
      <ul className="people-loads">
        {person.posts.map((post) => (
          <li key={post.id}>
            <span>
              <Go to={`/posts?q=${encodeURIComponent(person.name)}&post=${post.id}`}>{nameOf(post)}</Go>{' '}
              <span className="ui-muted">
                {placeOf(post)} · {w.since(format.date(post.since))}
              </span>
            </span>
            <Go to={`/posts/${post.id}/handover`} label={`${w.handOver} · ${nameOf(post)}`}>
              {w.handOver}
            </Go>
          </li>
        ))}
      </ul>
    </section>
  )
}
