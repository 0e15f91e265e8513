/**
 * The same text in memory of its own. A piece cut from a long text is a window into it: kept as it is, it would keep
 * the whole.
 */
export const ownText = (text: string): string => Buffer.from(text, 'utf16le').toString('utf16le')
