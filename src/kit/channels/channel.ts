export type ChannelName = 'sms' | 'email' | 'zalo' | 'push'

/**
 * One message to one recipient. `id` (UUIDv7) is the sender's own; a carrier that knows it sends once. `to` is a
 * number in E.164, an address or a device token. `template` names a text that the carrier approved beforehand, with
 * its values; `body` is the whole text all the same, as it is kept and shown.
 */
export type Message = {
  readonly id: string
  readonly to: string
  readonly body: string
  readonly subject?: string
  readonly template?: { readonly id: string; readonly values: Readonly<Record<string, string>> }
}

/**
 * What became of a message. `unknown` is a time-out or a broken line: it may have been sent, so it is asked about
 * (by `carrierId` or the message's own id) and never simply sent again. `reason` is the carrier's, for the record.
 */
export type Sent = {
  readonly outcome: 'sent' | 'refused' | 'unknown'
  readonly carrierId?: string
  readonly reason?: string
}

/** What a carrier knows later of a message: what it was told at first, or how it ended. */
export type Known = Sent | { readonly outcome: 'delivered' | 'failed'; readonly reason?: string }

/**
 * One way to reach people. `send` answers an outcome for whatever the carrier does; it throws for bugs only.
 * - `sendMany`: many in one trip, where the carrier takes them so; answers in their order
 * - `ask`: what became of a message, by its own id, where the carrier can be asked
 */
export type Channel = {
  readonly name: ChannelName
  readonly send: (message: Message) => Promise<Sent>
  readonly sendMany?: (messages: readonly Message[]) => Promise<readonly Sent[]>
  readonly ask?: (id: string) => Promise<Known>
}
