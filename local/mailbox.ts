import { mkdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { MailFault } from './mail/post';
import { smtpPortFile, takenMails } from './mail/server';
import type { TakenMail } from './mail/server';
import { startProgram } from './program';

export interface MailboxOptions {
  /** Holds every letter; it survives restarts. */
  dataDir: string;
  /** Of the page. Default: the port of last time, else a free one. */
  port?: number;
  /** The compiled `mailbox-main.js`. Default: the one beside this file. */
  entry?: string;
}

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
export async function startMailbox(options: MailboxOptions): Promise<Mailbox> {
  const dataDir = resolve(options.dataDir);
  mkdirSync(dataDir, { recursive: true });
  const { pid, port, stop, kill } = await startProgram({
    name: 'mailbox',
    entry: options.entry ?? join(__dirname, 'mailbox-main.js'),
    dataDir,
    port: options.port,
    healthPath: '/healthz',
  });
  const url = `http://127.0.0.1:${port}`;
  return {
    url,
    smtpUrl: `smtp://127.0.0.1:${readFileSync(smtpPortFile(dataDir), 'utf8')}`,
    pid,
    fault: async (fault) => {
      const response = await fetch(`${url}/faults`, { method: 'PUT', body: JSON.stringify(fault) });
      if (!response.ok) throw new Error(`The fault was refused: ${await response.text()}`);
    },
    mails: () => takenMails(dataDir),
    stop,
    kill,
  };
}
