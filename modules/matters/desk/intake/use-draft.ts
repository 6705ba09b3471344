import { useMutation } from '@tanstack/react-query'
import { useRef } from 'react'
import { type ApiError, call } from '../../../../kernel/web/client.ts'
import { draft } from '../../contract.ts'
import type { Draft } from './form.ts'

export interface Reading {
  readonly read: Draft | undefined
  readonly busy: boolean
  readonly error: ApiError | null
  /** Reads a text once; the same text is not read again. */
  ask(text: string, replaceBody: boolean): void
  forget(): void
}

/** Has the server read a message: place, category, telephone … with the words by which it knew them. */
export function useDraft(onRead: (read: Draft, replaceBody: boolean) => void): Reading {
  const last = useRef('')
  const { mutate, data, isPending, error, reset } = useMutation<
    Draft,
    ApiError,
    { text: string; replaceBody: boolean }
  >({
    mutationFn: ({ text }) => call(draft, { body: { text } }),
    onSuccess: (read, { replaceBody }) => {
      if (replaceBody) last.current = read.body.trim()
      onRead(read, replaceBody)
    },
  })
  return {
    read: data,
    busy: isPending,
    error,
    ask(text, replaceBody) {
      const tidy = text.trim().slice(0, 8000)
      if (tidy.length < 6 || tidy === last.current) return
      last.current = tidy
      mutate({ text: tidy, replaceBody })
    },
    forget() {
      last.current = ''
      reset()
    },
  }
}
