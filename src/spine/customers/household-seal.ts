import { blindHex, open, seal } from '#kit/db/seal.ts'
import { fold } from '#kit/text'
import { foundKey } from './rules.ts'

type Secrets = { readonly key: (purpose: string) => Buffer }
type Person = { readonly name: string; readonly born: number | null }

const name = (id: string): string => `customers.persons.name:${id}`
const born = (id: string): string => `customers.persons.born:${id}`
const paper = (id: string): string => `customers.welfare_marks.paper:${id}`

/** Seals what is kept of a household, each value to its column and row. */
export function householdSeal(secrets: Secrets) {
  const key = secrets.key('customers.households')
  return {
    /** `found`: the same for one name and year, however the name is written. */
    person: (id: string, it: Person) => ({
      found: foundKey(blindHex(secrets.key('customers.persons'), `${fold(it.name)} ${it.born ?? ''}`)),
      name: seal(key, name(id), it.name),
      born: it.born === null ? null : seal(key, born(id), String(it.born)),
    }),
    openPerson: (id: string, sealed: { readonly name: string; readonly born: string | null }): Person => ({
      name: open(key, name(id), sealed.name),
      born: sealed.born === null ? null : Number(open(key, born(id), sealed.born)),
    }),
    paper: (id: string, text: string): string => seal(key, paper(id), text),
    openPaper: (id: string, sealed: string): string => open(key, paper(id), sealed),
  }
}
