import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { MatterId, PostId } from '../../../../kernel/contract/ids.ts'
import { call } from '../../../../kernel/web/client.ts'
import { useEndpoint } from '../../../../kernel/web/hooks.ts'
import { useSay, useWords } from '../../../../kernel/web/words.ts'
import { ErrorNote } from '../../../../ui/error-note.tsx'
import { Field } from '../../../../ui/field.tsx'
import { Choices, Select, TextInput, Tick } from '../../../../ui/pocket/inputs.tsx'
import { useUiWords } from '../../../../ui/words.ts'
import { assignees, similar } from '../../contract.ts'
import { useNames } from '../parts/names.ts'
import { useSettled } from '../parts/settled.ts'
import type { ActFieldProps } from './act-form.tsx'
import { leadOf } from './act-input.ts'
import { words } from './act-words.ts'

/** Posts that it can be given to; the most fitting first, any other by search. */
function usePosts(matterId: MatterId) {
  const [typed, setTyped] = useState('')
  const q = useSettled(typed.trim(), 300)
  const reading = useEndpoint(assignees, { params: { matterId }, query: q ? { q } : {} })
  return { typed, setTyped, posts: reading.data?.posts ?? [], error: reading.error }
}

export function PostField({ matter, input, change, errorOf }: ActFieldProps) {
  const w = useWords(words)
  const note = usePostNote()
  const say = useSay()
  const { typed, setTyped, posts, error } = usePosts(matter.id)
  return (
    <Field label={w.post} group error={errorOf('post', 'postId')}>
      <div className="ui-stack">
        <TextInput type="search" value={typed} onChange={setTyped} placeholder={w.searchPost} />
        <ErrorNote error={error} />
        <Choices
          name="post"
          value={input.postId}
          onChange={(value) => change({ postId: value as PostId, beyondDuty: false })}
          options={posts.map((post) => ({ value: post.postId, label: say(post.name), hint: note(post) }))}
        />
      </div>
    </Field>
  )
}

interface PostNote {
  readonly personName: string | null
  readonly open: number
  readonly suggested: boolean
  readonly duty: 'assist' | 'none' | null
}

function usePostNote(): (post: PostNote) => string {
  const w = useWords(words)
  return ({ personName, open, suggested, duty }) =>
    [personName, w.open(open), suggested ? w.suggested : null, duty && w.duty[duty]].filter(Boolean).join(' · ')
}

/** Whom the whistle calls, and who leads. */
export function RallyField({ matter, input, change, errorOf }: ActFieldProps) {
  const w = useWords(words)
  const say = useSay()
  const note = usePostNote()
  const { typed, setTyped, posts, error } = usePosts(matter.id)
  const [known, setKnown] = useState<ReadonlyMap<PostId, string>>(new Map())
  const toggle = (postId: PostId, name: string, on: boolean) => {
    setKnown((now) => new Map(now).set(postId, name))
    const departments = on ? [...input.departments, postId] : input.departments.filter((one) => one !== postId)
    change({ departments })
  }
  const holder = matter.holder
  const leads = [
    ...(holder ? [{ value: holder.postId, label: w.leadNow }] : []),
    ...input.departments.map((value) => ({ value, label: known.get(value) ?? value })),
  ]
  return (
    <>
      <Field label={w.departments} group error={errorOf('departments', 'departments')}>
        <div className="ui-stack">
          <TextInput type="search" value={typed} onChange={setTyped} placeholder={w.searchPost} />
          <ErrorNote error={error} />
          <div className="pocket-choices">
            {posts
              .filter((post) => post.postId !== holder?.postId)
              .map((post) => (
                <Tick
                  key={post.postId}
                  checked={input.departments.includes(post.postId)}
                  onChange={(on) => toggle(post.postId, say(post.name), on)}
                >
                  {say(post.name)} <span className="pocket-row-note">{note(post)}</span>
                </Tick>
              ))}
          </div>
        </div>
      </Field>
      {input.departments.length > 0 && (
        <Field label={w.lead}>
          {(control) => (
            <Select
              control={control}
              value={leadOf(input, holder?.postId ?? null) ?? ''}
              onChange={(value) => change({ leadId: (value || null) as PostId | null })}
              options={leads}
            />
          )}
        </Field>
      )}
    </>
  )
}

/** Which one it is the same as. */
export function IntoField({ matter, input, change, errorOf }: ActFieldProps) {
  const w = useWords(words)
  const nameOf = useNames()
  const ui = useUiWords()
  const body = { text: `${matter.title} ${matter.body}`.slice(0, 4000), placeId: matter.place.id, exceptId: matter.id }
  const { data } = useQuery({ queryKey: [similar.id, matter.id], queryFn: () => call(similar, { body }) })
  return (
    <Field label={w.into} group error={errorOf('into', 'intoId')}>
      {!data && <p className="ui-muted">{ui.loading}</p>}
      {data?.similar.length === 0 && <p className="ui-muted">{w.noSimilar}</p>}
      <Choices
        name="into"
        value={input.intoId}
        onChange={(value) => change({ intoId: value as MatterId })}
        options={(data?.similar ?? []).map((one) => ({
          value: one.id,
          label: one.title,
          hint: `${one.number} · ${nameOf(one.place)}`,
        }))}
      />
    </Field>
  )
}
