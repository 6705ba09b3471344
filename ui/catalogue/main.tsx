import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { DeskTheme } from '../desk/desk-theme.tsx'
import { loadCarriedFont } from '../fonts.ts'
import { restoreTypeSize } from '../large-type.ts'
import { Toasts } from '../pocket/toast.tsx'
import { Catalogue } from './catalogue.tsx'

document.documentElement.lang = new URLSearchParams(location.search).get('lang') === 'en' ? 'en' : 'zh-CN'
restoreTypeSize()
void loadCarriedFont()

const place = document.getElementById('app')
if (!place) throw new Error('catalogue.html has no #app')
createRoot(place).render(
  <StrictMode>
    <DeskTheme>
      <Catalogue />
      <Toasts />
    </DeskTheme>
  </StrictMode>,
)
