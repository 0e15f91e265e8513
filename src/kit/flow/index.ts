import { refuse } from '#kit/wire'

type Move<S extends string> = { readonly from: readonly S[]; readonly to: S }

/** Which states a thing can be in, where it starts, and which moves lead from where to where. */
export type Flow<S extends string = string, M extends string = string> = {
  readonly states: readonly S[]
  readonly start: S
  readonly moves: Readonly<Record<M, Move<S>>>
}

function reachable(flow: Flow): Set<string> {
  const seen = new Set([flow.start])
  // A set gives what is added to it while it is walked.
  for (const state of seen)
    for (const move of Object.values(flow.moves)) if (move.from.includes(state)) seen.add(move.to)
  return seen
}

/**
 * Declares a flow with its names kept. Throws an Error (a bug, seen at start) when it names a state twice, moves from
 * nowhere, or has a state that no moves lead to.
 */
export function declareFlow<const S extends string, const M extends string>(flow: {
  readonly states: readonly S[]
  readonly start: NoInfer<S>
  readonly moves: Readonly<Record<M, Move<NoInfer<S>>>>
}): Flow<S, M> {
  if (new Set(flow.states).size !== flow.states.length) throw new Error('a flow names a state twice')
  for (const [name, move] of Object.entries<Move<S>>(flow.moves))
    if (move.from.length === 0) throw new Error(`the move ${name} leads from nowhere`)
  const seen = reachable(flow)
  const lost = flow.states.filter(state => !seen.has(state))
  if (lost.length > 0) throw new Error(`no move leads to ${lost.join(', ')}`)
  return flow
}

/** The state that a move leads to; undefined when the move is not legal from here. */
export function next<S extends string, M extends string>(flow: Flow<S, M>, state: S, move: M): S | undefined {
  const to: Move<S> = flow.moves[move]
  return to.from.includes(state) ? to.to : undefined
}

/** The state that a move leads to; refuses with the folder's own code (409) when the move is not legal from here. */
export function moved<S extends string, M extends string>(
  flow: Flow<S, M>,
  state: S,
  move: M,
  refusal: `${string}.${string}`,
): S {
  return next(flow, state, move) ?? refuse(refusal, 409, { state, move })
}

/** The moves that are legal from a state, in the order of the flow: what a screen offers. */
export function movesFrom<S extends string, M extends string>(flow: Flow<S, M>, state: S): M[] {
  return (Object.keys(flow.moves) as M[]).filter(move => next(flow, state, move) !== undefined)
}

/** A state that nothing leads out of. */
export function isFinal<S extends string, M extends string>(flow: Flow<S, M>, state: S): boolean {
  return movesFrom(flow, state).length === 0
}

const label = (text: string): string => text.replace(/[":;#]/g, ' ')

/** The flow as a mermaid state diagram, with names put to states and moves by `words` where it has them. */
export function asMermaid(flow: Flow, words: Readonly<Record<string, string>> = {}): string {
  const named = flow.states.flatMap(state => (words[state] ? [`  ${state} : ${label(words[state])}`] : []))
  const arrows = Object.entries(flow.moves).flatMap(([name, move]) =>
    move.from.map(from => `  ${from} --> ${move.to} : ${label(words[name] ?? name)}`),
  )
  const ends = flow.states.filter(state => isFinal(flow, state)).map(state => `  ${state} --> [*]`)
  return ['stateDiagram-v2', ...named, `  [*] --> ${flow.start}`, ...arrows, ...ends].join('\n')
}
