import { cpSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import tailwind from '@tailwindcss/vite'
import { build, type InlineConfig } from 'vite'

type Built = {
  console: { script: string; styles: string[] }
  field: { script: string; styles: string[] }
  portalStyles: string[]
}
type Manifest = Record<string, { file: string; css?: string[]; isEntry?: boolean; imports?: string[] }>

/** What every build shares: hashed names under /assets, nothing inlined, so that the strict content policy holds. */
function common(root: string, out: string, app: string): InlineConfig {
  return {
    root,
    configFile: false,
    mode: 'production',
    // Whoever builds (a test run too), the apps are built for use, never for development.
    oxc: { jsx: { runtime: 'automatic', development: false } },
    logLevel: 'error',
    publicDir: false,
    plugins: app === 'console' ? [tailwind()] : [],
    define: { __APP__: JSON.stringify(app), 'process.env.NODE_ENV': '"production"' },
    build: {
      outDir: out,
      emptyOutDir: false,
      assetsInlineLimit: 0,
      manifest: `${app}.json`,
      modulePreload: { polyfill: false },
      target: 'es2022',
      reportCompressedSize: false,
      rolldownOptions: {},
    },
  }
}

/** Vite reads the dot of "#kit/*.ts" as any letter, so "#kit/units" would miss its front door: front doors are named here. */
const frontDoors = (root: string) => [
  { find: /^#(kit|spine)\/([a-z-]+)$/, replacement: `${join(root, 'src')}/$1/$2/index.ts` },
]

const preact = [
  { find: /^react\/jsx-runtime$/, replacement: 'preact/jsx-runtime' },
  { find: /^react-dom\/client$/, replacement: 'preact/compat/client' },
  { find: /^react(-dom)?$/, replacement: 'preact/compat' },
]

function entryOf(out: string, app: string): { script: string; styles: string[] } {
  const manifest = JSON.parse(readFileSync(join(out, `${app}.json`), 'utf8')) as Manifest
  const entry = Object.values(manifest).find(one => one.isEntry)
  if (!entry) throw new Error(`the ${app} was built without an entry`)
  return { script: `/${entry.file}`, styles: (entry.css ?? []).map(file => `/${file}`) }
}

async function buildApp(
  root: string,
  out: string,
  app: 'console' | 'field',
): Promise<{ script: string; styles: string[] }> {
  const config = common(root, out, app)
  await build({
    ...config,
    resolve: { alias: [...frontDoors(root), ...(app === 'field' ? preact : [])] },
    build: { ...config.build, rolldownOptions: { input: join(root, `src/apps/${app}/main.tsx`) } },
  })
  return entryOf(out, app)
}

/** The portal's one style sheet, through the same pipeline as the others. */
async function buildPortal(root: string, out: string): Promise<string[]> {
  const config = common(root, out, 'portal')
  await build({
    ...config,
    build: { ...config.build, rolldownOptions: { input: join(root, 'src/apps/portal/portal.css') } },
  })
  const manifest = JSON.parse(readFileSync(join(out, 'portal.json'), 'utf8')) as Manifest
  return Object.values(manifest)
    .filter(one => one.file.endsWith('.css'))
    .map(one => `/${one.file}`)
}

const light = /be-vietnam-pro-(latin|vietnamese)-(400|600)-|tri-an-digits/

/** The field app's service worker, filled with the files of this release. */
async function buildWorker(root: string, out: string, before: ReadonlySet<string>): Promise<void> {
  const fresh = readdirSync(join(out, 'assets')).filter(
    name => !before.has(name) && (!/\.woff2?$/.test(name) || light.test(name)),
  )
  const files = [...fresh.map(name => `/assets/${name}`), '/icon.svg', '/field/manifest.webmanifest'].sort()
  const config = common(root, join(out, 'field'), 'worker')
  await build({
    ...config,
    define: { PRECACHE: JSON.stringify(files), VERSION: JSON.stringify(`tri-an-${out.split('/').at(-1)}`) },
    build: {
      ...config.build,
      manifest: false,
      rolldownOptions: {
        input: join(root, 'src/apps/field/service-worker.ts'),
        output: { entryFileNames: 'sw.js', format: 'iife' },
      },
    },
  })
  cpSync(join(root, 'src/apps/field/manifest.webmanifest'), join(out, 'field/manifest.webmanifest'))
}

/** Builds console, field and portal into a folder; answers where each begins. */
export async function buildApps(root: string, out: string): Promise<Built> {
  rmSync(out, { recursive: true, force: true })
  const field = await buildApp(root, out, 'field')
  await buildWorker(root, out, new Set())
  const console = await buildApp(root, out, 'console')
  const portalStyles = await buildPortal(root, out)
  return { console, field, portalStyles }
}
