import { uuidv7 } from 'uuidv7'
import type { Endpoint, ResponseOf } from '../contract/endpoint.ts'
import { errorOfAnswer, offlineError } from './api-error.ts'
import { face, type LooseArgs, urlOf } from './client.ts'
import { currentLang } from './words.ts'

export interface UploadOptions {
  readonly params?: unknown
  readonly query?: unknown
  /** Further text fields of the form. */
  readonly fields?: Record<string, string>
  readonly name?: string
  /** Share sent so far, 0 to 1. */
  readonly onProgress?: (share: number) => void
  readonly signal?: AbortSignal
  readonly idempotencyKey?: string
}

/**
 * Sends one file to a multipart endpoint, with progress (fetch cannot tell it, XMLHttpRequest can).
 * Throws an `ApiError`.
 */
export function upload<E extends Endpoint>(
  endpoint: E,
  file: Blob,
  options: UploadOptions = {},
): Promise<ResponseOf<E>> {
  const form = new FormData()
  for (const [name, value] of Object.entries(options.fields ?? {})) form.append(name, value)
  form.append('file', file, options.name ?? (file instanceof File ? file.name : 'photo.jpg'))
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open(endpoint.method, urlOf(endpoint, options as LooseArgs))
    request.setRequestHeader('x-liren', face())
    request.setRequestHeader('accept-language', currentLang())
    request.setRequestHeader('idempotency-key', options.idempotencyKey ?? uuidv7())
    request.upload.onprogress = (event) => {
      if (event.lengthComputable) options.onProgress?.(event.loaded / event.total)
    }
    request.onerror = () => reject(offlineError())
    request.onabort = () => reject(new DOMException('aborted', 'AbortError'))
    request.onload = () => {
      const ok = request.status >= 200 && request.status < 300
      if (ok) resolve(JSON.parse(request.responseText) as ResponseOf<E>)
      else reject(errorOfAnswer(request.status, request.responseText))
    }
    options.signal?.addEventListener('abort', () => request.abort())
    request.send(form)
  })
}
