import '#kit/client/strict.ts'
import './field.css'
import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'
import { openPhone } from './door.ts'
import { signal } from './signal.ts'
import { commands } from './work.ts'

type TrustedTypes = {
  createPolicy: (
    name: string,
    rules: { createScriptURL: (url: string) => string },
  ) => { createScriptURL: (url: string) => string }
}

/** The service worker's address is the only one that this app ever trusts. */
function registerWorker(): void {
  if (!('serviceWorker' in navigator)) return
  const trusted = (globalThis as { trustedTypes?: TrustedTypes }).trustedTypes
  const policy = trusted?.createPolicy('tri-an', {
    createScriptURL: url => {
      if (url !== '/field/sw.js') throw new TypeError('not a script of ours')
      return url
    },
  })
  void navigator.serviceWorker.register(policy ? policy.createScriptURL('/field/sw.js') : '/field/sw.js', {
    scope: '/field/',
  })
}

async function start(): Promise<void> {
  const root = document.getElementById('root')
  if (!root) return
  const phone = await openPhone(commands, signal.heard)
  createRoot(root).render(<App phone={phone} />)
  registerWorker()
  void navigator.storage?.persist?.()
}

void start()
