import type { PostId } from '../../../../kernel/contract/ids.ts'
import { Button } from '../../../../ui/button.tsx'
import { Field } from '../../../../ui/field.tsx'
import { PostSearch, useNameOf } from '../../../matters/desk/public.ts'

export interface Named<Id> {
  readonly id: Id
  readonly name: string
  readonly nameEn: string
}

interface PickedPostProps {
  readonly label: string
  readonly post: Named<PostId> | null
  readonly onPost: (post: Named<PostId> | null) => void
  readonly optional?: boolean
}

/** A post that is looked for, or the one that was picked, with a way to take it away. */
export function PickedPost({ label, post, onPost, optional = false }: PickedPostProps) {
  const nameOf = useNameOf()
  return (
    <Field label={label} group optional={optional}>
      {post ? (
        <Button look="quiet" icon="cross" onClick={() => onPost(null)}>
          {nameOf(post)}
        </Button>
      ) : (
        <PostSearch label={label} onPick={onPost} />
      )}
    </Field>
  )
}
