import type { FieldError, Problem } from '#kit/wire'

/** The problem that the server named, when what was thrown carries one (kit/client's ProblemError does). */
export function problemOf(error: unknown): Problem | undefined {
  if (typeof error !== 'object' || error === null || !('problem' in error)) return undefined
  const problem = error.problem
  return typeof problem === 'object' && problem !== null && 'code' in problem ? (problem as Problem) : undefined
}

/** What is wrong with which field, by its dotted path; '' holds what concerns the whole. */
export function fieldErrorsOf(error: unknown): readonly FieldError[] {
  const problem = problemOf(error)
  if (!problem) return []
  if (problem.errors && problem.errors.length > 0) return problem.errors
  return [{ field: '', code: problem.code, message: problem.title }]
}
