export { folderStore } from './folder.ts'
export { type S3Options, s3Store } from './s3.ts'
export type { FileRules, FileStore, Stored } from './store.ts'
export { type FileType, mimeOf } from './type.ts'
