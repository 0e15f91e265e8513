import { planOpen } from '#test/bench/plan.ts'

await planOpen()
