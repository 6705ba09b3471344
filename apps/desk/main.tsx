import './joins.ts'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { makeQueryClient } from '../../kernel/web/hooks.ts'
import { currentLang } from '../../kernel/web/words.ts'
import { DeskTheme } from '../../ui/desk/desk-theme.tsx'
import { loadCarriedFont } from '../../ui/fonts.ts'
import { restoreTypeSize } from '../../ui/large-type.ts'
import { Toasts } from '../../ui/pocket/toast.tsx'
import { router } from './router.tsx'

currentLang()
restoreTypeSize()
void loadCarriedFont()

const place = document.getElementById('app')
if (!place) throw new Error('index.html has no #app')
createRoot(place).render(
  <StrictMode>
    <QueryClientProvider client={makeQueryClient()}>
      <DeskTheme>
        <RouterProvider router={router} />
        <Toasts />
      </DeskTheme>
    </QueryClientProvider>
  </StrictMode>,
)
