export { type Cell, columnName, type Sheet, type SheetRow } from './cell.ts'
export { csvLine, writeCsv } from './write-csv.ts'
export { readXlsx, type XlsxLimits, xlsxLimits, xlsxSheets } from './xlsx-read.ts'
export { type CellOut, type SheetOut, writeXlsx } from './xlsx-write.ts'
