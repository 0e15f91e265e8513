import '#kit/client/strict.ts'
import './console.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { applyTheme, themeNow } from '#kit/ui/preferences.tsx'
import { App } from './app.tsx'

applyTheme(themeNow())
const root = document.getElementById('root')
if (root) {
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  )
}
