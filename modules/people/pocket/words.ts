import { defineWords } from '../../../kernel/contract/words.ts'

export const words = defineWords({ zh: { face: '掌上' }, en: { face: 'Pocket' } })
