import './audit.css'
import type { PostId } from '../../../kernel/contract/ids.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { Field } from '../../../ui/field.tsx'
import { Line, PostSearch, useNameOf } from '../../matters/desk/public.ts'
import { words } from './words.ts'

export interface DraftLine {
  readonly claim: string
  readonly value: string
  readonly postId: PostId
  readonly post: {
    readonly name: string
    readonly nameEn: string
    readonly placeName: string
    readonly placeNameEn: string
  }
}

interface Props {
  readonly lines: readonly DraftLine[]
  readonly onLines: (lines: readonly DraftLine[]) => void
  readonly error: string | undefined
}

/** Which value of which claim holds which post. */
export function MappingLines({ lines, onLines, error }: Props) {
  const w = useWords(words)
  const o = w.oidc
  const nameOf = useNameOf()
  const change = (at: number, part: Partial<DraftLine>) =>
    onLines(lines.map((line, n) => (n === at ? { ...line, ...part } : line)))
  return (
    <div className="ui-stack">
      <p className="ui-muted">{o.mappingHint}</p>
      {lines.length === 0 && <p>{o.noneMapped}</p>}
      {lines.map((line, n) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines have no name of their own, and none moves
        <fieldset key={n} className="ui-field">
          <legend className="ui-field-label">
            {[nameOf(line.post), nameOf({ name: line.post.placeName, nameEn: line.post.placeNameEn })]
              .filter(Boolean)
              .join(' · ')}
          </legend>
          <div className="oidc-line">
            <Field label={o.claim}>
              {(control) => (
                <Line control={control} value={line.claim} onChange={(claim) => change(n, { claim })} maxLength={100} />
              )}
            </Field>
            <Field label={o.value}>
              {(control) => (
                <Line control={control} value={line.value} onChange={(value) => change(n, { value })} maxLength={200} />
              )}
            </Field>
            <Button
              look="quiet"
              label={o.remove(line.value || nameOf(line.post))}
              icon="cross"
              onClick={() => onLines(lines.filter((_, at) => at !== n))}
            />
          </div>
        </fieldset>
      ))}
      <Field label={o.add} group error={error}>
        <PostSearch
          label={o.pick}
          onPick={({ id, name, nameEn, placeName, placeNameEn }) =>
            onLines([
              ...lines,
              {
                ...{ claim: lines.at(-1)?.claim ?? 'groups', value: '', postId: id },
                post: { name, nameEn, placeName, placeNameEn },
              },
            ])
          }
        />
      </Field>
    </div>
  )
}
