export { allocate } from './allocate.ts'
export { vndAtLeast, vndSchema, vndText } from './schema.ts'
export { largestVnd, readVnd, showVnd } from './vnd.ts'
export { vndInWords } from './words.ts'
