// `npm run views [-- vitest's arguments]`: every page in all four views and every journey in both languages. `npm test` opens
// each page in one of them and walks each journey that has two languages in one.
process.env.LIREN_ALL_VIEWS = '1'
process.argv.splice(2, 0, 'tests/e2e')
await import('./test.mjs')
