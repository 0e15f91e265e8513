// Writes what a machine can write: the form of every file, and the picture of the house.
import { runAndWait } from './ensure.mjs'

const formed = runAndWait(['node_modules/@biomejs/biome/bin/biome', 'check', '--write', '.'])
process.exit(runAndWait(['tools/picture.ts']) || formed)
