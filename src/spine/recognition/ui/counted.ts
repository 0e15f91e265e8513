import { recognition } from './client.ts'

/** Objections that wait for an answer; late when one of them is. */
export async function openObjections(signal: AbortSignal): Promise<{ value: number; late: boolean }> {
  const { objections } = await recognition.objections({ state: 'open' }, { signal })
  return { value: objections.length, late: objections.some(one => one.state === 'late') }
}
