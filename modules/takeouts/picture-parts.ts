import type { TenantId } from '../../kernel/contract/ids.ts'
import type { Tx } from '../../kernel/db.ts'
import type { ZipPart } from '../../kernel/sheets/zip-writer.ts'
import { everyPicture } from '../files/public.ts'

const endings: Readonly<Record<string, string>> = { 'image/jpeg': 'jpg', 'image/webp': 'webp', 'image/png': 'png' }

/** Mediation is confidential. */
const notTaken = ['mediation']

/** Every picture of a tenant as a file of its own, named by its id. */
export async function* picturesOf(tx: Tx, tenantId: TenantId): AsyncGenerator<ZipPart> {
  for await (const { id, type, bytes } of everyPicture(tx, tenantId, notTaken))
    yield { name: `files/${id}.${endings[type] ?? 'bin'}`, text: [bytes], packed: true }
}
