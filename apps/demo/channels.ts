import { makeChannel } from '../../modules/channels/public.ts'
import { actingFor } from '../../modules/people/public.ts'
import type { Stage } from './replay.ts'

/** One way out, switched off: what a channel looks like, and nothing leaves the demo. */
export async function playChannels({ db, secrets, keys, until }: Stage): Promise<void> {
  await db.tx(async (tx) => {
    const administrator = await actingFor(tx, keys.tenantId, keys.post('post:administrator'), until)
    if (!administrator) return
    const { personId } = administrator
    await makeChannel(
      tx,
      {
        ...{ tenantId: keys.tenantId, secrets, at: until, origin: 'http://127.0.0.1:8080' },
        by: { personId, postId: null, via: 'demo' },
      },
      'webhook',
      {
        ...{ name: '区城运平台（示例）', settings: {}, on: false },
        secrets: { url: 'https://platform.liren.example/hooks/liren' },
        events: ['matters.matter_reported', 'matters.matter_resolved', 'matters.matter_closed'],
      },
    )
  })
}
