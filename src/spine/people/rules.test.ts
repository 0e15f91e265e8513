import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  clash,
  clashesOf,
  needsSecondFactor,
  nextStep,
  type Role,
  roles,
  type Step,
  weakness,
  wrongDays,
} from './rules.ts'

describe('roles that do not go together', () => {
  test.each<[Role, Role, ReturnType<typeof clash>]>([
    ['planner', 'approver', 'branch'],
    ['administrator', 'approver', 'branch'],
    ['administrator', 'accountant', 'branch'],
    ['approver', 'accountant', 'branch'],
    ['auditor', 'planner', 'anywhere'],
    ['auditor', 'administrator', 'anywhere'],
    ['crew', 'auditor', 'anywhere'],
    ['planner', 'accountant', undefined],
    ['planner', 'crew', undefined],
    ['crew', 'clerk', undefined],
    ['administrator', 'planner', undefined],
    ['clerk', 'approver', undefined],
  ])('%s and %s: %s', (a, b, how) => {
    expect(clash(a, b)).toBe(how)
    expect(clash(b, a)).toBe(how)
  })

  test('a role goes with itself, and the lists of clashes say the same as the pairs', () => {
    for (const a of roles) {
      expect(clash(a, a)).toBeUndefined()
      const { anywhere, branch } = clashesOf(a)
      for (const b of roles) {
        expect(anywhere.includes(b)).toBe(clash(a, b) === 'anywhere')
        expect(branch.includes(b)).toBe(clash(a, b) === 'branch')
      }
    }
  })

  test('no one else ever stands beside an auditor', () => {
    expect(clashesOf('auditor').anywhere).toEqual(roles.filter(role => role !== 'auditor'))
  })
})

test.each<[Role[], boolean]>([
  [['administrator'], true],
  [['crew', 'approver'], true],
  [['accountant'], true],
  [['planner', 'crew', 'clerk'], false],
  [['auditor'], false],
  [[], false],
])('whoever holds %j needs a second factor: %s', (held, needs) => {
  expect(needsSecondFactor(held)).toBe(needs)
})

describe('what is still to be proved after a password', () => {
  const no = { enrolled: false, passwordGiven: false, mustEnrol: false }
  test.each<[string, typeof no, Step | undefined, Step | undefined]>([
    ['nothing', no, undefined, undefined],
    ['the code of an enrolled authenticator', { ...no, enrolled: true }, undefined, 'code'],
    ['an own password where one was given', { ...no, passwordGiven: true }, undefined, 'password'],
    ['the code first, then the own password', { ...no, enrolled: true, passwordGiven: true }, 'code', 'password'],
    ['the own password, then the enrolment', { ...no, passwordGiven: true, mustEnrol: true }, 'password', 'enrolment'],
    ['no enrolment for the enrolled', { ...no, enrolled: true, mustEnrol: true }, 'code', undefined],
    ['nothing after an enrolment', { ...no, enrolled: true, mustEnrol: true }, 'enrolment', undefined],
  ])('%s', (_, needed, done, next) => {
    expect(nextStep(needed, done)).toBe(next)
  })

  test('each step comes once and the sign-in ends, whatever is needed', () => {
    fc.assert(
      fc.property(fc.boolean(), fc.boolean(), fc.boolean(), (enrolled, passwordGiven, mustEnrol) => {
        const seen: Step[] = []
        let step = nextStep({ enrolled, passwordGiven, mustEnrol }, undefined)
        while (step) {
          seen.push(step)
          step = nextStep({ enrolled, passwordGiven, mustEnrol }, step)
        }
        expect(new Set(seen).size).toBe(seen.length)
        expect(seen.includes('code')).toBe(enrolled)
        expect(seen.includes('password')).toBe(passwordGiven)
      }),
    )
  })
})

test.each([
  ['ngắn quá', 'short'],
  ['aaaaaaaaaaaaaaaa', 'plain'],
  ['123412341234', 'plain'],
  ['abcabcabcabcabc', 'plain'],
  ['NV001 Nguyễn Văn An', 'about'],
  ['nguyen.van.an1', 'about'],
  ['trời xanh mây trắng nắng vàng', undefined],
  ['tri-an-minh-hoa', undefined],
  ['correct horse battery staple', undefined],
])('the password "%s" is too weak because %s', (password, why) => {
  expect(weakness(password, ['NV001', 'Nguyễn Văn An', 'nguyen.van.an'])).toBe(why)
})

test.each([
  ['2026-12-10', undefined, undefined],
  ['2026-12-10', '2026-12-11', undefined],
  ['2026-12-10', '2026-12-10', 'ends_before'],
  ['2026-12-12', '2026-12-11', 'ends_before'],
  ['2026-12-09', '2027-01-01', 'past'],
])('a role from %s until %s, granted on 10/12/2026: %s', (from, until, wrong) => {
  expect(wrongDays({ from, until }, '2026-12-10')).toBe(wrong)
})
