/** One finished e-mail. */
export interface Mail {
  /** Becomes the Message-ID, the same at every try, so that a mailbox can tell a repetition. */
  id: string
  from: string
  to: string
  replyTo?: string
  subject: string
  html: string
}

export interface MailSender {
  /** Resolves once the server took the mail; throws `SendError`. */
  send(mail: Mail): Promise<void>
  /** Ends every connection; a mail in flight fails. */
  close(): void
}

/** A failed try. The message names codes only: servers like to quote what they refuse. */
export class SendError extends Error {
  override readonly name = 'SendError'
  /** The server refused this mail for good (5xx to its sender, recipient or content). */
  readonly permanent: boolean
  constructor(summary: string, permanent: boolean, options?: ErrorOptions) {
    super(summary, options)
    this.permanent = permanent
  }
}

const CONNECT_TIMEOUT_MS = 10_000
const SILENCE_TIMEOUT_MS = 30_000
/** For one mail as a whole; a server that trickles its replies is never silent. */
export const SEND_TIMEOUT_MS = 60_000

/** Opens a sender over kept connections, at most `connections` at once; nothing connects before the first mail. */
export async function openSmtp(url: string, connections: number): Promise<MailSender> {
  const { createTransport } = await import('nodemailer')
  const transport = createTransport({
    url,
    pool: true,
    maxConnections: connections,
    maxRequeues: 0, // the outbox repeats, with a back-off that survives a restart
    connectionTimeout: CONNECT_TIMEOUT_MS,
    greetingTimeout: CONNECT_TIMEOUT_MS,
    dnsTimeout: CONNECT_TIMEOUT_MS,
    socketTimeout: SILENCE_TIMEOUT_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  const closed = new AbortController()
  return {
    send: async (mail) => {
      const signal = AbortSignal.any([closed.signal, AbortSignal.timeout(SEND_TIMEOUT_MS)])
      try {
        await transport.sendMail({ ...headersOf(mail), signal })
      } catch (error) {
        throw toSendError(error)
      }
    },
    close: () => {
      closed.abort()
      transport.close()
    },
  }
}

function headersOf(mail: Mail) {
  return {
    messageId: `<${mail.id}@poolhouse>`,
    from: mail.from,
    to: { name: '', address: mail.to }, // as an object, so that a comma in it is no second recipient
    ...(mail.replyTo !== undefined && { replyTo: mail.replyTo }),
    subject: mail.subject,
    html: mail.html,
  }
}

function toSendError(error: unknown): SendError {
  const { code, responseCode, command } = error as { code?: string; responseCode?: number; command?: string }
  const summary = [code ?? 'unknown error', responseCode, command && `at ${command}`]
    .filter(Boolean)
    .join(' ')
  const aboutThisMail = code === 'EENVELOPE' || code === 'EMESSAGE'
  return new SendError(summary, aboutThisMail && responseCode !== undefined && responseCode >= 500)
}
