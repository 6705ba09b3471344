import type { Endpoint } from '../contract/endpoint.ts'
import { errorOfAnswer, offlineError } from './api-error.ts'
import { type LooseArgs, requestOf } from './client.ts'

/**
 * Fetches a file in the reader's language and hands it to the browser to keep. Throws an `ApiError`: a plain link
 * would lead away from the page when the server refuses.
 */
export async function saveFile(endpoint: Endpoint, args: LooseArgs, name: string): Promise<void> {
  const { url, headers } = requestOf(endpoint, args)
  const answer = await fetch(url, { headers, credentials: 'same-origin' }).catch(() => {
    throw offlineError()
  })
  if (!answer.ok) throw errorOfAnswer(answer.status, await answer.text())
  const address = URL.createObjectURL(await answer.blob())
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  // Firefox reads the address after the click has returned.
  setTimeout(() => URL.revokeObjectURL(address), 60_000)
}
