import { readFileSync } from 'node:fs';
import type { MailFault } from './mail/post';
import { smtpPortFile, takenMails } from './mail/server';
import type { TakenMail } from './mail/server';
import type { ThirdPartyOptions } from './third-party';
import { startThirdParty } from './third-party';

/** The running mail server of a laptop. It outlives this process: only `stop` and `kill` end it. */
export interface Mailbox {
  /** The page that shows the letters. */
  url: string;
  smtpUrl: string;
  pid: number;
  /** Makes it misbehave, or well again with `none`. */
  fault(fault: MailFault): Promise<void>;
  /** Every letter that was taken, in order; works after a kill too. */
  mails(): TakenMail[];
  stop(): Promise<void>;
  /** kill -9. */
  kill(): Promise<void>;
}

/** Starts a mail server that keeps and shows letters, as a process of its own, or joins the one on this folder. */
export async function startMailbox(options: ThirdPartyOptions): Promise<Mailbox> {
  const { url, pid, dataDir, command, stop, kill } = await startThirdParty('mailbox', options);
  return {
    url,
    smtpUrl: `smtp://127.0.0.1:${readFileSync(smtpPortFile(dataDir), 'utf8')}`,
    pid,
    fault: (fault) => command('PUT', '/faults', fault),
    mails: () => takenMails(dataDir),
    stop,
    kill,
  };
}
