import { expect, it } from 'vitest'
import { type AppPage, pageAt } from './page.ts'

const page = (path: string): AppPage => ({ path, load: () => Promise.reject(new Error('not loaded here')) })
const pages = ['/', '/matters', '/matters/$matterId', '/matters/new'].map(page)

it('finds the page of a path, the more literal one first', () => {
  expect(pageAt(pages, '/')?.path).toBe('/')
  expect(pageAt(pages, '/matters/new')?.path).toBe('/matters/new')
  expect(pageAt(pages, '/matters/0198')?.path).toBe('/matters/$matterId')
  expect(pageAt(pages, '/matters/')?.path).toBe('/matters')
  expect(pageAt(pages, '/matters/0198/photos')).toBeUndefined()
})
