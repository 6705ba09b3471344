import { everyPageOpens } from './pages.fixture.ts'

everyPageOpens('pocket')
