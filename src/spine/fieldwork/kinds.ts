import type { Ports } from '#kit/serve/face.ts'
import { refuse } from '#kit/wire'
import type { WorkKind } from '#kit/wire/work.ts'

/** A kind of work with its full name and the activity that declares it. */
export type DeclaredWork = { readonly activity: string; readonly duties: Duties; readonly kind: WorkKind }
type Duties = Readonly<Record<string, 'statutory' | 'extra'>>

declare module '#kit/serve/face.ts' {
  interface Ports {
    /** The kinds of field work that the activities above declare, by `activity.name`. */
    readonly works: () => ReadonlyMap<string, DeclaredWork>
  }
}

export const getWork = (ports: Ports, kind: string): DeclaredWork =>
  ports.works().get(kind) ?? refuse('fieldwork.unknown_kind', 404)
