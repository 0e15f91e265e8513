import { client, ProblemError } from '#kit/client'
import { type Me as Person, peopleRoutes } from '#spine/people/routes.ts'

const people = client(peopleRoutes)

/** Who is signed in: what the frame shows and what decides which screens it offers. */
export type Me = Person

/** The person, or null when nobody is signed in. */
export async function findMe(): Promise<Me | null> {
  try {
    return await people.me({})
  } catch (error) {
    if (error instanceof ProblemError && error.problem.status === 401) return null
    throw error
  }
}

/** Signing in goes by steps; each answers what is still to be proved. */
export const account = {
  signIn: (login: string, password: string) => people.signIn({ login, password }),
  confirm: (code: string) => people.confirmCode({ code }),
  choosePassword: (password: string) => people.choosePassword({ password }),
  beginEnrolment: () => people.beginEnrolment({}),
  signOut: () => people.signOut({}),
}
