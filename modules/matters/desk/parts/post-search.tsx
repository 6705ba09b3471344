import { useState } from 'react'
import { useEndpoint } from '../../../../kernel/web/hooks.ts'
import { listPosts, type PostView } from '../../../people/contract.ts'
import { useDebounced } from './debounced.ts'
import { useNameOf } from './matter-marks.tsx'
import { TypeAhead } from './type-ahead.tsx'

export interface PostSearchProps {
  readonly label: string
  readonly onPick: (post: Pick<PostView, 'id' | 'name' | 'nameEn' | 'placeName' | 'placeNameEn'>) => void
}

/** Finds any post of the tenant by its name, place or the person in it. */
export function PostSearch({ label, onPick }: PostSearchProps) {
  const nameOf = useNameOf()
  const [typed, setTyped] = useState('')
  const q = useDebounced(typed.trim(), 200)
  const { data } = useEndpoint(listPosts, { query: { q, limit: 8 } }, { enabled: q !== '' })
  return (
    <TypeAhead
      label={label}
      placeholder={label}
      text={typed}
      onText={setTyped}
      options={(q === '' ? [] : (data?.rows ?? [])).map((post) => ({
        id: post.id,
        value: post,
        title: nameOf(post),
        note: post.acting?.name ?? nameOf({ name: post.placeName, nameEn: post.placeNameEn }),
      }))}
      onPick={(post) => {
        setTyped('')
        onPick(post)
      }}
    />
  )
}
