export { folderStore } from './folder.ts'
export { s3Store } from './s3.ts'
export type { FileRules, FileStore } from './store.ts'
export { type FileType, mimeOf } from './type.ts'
