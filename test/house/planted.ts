/** One sin of each kind: the law that it breaks, the file that is planted, and its text; `at` where another is blamed. */
export type Sin = { readonly law: string; readonly path: string; readonly text: string; readonly at?: string }

export const uses = (from: string): string => `import * as sin from '${from}'\nexport const planted = sin\n`
export const blueprint = 'src/activities/_blueprint'

export const walls: readonly Sin[] = [
  { law: 'kit-knows-no-product', path: 'src/kit/channels/planted.ts', text: uses('#spine/editions/routes.ts') },
  { law: 'kit-knows-no-product', path: 'src/kit/text/planted.test.ts', text: uses('#test/world.ts') },
  { law: 'spine-knows-no-activity', path: 'src/spine/facts/planted.ts', text: uses('#activities/_blueprint/rules.ts') },
  { law: 'spine-order', path: 'src/spine/audit/planted.ts', text: uses('#spine/people/rules.ts') },
  {
    law: 'activities-never-meet',
    path: 'src/activities/second/service.ts',
    text: uses(`#activities/_blueprint/rules.ts`),
  },
  { law: 'activities-never-meet', path: 'src/activities/second/report.ts', text: uses('#apps/server/secrets.ts') },
  { law: 'one-list', path: 'src/apps/server/planted.ts', text: uses('#activities/_blueprint/activity.ts') },
  { law: 'front-door', path: `${blueprint}/planted.ts`, text: uses('#spine/people/secrets.ts') },
  { law: 'no-tests-in-production', path: 'src/apps/server/photo.ts', text: uses('#test/photo.ts') },
  { law: 'nowhere', path: 'src/kit/text/lost.ts', text: uses('./gone.ts') },
  {
    law: 'no-star-exports',
    path: 'src/kit/text/star.ts',
    text: `export * from './fold.ts'\n`,
    at: 'src/kit/text/star.ts',
  },
  {
    law: 'rules-are-pure',
    path: 'src/activities/second/rules.ts',
    text: 'export const now = () => Date.now()\n',
    at: 'src/activities/second/rules.ts',
  },
  { law: 'rules-are-pure', path: 'src/activities/second/rules-more.ts', text: uses('zod') },
  // A screen reaches the service, though only by a file that is neither; the chain is named.
  {
    law: 'browser-sees-contracts',
    path: `${blueprint}/screens/planted.tsx`,
    text: uses('../middle.ts'),
    at: `${blueprint}/screens/planted.tsx`,
  },
  {
    law: 'browser-sees-contracts',
    path: 'src/apps/console/planted.ts',
    text: uses('node:fs'),
    at: 'src/apps/console/planted.ts',
  },
  { law: 'spine-order', path: 'src/spine/planted/noun.ts', text: 'export const face = 1\n', at: 'src/spine/planted' },
  {
    law: 'narrow-door',
    path: 'src/spine/planted/index.ts',
    text: Array.from({ length: 13 }, (_, at) => `export const door${at} = ${at}\n`).join(''),
    at: 'src/spine/planted/index.ts',
  },
]
export const sizes: readonly Sin[] = [
  { law: 'short-files', path: 'src/kit/text/long.ts', text: '// a line\n'.repeat(251) },
  { law: 'named-by-content', path: 'src/kit/text/utils.ts', text: '' },
]
export const migrations: readonly Sin[] = [
  {
    law: 'postgres-15',
    path: 'src/spine/facts/tables/900-new.sql',
    text: 'select uuidv7();',
    at: 'src/spine/facts/tables/900-new.sql:1',
  },
  {
    law: 'definer-path',
    path: 'src/spine/facts/tables/901-path.sql',
    text: `create function facts.a() returns int language sql security definer as $$ select 1 $$;
comment on function facts.a is 'definer: counts over all units';`,
    at: 'src/spine/facts/tables/901-path.sql:1',
  },
  {
    law: 'definer-reason',
    path: 'src/spine/facts/tables/902-why.sql',
    text: `create function facts.b() returns int language sql security definer set search_path = pg_catalog as $$ select 1 $$;`,
    at: 'src/spine/facts/tables/902-why.sql:1',
  },
]
export const leaking: readonly Sin[] = [
  {
    law: 'no-leaks',
    path: 'decisions/planted.md',
    text: `See ${['/ho', 'me/somebody/notes'].join('')}.\n`,
    at: 'decisions/planted.md:1',
  },
]

export const loose: readonly Sin[] = [
  { law: 'words-in-words', path: 'src/kit/ui/planted.tsx', text: 'export const P = () => <p>Save it</p>\n' },
  {
    law: 'words-in-words',
    path: 'src/kit/ui/chosen.tsx',
    text: `export const C = (it: object) => <p>{it ? 'yes' : '–'}</p>\n`,
  },
  { law: 'words-in-words', path: 'src/kit/ui/heard.tsx', text: 'export const H = () => <p aria-label="Close" />\n' },
  {
    law: 'words-in-words',
    path: 'src/apps/portal/planted.ts',
    text: `import { html } from '#kit/serve'\nexport const page = html\`<p class="lead">Welcome</p>\`\n`,
    at: 'src/apps/portal/planted.ts:2',
  },
]
