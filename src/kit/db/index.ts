export { type Copying, startCopy } from './copy.ts'
export { migrate, type TableFolder } from './migrate.ts'
export { type Database, openDatabase, openOwner } from './open.ts'
export { type Context, inOneTrip, inTransaction, setContext, type Tx } from './transaction.ts'
