export { folderStore } from './folder.ts'
export { s3Store } from './s3.ts'
export { collected, type FileRules, type FileStore } from './store.ts'
export { type FileType, mimeOf } from './type.ts'
