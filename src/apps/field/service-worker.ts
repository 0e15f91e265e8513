/// <reference lib="webworker" />
declare const self: ServiceWorkerGlobalScope & { readonly __PRECACHE__?: readonly string[] }
/** Filled when the app is built: the hashed files of this release, and a name that changes with them. */
declare const PRECACHE: readonly string[]
declare const VERSION: string

const page = '/field/'

/** Keeps this release whole before it takes over, so that the app opens without signal from its first visit on. */
self.addEventListener('install', event => {
  event.waitUntil(
    caches
      .open(VERSION)
      .then(cache => cache.addAll([page, ...PRECACHE]))
      .then(() => self.skipWaiting()),
  )
})

self.addEventListener('activate', event => {
  event.waitUntil(
    caches
      .keys()
      .then(names => Promise.all(names.filter(name => name !== VERSION).map(name => caches.delete(name))))
      .then(() => self.clients.claim()),
  )
})

/** The page: from the server when it answers within two seconds, otherwise the kept one. */
async function openPage(request: Request): Promise<Response> {
  const kept = await caches.match(page)
  const patience = new Promise<undefined>(resolve => setTimeout(resolve, kept ? 800 : 20_000))
  const fresh = fetch(request).catch(() => undefined)
  const first = await Promise.race([fresh, patience])
  return first?.ok ? first : (kept ?? Response.error())
}

self.addEventListener('fetch', event => {
  const url = new URL(event.request.url)
  if (event.request.method !== 'GET' || url.origin !== self.location.origin) return
  if (event.request.mode === 'navigate') event.respondWith(openPage(event.request))
  else if (PRECACHE.includes(url.pathname))
    event.respondWith(caches.match(url.pathname).then(kept => kept ?? fetch(event.request)))
})
