import type { FieldWork } from '#kit/ui/phone.tsx'
import type { Routes } from '#kit/wire'
import { fieldWork } from '../activities.screens.ts'

/** Every kind of work that the activities bring to the phone. */
export const works: readonly FieldWork[] = fieldWork

/** Every command that may wait on the phone. */
export const commands: Routes = Object.assign({}, ...works.map(work => work.commands))
