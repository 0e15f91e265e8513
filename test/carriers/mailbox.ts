import { SMTPServer } from 'smtp-server'

/*
 * A real SMTP server in a process of its own. It refuses whoever begins with `nobody`, and for `silent` it takes the
 * whole text and never answers. Prints its port, then each mail that it took, as one line of JSON.
 */
const server = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS'],
  onRcptTo: ({ address }, _, answer) =>
    answer(address.startsWith('nobody') ? Object.assign(new Error('no such mailbox'), { responseCode: 550 }) : null),
  onData: (stream, session, answer) => {
    const pieces: Buffer[] = []
    stream.on('data', piece => pieces.push(piece))
    stream.on('end', () => {
      const to = session.envelope.rcptTo.map(({ address }) => address)
      console.log(JSON.stringify({ to, text: Buffer.concat(pieces).toString() }))
      if (!to.some(address => address.startsWith('silent'))) answer()
    })
  },
})
server.listen(0, '127.0.0.1', () => console.log((server.server.address() as { port: number }).port))
