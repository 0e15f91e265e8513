import { reportsBench } from '#test/bench/reports.ts'

await reportsBench()
