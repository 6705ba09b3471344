import './post-chooser.css'
import { useEffect, useId, useState } from 'react'
import type { MatterId, PostId } from '../../../../kernel/contract/ids.ts'
import type { Words } from '../../../../kernel/contract/words.ts'
import { useEndpoint } from '../../../../kernel/web/hooks.ts'
import { defineWords, useSay, useWords } from '../../../../kernel/web/words.ts'
import { ErrorNote } from '../../../../ui/error-note.tsx'
import { useUiWords } from '../../../../ui/words.ts'
import { assignees } from '../../contract.ts'
import { useDebounced } from './debounced.ts'
import { Line } from './inputs.tsx'
import { RallyTeams } from './rally-teams.tsx'

const words = defineWords({
  zh: {
    search: '按岗位、单位、姓名找',
    open: (n: number) => `在办 ${n}`,
    suggested: '推荐',
    duty: { assist: '清单：只配合', none: '清单：不承担' },
    none: '没有合适的岗位，换个词试试',
    lead: '牵头',
    leading: '（牵头）',
    leads: (name: string) => `由 ${name} 牵头`,
    chosen: (names: string) => `已选：${names}`,
    comma: '、',
  },
  en: {
    search: 'Post, unit or name',
    open: (n) => `${n} open`,
    suggested: 'Fits best',
    duty: { assist: 'list: only assists', none: 'list: not its duty' },
    none: 'No post fits; try another word',
    lead: 'Leads',
    leading: ' (leads)',
    leads: (name) => `${name} leads`,
    chosen: (names) => `Chosen: ${names}`,
    comma: ', ',
  },
})

function useAssignees(matterId: MatterId) {
  const [typed, setTyped] = useState('')
  const q = useDebounced(typed.trim(), 200)
  const query = q === '' ? {} : { q }
  const { data, error } = useEndpoint(assignees, { params: { matterId }, query }, { staleTime: 60_000 })
  return { typed, setTyped, posts: data?.posts, error }
}

export interface PostChooserProps {
  readonly matterId: MatterId
  readonly label: string
  readonly value: PostId | undefined
  readonly onChange: (postId: PostId) => void
}

/** Who a matter can be given to: the most fitting first, with how much they already have in hand. */
export function PostChooser({ matterId, label, value, onChange }: PostChooserProps) {
  const w = useWords(words)
  const name = useId()
  const { typed, setTyped, posts, error } = useAssignees(matterId)
  return (
    <div className="matter-posts" role="radiogroup" aria-label={label}>
      <Line value={typed} onChange={setTyped} placeholder={w.search} />
      <ErrorNote error={error} />
      <ul>
        <Waiting posts={posts} />
        {posts?.map((post) => (
          <li key={post.postId}>
            <label className="matter-post">
              <input type="radio" name={name} checked={value === post.postId} onChange={() => onChange(post.postId)} />
              <PostWords post={post} />
            </label>
          </li>
        ))}
      </ul>
    </div>
  )
}

export interface RallyChooserProps {
  readonly matterId: MatterId
  readonly label: string
  readonly departments: readonly PostId[]
  readonly lead: PostId | undefined
  readonly onChange: (departments: readonly PostId[], lead: PostId | undefined) => void
}

/** Several departments, one of which leads: the first that is ticked, unless another is named. */
export function RallyChooser({ matterId, label, departments, lead, onChange }: RallyChooserProps) {
  const w = useWords(words)
  const say = useSay()
  const name = useId()
  const { typed, setTyped, posts, error } = useAssignees(matterId)
  const names = useNames(posts)
  const nameOf = (postId: PostId) => {
    const known = names.get(postId)
    return known ? `${say(known)}${postId === lead ? w.leading : ''}` : ''
  }
  const toggle = (postId: PostId) => {
    const next = departments.includes(postId) ? departments.filter((one) => one !== postId) : [...departments, postId]
    onChange(next, lead && next.includes(lead) ? lead : next[0])
  }
  return (
    <fieldset className="matter-posts" aria-label={label}>
      <RallyTeams
        matterId={matterId}
        departments={departments}
        lead={lead}
        onChoose={(team) =>
          onChange(
            team.posts.map((post) => post.postId),
            team.leadPostId,
          )
        }
      />
      <Line value={typed} onChange={setTyped} placeholder={w.search} />
      <ErrorNote error={error} />
      <ul>
        <Waiting posts={posts} />
        {posts?.map((post) => (
          <li key={post.postId} className="matter-post-row">
            <label className="matter-post">
              <input type="checkbox" checked={departments.includes(post.postId)} onChange={() => toggle(post.postId)} />
              <PostWords post={post} />
            </label>
            {departments.includes(post.postId) && (
              <label className="matter-post-lead">
                <input
                  type="radio"
                  name={name}
                  aria-label={w.leads(say(post.name))}
                  checked={lead === post.postId}
                  onChange={() => onChange(departments, post.postId)}
                />
                {w.lead}
              </label>
            )}
          </li>
        ))}
      </ul>
      {departments.length > 0 && <p aria-live="polite">{w.chosen(departments.map(nameOf).join(w.comma))}</p>}
    </fieldset>
  )
}

/** Names of every post that was listed: a chosen one may be filtered out of sight. */
function useNames(posts: readonly Assignee[] | undefined): ReadonlyMap<PostId, Words> {
  const [names, setNames] = useState<ReadonlyMap<PostId, Words>>(new Map())
  useEffect(() => {
    if (posts) setNames((now) => new Map([...now, ...posts.map((post) => [post.postId, post.name] as const)]))
  }, [posts])
  return names
}

type Assignee = NonNullable<ReturnType<typeof useAssignees>['posts']>[number]

function Waiting({ posts }: { posts: readonly Assignee[] | undefined }) {
  const w = useWords(words)
  const ui = useUiWords()
  if (posts && posts.length > 0) return null
  return <li className="matter-post-none">{posts ? w.none : ui.loading}</li>
}

function PostWords({ post }: { post: Assignee }) {
  const w = useWords(words)
  const say = useSay()
  return (
    <span className="matter-post-words">
      <span>
        {say(post.name)}
        {post.personName && <span className="ui-muted"> {post.personName}</span>}
      </span>
      <span className="matter-post-note">
        {post.suggested && <strong>{w.suggested}</strong>}
        {post.duty && <strong>{w.duty[post.duty]}</strong>}
        {w.open(post.open)}
      </span>
    </span>
  )
}
