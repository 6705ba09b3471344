import './portal.css'
import { lazy, Suspense, useState } from 'react'
import { useCommand } from '../../../kernel/web/hooks.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { CopyCode } from '../../../ui/copy-code.tsx'
import { ConfirmDialog, Dialog } from '../../../ui/dialog.tsx'
import { ErrorNote, Remark } from '../../../ui/error-note.tsx'
import { useFormat } from '../../../ui/format.ts'
import { useUiWords } from '../../../ui/words.ts'
import { type ContactView, getFirm } from '../contract.ts'
import { issueContactLink, revokeContactLink } from '../portal/contract.ts'
import { words } from './portal-words.ts'

const QrCode = lazy(() => import('../../../ui/qr-code.tsx'))

/** Beside a confirmed contact: hands out the way into the firm's pocket. Nothing beside one who is not confirmed. */
export function ContactLink({ contact }: { contact: Pick<ContactView, 'id' | 'name' | 'confirmedAt'> }) {
  const w = useWords(words).link
  const [open, setOpen] = useState(false)
  if (!contact.confirmedAt) return null
  return (
    <>
      <Button look="quiet" icon="link" onClick={() => setOpen(true)}>
        {w.button}
      </Button>
      {open && <ContactLinkDialog contact={contact} onClose={() => setOpen(false)} />}
    </>
  )
}

interface ContactLinkDialogProps {
  readonly contact: Pick<ContactView, 'id' | 'name'>
  readonly onClose: () => void
}

/** Asks, makes the link, and shows it once: as a QR code to scan and as an address to send. */
export function ContactLinkDialog({ contact, onClose }: ContactLinkDialogProps) {
  const w = useWords(words).link
  const issue = useCommand(issueContactLink, { changes: [getFirm] })
  const params = { contactId: contact.id }
  if (issue.data) return <IssuedLink contact={contact} {...issue.data} onClose={onClose} />
  return (
    <ConfirmDialog
      open
      title={w.title(contact.name)}
      onClose={onClose}
      confirm={w.issue}
      onConfirm={() => issue.mutate({ params })}
      busy={issue.isPending}
      error={issue.error}
    >
      <p>{w.ask}</p>
      <p className="ui-muted">{w.onlyTo}</p>
    </ConfirmDialog>
  )
}

interface IssuedLinkProps extends ContactLinkDialogProps {
  readonly token: string
  readonly expiresAt: string
}

function IssuedLink({ contact, token, expiresAt, onClose }: IssuedLinkProps) {
  const w = useWords(words).link
  const ui = useUiWords()
  const format = useFormat()
  const revoke = useCommand(revokeContactLink, { changes: [getFirm] })
  const address = `${location.origin}/k/${token}?next=/firm`
  return (
    <Dialog open title={w.title(contact.name)} onClose={onClose}>
      {revoke.data ? (
        <Remark icon="check">{revoke.data.revoked > 0 ? w.revoked : w.nothing}</Remark>
      ) : (
        <div className="ui-stack">
          <p>{w.ready(format.moment(expiresAt))}</p>
          <figure className="enterprise-qr">
            <Suspense fallback={<span />}>
              <QrCode text={address} label={w.scan} />
            </Suspense>
            <figcaption className="ui-muted ui-small">{w.scan}</figcaption>
          </figure>
          <div className="enterprise-link">
            <CopyCode code={address} label={w.label} />
          </div>
          <p className="ui-muted">{w.onlyTo}</p>
          <ErrorNote error={revoke.error} />
        </div>
      )}
      <div className="ui-dialog-ways">
        {!revoke.data && (
          <Button
            icon="undo"
            busy={revoke.isPending}
            onClick={() => revoke.mutate({ params: { contactId: contact.id } })}
          >
            {w.revoke}
          </Button>
        )}
        <Button look="main" onClick={onClose}>
          {ui.close}
        </Button>
      </div>
    </Dialog>
  )
}
