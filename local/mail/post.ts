import type { Socket } from 'node:net';
import { SMTPServer } from 'smtp-server';
import type { SMTPServerDataStream, SMTPServerSession } from 'smtp-server';
import type { Journal } from '../world/journal';

/**
 * How a mail server misbehaves: `reject` refuses the recipient for good; `busy` for now; `hang` takes the letter and
 * never answers; `drop-reply` takes it and cuts the line.
 */
const MAIL_FAULTS = ['none', 'reject', 'busy', 'hang', 'drop-reply'] as const;

/** One fault, as `PUT /faults` takes it. */
export interface MailFault {
  mode: (typeof MAIL_FAULTS)[number];
  /** Only for letters to this address. Default: to all. */
  to?: string;
}

const LETTER_BYTES_MAX = 2_097_152;

/** Says what is wrong with a fault that came over HTTP. */
export function checkMailFault(body: unknown): MailFault | { wrong: string } {
  const { mode, to } = (body ?? {}) as Record<string, unknown>;
  if (!MAIL_FAULTS.some((known) => known === mode)) return { wrong: `mode is one of ${MAIL_FAULTS.join(', ')}` };
  if (to !== undefined && typeof to !== 'string') return { wrong: 'to is an address' };
  return body as MailFault;
}

/** Takes letters by SMTP and keeps them in the journal, each before it says so. */
export class PostOffice {
  fault: MailFault = { mode: 'none' };
  private readonly sockets = new Map<number, Socket>();
  private readonly server = new SMTPServer({
    authOptional: true,
    // Loopback only: neither passwords nor certificates.
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    size: LETTER_BYTES_MAX,
    logger: false,
    onRcptTo: ({ address }, _session, done) => {
      const mode = this.modeFor([address]);
      if (mode === 'reject') return done(answer(550, 'no such mailbox'));
      if (mode === 'busy') return done(answer(451, 'come again later'));
      done();
    },
    onData: (stream, session, done) => {
      this.take(stream, session).then(
        (mode) => {
          if (mode === 'hang') return;
          if (mode === 'drop-reply') return void this.sockets.get(session.remotePort)?.destroy();
          done();
        },
        (error: Error) => done(error),
      );
    },
  });

  constructor(private readonly journal: Journal) {
    this.server.server.on('connection', (socket: Socket) => {
      const { remotePort } = socket;
      if (remotePort === undefined) return;
      this.sockets.set(remotePort, socket);
      socket.once('close', () => this.sockets.delete(remotePort));
    });
    // A client that goes away in the middle is the client's business.
    this.server.on('error', (error: Error) => this.journal.append('mail.error', { message: error.message }));
  }

  listen(port: number): Promise<void> {
    return new Promise((resolve, reject) => {
      const listening = this.server.listen(port, '127.0.0.1', () => {
        listening.off('error', reject);
        resolve();
      });
      listening.once('error', reject);
    });
  }

  close(): void {
    for (const socket of this.sockets.values()) socket.destroy();
    this.server.close();
  }

  private async take(stream: SMTPServerDataStream, { envelope }: SMTPServerSession): Promise<MailFault['mode']> {
    let raw = '';
    for await (const chunk of stream) raw += (chunk as Buffer).toString('latin1');
    const to = envelope.rcptTo.map(({ address }) => address);
    const mode = this.modeFor(to);
    this.journal.append('mail.taken', { to, raw, fault: mode });
    return mode;
  }

  private modeFor(addresses: string[]): MailFault['mode'] {
    const { mode, to } = this.fault;
    return to === undefined || addresses.includes(to) ? mode : 'none';
  }
}

function answer(responseCode: number, words: string): Error {
  return Object.assign(new Error(words), { responseCode });
}
