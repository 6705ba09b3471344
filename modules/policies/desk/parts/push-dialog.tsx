import { useCommand, useEndpoint } from '../../../../kernel/web/hooks.ts'
import { useLang, useSay, useWords } from '../../../../kernel/web/words.ts'
import { ConfirmDialog } from '../../../../ui/dialog.tsx'
import { ErrorNote } from '../../../../ui/error-note.tsx'
import type { FirmId } from '../../../enterprises/contract.ts'
import { getPolicy, listCandidates, listDirect, listPolicies, listPushes, previewPush, push } from '../../contract.ts'
import { words } from '../words.ts'

export interface PushDialogProps {
  readonly code: string
  readonly firms: readonly { readonly id: FirmId; readonly name: string }[]
  readonly onClose: () => void
  readonly onDone: (said: string) => void
}

/** Asks before a policy is brought to firms, and shows the notice as the first of them would read it. */
export function PushDialog({ code, firms, onClose, onDone }: PushDialogProps) {
  const w = useWords(words)
  const say = useSay()
  const lang = useLang()
  const [first] = firms
  const preview = useEndpoint(
    previewPush,
    { params: { code, firmId: first?.id ?? ('' as FirmId) } },
    { enabled: first !== undefined },
  )
  const send = useCommand(push, {
    changes: [listCandidates, listPolicies, getPolicy, listPushes, listDirect],
    onDone: ({ pushed, already, unfit }) => onDone(w.pushDone(pushed, already, unfit)),
  })
  return (
    <ConfirmDialog
      open
      title={w.pushTitle(firms.length)}
      onClose={onClose}
      confirm={w.pushThem}
      onConfirm={() => send.mutate({ params: { code }, body: { firmIds: firms.map(({ id }) => id) } })}
      busy={send.isPending}
      error={send.error}
    >
      <p>{w.pushText}</p>
      <ErrorNote error={preview.error} />
      {preview.data && first && (
        <div className="policy-notice">
          <div className="ui-muted">
            {w.preview} · {w.previewOf(first.name)}
          </div>
          <p>{say(preview.data.words)}</p>
          {preview.data.reasons.length > 0 && (
            <ul className="policy-reasons" lang={lang}>
              {preview.data.reasons.map((reason) => (
                <li key={reason.zh}>{say(reason)}</li>
              ))}
            </ul>
          )}
          <div className="ui-muted">{w.members(preview.data.members)}</div>
        </div>
      )}
    </ConfirmDialog>
  )
}
