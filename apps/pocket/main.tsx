import '../../ui/base.css'
import { QueryClientProvider } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { makeQueryClient } from '../../kernel/web/hooks.ts'
import { onOutboxSent, startOutbox } from '../../kernel/web/outbox.ts'
import { currentLang } from '../../kernel/web/words.ts'
import { keepReceiptOfQueued } from '../../modules/matters/pocket/parts/receipts.ts'
import { loadCarriedFont } from '../../ui/fonts.ts'
import { restoreTypeSize } from '../../ui/large-type.ts'
import { Toasts } from '../../ui/pocket/toast.tsx'
import { Router } from './router.tsx'
import { registerServiceWorker } from './service-worker.ts'

currentLang()
restoreTypeSize()
void loadCarriedFont()
void registerServiceWorker()
onOutboxSent(keepReceiptOfQueued)
startOutbox()

const place = document.getElementById('app')
if (!place) throw new Error('index.html has no #app')
createRoot(place).render(
  <StrictMode>
    <QueryClientProvider client={makeQueryClient()}>
      <Router />
      <Toasts />
    </QueryClientProvider>
  </StrictMode>,
)
