/*
 * The fold is written twice, here and in db/tables/002-fold.sql, and a test compares the two over real PostgreSQL.
 * A change here is a change there, and every index built on kit.fold must be rebuilt.
 */

/** Letters that Unicode does not take apart. Ð (eth) and Ɖ stand in old lists for Đ. */
const letters: Readonly<Record<string, string>> = {
  Đ: 'd',
  đ: 'd',
  Ð: 'd',
  ð: 'd',
  Ɖ: 'd',
  ɖ: 'd',
  Ø: 'o',
  ø: 'o',
  Ł: 'l',
  ł: 'l',
}
const marks = /(?:[\u0300-\u036f]|[\u00ad\u200b-\u200f\u2060\ufeff])+/g
const spaces = /[\t-\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/g

/** The text composed (NFC): Vietnamese typed on a Mac or pasted from a PDF often arrives in pieces. */
export function nfc(text: string): string {
  return text.normalize('NFC')
}

/** A line of text as it is kept: composed, no invisible marks, one space between words, none around. */
export function tidy(text: string): string {
  return text
    .replace(/[\u00ad\u200b-\u200f\u2060\ufeff]+/g, '')
    .replace(spaces, ' ')
    .trim()
    .normalize('NFC')
}

/**
 * What a text is found by: lower case, no diacritics, đ as d, spaces collapsed. `Hoà`, `hòa` and `HOA` fold alike,
 * so where a tone mark stands makes no difference. Answers the same bytes as `kit.fold(text)` in the database.
 */
export function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replace(marks, '')
    .replace(/[ĐđÐðƉɖØøŁł]/g, letter => letters[letter] ?? letter)
    .replace(/[A-Z]+/g, upper => upper.toLowerCase())
    .replace(spaces, ' ')
    .replace(/^ | $/g, '')
}
