import { createTransport } from 'nodemailer';
import type { NoticeLetter } from '../../domain/people/notices';
import { ConnectorError } from '../connector-error';
import { worded } from '../wording/wording';
import { layOut } from './letter';

/** A letter to one address. */
export interface Posting {
  address: string;
  /** Stays the same for every repetition: a mail program that gets it twice shows it once. At most 60 characters. */
  deliveryId: string;
  letter: NoticeLetter;
}

/** Mail. */
export interface Mail {
  /**
   * Sends a letter. SMTP cannot promise "exactly once": a line that breaks after the content was taken leaves it
   * unknown, and the repetition is the same message by its Message-ID.
   *
   * @throws ConnectorError whose message names the system and its code, never the address
   */
  send(posting: Posting): Promise<void>;
}

/** Where the mail server is, and who writes. */
export interface SmtpEndpoint {
  /** `smtp://` or `smtps://`, with user and password where it asks for them. */
  url: string;
  /** `Name <address>`, or an address. */
  from: string;
}

/** The activity's own bound is half a minute: each phase ends well before. */
const PHASE_MS_MAX = 8_000;
/** What the other side may refuse for good: sender, recipient, content. All else is its state, and may pass. */
const FINAL_AT = ['MAIL FROM', 'RCPT TO', 'DATA'];
/** As the library names what failed before anything was sent; a refused connection it tells by the system call. */
const NEVER_SENT = ['EDNS', 'ETLS', 'EAUTH', 'ENOAUTH'];

/** A mail server, by SMTP. Beyond the machine itself it must speak TLS, unless its address says `?ignoreTLS=true`. */
export function smtpMail({ url, from }: SmtpEndpoint): Mail {
  const transport = createTransport({
    url,
    requireTLS: !isLoopback(url) && !/[?&]ignoreTLS=true\b/.test(url),
    connectionTimeout: PHASE_MS_MAX,
    greetingTimeout: PHASE_MS_MAX,
    socketTimeout: PHASE_MS_MAX,
    dnsTimeout: PHASE_MS_MAX,
    // Content is text of ours: it may name no file and no address to be fetched.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const domain = /@([^@>\s]+)>?\s*$/.exec(from)?.[1] ?? 'localhost';
  return {
    async send({ address, deliveryId, letter }) {
      try {
        const words = worded(letter);
        await transport.sendMail({
          ...layOut(words),
          from,
          to: { name: '', address },
          messageId: `<${deliveryId}@${domain}>`,
          headers: { 'Auto-Submitted': 'auto-generated', 'Content-Language': words.language },
        });
      } catch (error) {
        throw failed(error);
      }
    },
  };
}

function isLoopback(url: string): boolean {
  return /^(127\.\d+\.\d+\.\d+|localhost|\[::1\])$/.test(new URL(url).hostname);
}

function failed(error: unknown): ConnectorError {
  const { code, command, responseCode, syscall } = error as NodeJS.ErrnoException & {
    command?: string;
    responseCode?: number;
  };
  const at = command === undefined ? '' : ` at ${command}`;
  if (responseCode !== undefined) {
    const retryable = responseCode < 500 || !FINAL_AT.includes(command ?? '');
    // A code is an answer: what it refuses was not taken.
    return new ConnectorError(`mail: answered ${responseCode}${at}.`, {
      retryable,
      unknownOutcome: false,
      status: responseCode,
    });
  }
  const unknownOutcome = syscall !== 'connect' && !NEVER_SENT.includes(code ?? '');
  return new ConnectorError(`mail: ${code ?? 'no answer'}${at}.`, { retryable: true, unknownOutcome });
}
