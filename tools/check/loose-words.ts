import { parseSync, Visitor } from 'oxc-parser'
import { type Broken, mustSee, type Seen } from './law.ts'
import { filesUnder, isModule, isTest, lineAt, textOf } from './tree.ts'

/** Attributes that somebody reads or hears. */
const spoken = /^(label|title|placeholder|alt|hint|caption|summary|aria-label|aria-description|aria-roledescription)$/
/** What is no language: names of the product and of formats, units, paths, attributes of a tag, and entities. */
const signs = /Tri Ân|\b(kWh|MWh|kW|CSV|XLSX|PDF|DOCX|QR|VND)\b|\/[\w./-]+|[\w-]+="[^"]*"?|&\w+;/gu
const word = /\p{L}{2,}/u

type Found = { readonly text: string; readonly at: number }
type Node = { readonly type: string; readonly start: number }
type Loose = {
  readonly value?: unknown
  readonly quasis?: readonly { readonly value: { readonly raw: string } }[]
  readonly consequent?: Node
  readonly alternate?: Node
  readonly left?: Node
  readonly right?: Node
}

const isLoose = (text: string): boolean => word.test(text.replace(signs, ' '))

/** The texts that an expression shows as they stand: itself, its parts, or what it chooses from. */
function textsOf(node: Node | undefined): Found[] {
  if (!node) return []
  const { value, quasis, consequent, alternate, left, right } = node as Node & Loose
  if (node.type === 'Literal') return typeof value === 'string' ? [{ text: value, at: node.start }] : []
  if (node.type === 'TemplateLiteral') return (quasis ?? []).map(part => ({ text: part.value.raw, at: node.start }))
  if (node.type === 'ConditionalExpression') return [...textsOf(consequent), ...textsOf(alternate)]
  return node.type === 'LogicalExpression' ? [...textsOf(left), ...textsOf(right)] : []
}

type Child = Node & { readonly value?: unknown; readonly expression?: Node }
const shownBy = ({ type, start, value, expression }: Child): Found[] =>
  type === 'JSXText' ? [{ text: String(value), at: start }] : textsOf(expression)

function inScreen(path: string, source: string): Found[] {
  const found: Found[] = []
  const children = (node: unknown): void => {
    for (const child of (node as { children: readonly Child[] }).children) found.push(...shownBy(child))
  }
  new Visitor({
    JSXElement: children,
    JSXFragment: children,
    JSXAttribute: node => {
      const { name, value } = node as unknown as { name: { name: unknown }; value: Child | null }
      if (typeof name.name === 'string' && spoken.test(name.name) && value)
        found.push(...textsOf(value.type === 'Literal' ? value : value.expression))
    },
  }).visit(parseSync(path, source).program)
  return found
}

/** Texts between the tags of a page that the server writes; what stands in `${…}` was looked up. */
function inPage(path: string, source: string): Found[] {
  const found: Found[] = []
  new Visitor({
    TaggedTemplateExpression: node => {
      if (node.tag.type !== 'Identifier' || node.tag.name !== 'html') return
      const text = node.quasi.quasis.map(({ value }) => value.raw).join('\n')
      const heard = [...text.matchAll(/\s(?:aria-label|title|alt|placeholder)="([^"]*)"/g)].map(hit => hit[1] ?? '')
      for (const part of [...text.replace(/<[^>]*>/g, '\n').split('\n'), ...heard])
        found.push({ text: part, at: node.start })
    },
  }).visit(parseSync(path, source).program)
  return found
}

/** Every word that somebody reads stands in words.ts, in both languages: none stands in a screen or page itself. */
export function looseWords(root: string): Seen {
  const files = filesUnder(root, 'src').filter(path => isModule(path) && !isTest(path))
  const screens = files.filter(path => path.endsWith('.tsx'))
  const pages = files.filter(path => path.endsWith('.ts') && textOf(root, path).includes('html`'))
  mustSee('screens', screens.length, 30)
  mustSee('pages', pages.length, 3)
  const broken = [...screens, ...pages].flatMap((path): Broken[] => {
    const source = textOf(root, path)
    const found = path.endsWith('.tsx') ? inScreen(path, source) : inPage(path, source)
    return found
      .filter(({ text }) => isLoose(text))
      .map(({ text, at }) => ({
        law: 'words-in-words',
        at: `${path}:${lineAt(source, at)}`,
        says: `"${text.trim()}" stands in one language: put it into words.ts`,
      }))
  })
  return { saw: `${screens.length} screens, ${pages.length} pages`, broken }
}
