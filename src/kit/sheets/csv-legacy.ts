/**
 * Vietnamese as it was typed before Unicode: fonts that drew Vietnamese letters in the place of others. Such text
 * reads as Latin-1 nonsense ("NguyÔn V¨n"), also after somebody saved it as UTF-8. Sources of the tables: TCVN
 * 5712:1993 (as iconv knows it); VNI's own table of two signs for a letter, as the VNI fonts draw it.
 */
export type Legacy = 'tcvn3' | 'vni'

const tcvnFrom =
  '\u00b5\u00b6\u00b7\u00b8\u00b9\u00a8\u00bb\u00bc\u00bd\u00be\u00c6\u00a9\u00c7\u00c8\u00c9\u00ca\u00cb\u00ae\u00cc\u00ce\u00cf\u00d0\u00d1\u00aa\u00d2\u00d3\u00d4\u00d5\u00d6\u00d7\u00d8\u00dc\u00dd\u00de\u00df\u00e1\u00e2\u00e3\u00e4\u00ab\u00e5\u00e6\u00e7\u00e8\u00e9\u00ac\u00ea\u00eb\u00ec\u00ed\u00ee\u00ef\u00f1\u00f2\u00f3\u00f4\u00ad\u00f5\u00f6\u00f7\u00f8\u00f9\u00fa\u00fb\u00fc\u00fd\u00fe\u00a1\u00a2\u00a3\u00a4\u00a5\u00a6\u00a7'
const tcvnTo = 'àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵĂÂÊÔƠƯĐ'
const tcvn = new Map([...tcvnFrom].map((sign, index) => [sign, [...tcvnTo][index] ?? sign]))

/** What follows a vowel in VNI: the letter's own mark and its tone. */
const vniMarks: Readonly<Record<string, string>> = {
  ù: '\u0301',
  ø: '\u0300',
  û: '\u0309',
  õ: '\u0303',
  ï: '\u0323',
  â: '\u0302',
  á: '\u0302\u0301',
  à: '\u0302\u0300',
  å: '\u0302\u0309',
  ã: '\u0302\u0303',
  ä: '\u0302\u0323',
  ê: '\u0306',
  é: '\u0306\u0301',
  è: '\u0306\u0300',
  ú: '\u0306\u0309',
  ü: '\u0306\u0303',
  ë: '\u0306\u0323',
}
const vniAlone: Readonly<Record<string, string>> = {
  ñ: 'đ',
  ô: 'ơ',
  ö: 'ư',
  í: 'í',
  ì: 'ì',
  æ: 'ỉ',
  ó: 'ĩ',
  ò: 'ị',
  î: 'ỵ',
}
const upper = (of: Readonly<Record<string, string>>): [string, string][] =>
  Object.entries(of).map(([from, to]) => [from.toUpperCase(), to.toUpperCase()])
const marks = new Map([...Object.entries(vniMarks), ...upper(vniMarks)])
const alone = new Map([...Object.entries(vniAlone), ...upper(vniAlone)])

function fromVni(text: string): string {
  let out = ''
  for (const sign of text) {
    const mark = /[aeiouyôöơưAEIOUYÔÖƠƯ]$/u.test(out) ? marks.get(sign) : undefined
    out += mark ?? alone.get(sign) ?? sign
  }
  return out.normalize('NFC')
}

/** The text in Unicode, from what Latin-1 shows of it. */
export function fromLegacy(text: string, legacy: Legacy): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: text without a sign beyond ASCII is the same in all of them
  if (/^[\x00-\x7f]*$/.test(text)) return text
  if (legacy === 'vni') return fromVni(text)
  return text.replace(/[\u00a1-\u00fe]/g, sign => tcvn.get(sign) ?? sign)
}

const onset = '(?:ngh|ng|nh|gh|gi|kh|ph|th|tr|ch|qu|[bcdđghklmnpqrstvx])?'
const nucleus =
  '(?:iê|yê|uyê|uô|ươ|oa|oă|oe|oai|oay|oao|oeo|uâ|uê|uy|uya|uyu|ia|ya|ua|ưa|ai|ao|au|ay|âu|ây|eo|êu|iu|iêu|yêu|oi|ôi|ơi|ui|ưi|ưu|uôi|ươi|ươu|uây|[aăâeêioôơuưy])'
const syllable = new RegExp(`^${onset}${nucleus}(?:ch|nh|ng|[cmnpt])?$`, 'u')

/** How many of the words beyond ASCII are syllables that Vietnamese can have; 0 to 1, and how many words there were. */
export function likeVietnamese(text: string): { readonly share: number; readonly words: number } {
  const words = text
    .toLowerCase()
    .split(/[^\p{L}\p{M}\p{S}\p{No}\u00ad\u00a7\u00a1\u00ab\u00bb\u00b6\u00b7]+/u)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: words of ASCII tell nothing
    .filter(word => /[^\x00-\x7f]/.test(word))
  if (words.length === 0) return { share: 0, words: 0 }
  const bare = (word: string): string =>
    word
      .normalize('NFD')
      .replace(/[\u0300\u0301\u0303\u0309\u0323]/g, '')
      .normalize('NFC')
  return { share: words.filter(word => syllable.test(bare(word))).length / words.length, words: words.length }
}
