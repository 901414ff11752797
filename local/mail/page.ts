import type { TakenMail } from './server';

const HEAD = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>
  body { font: 16px/1.5 system-ui, sans-serif; max-width: 48rem; margin: 2rem auto; padding: 0 1rem; color: #1a1b1e; }
  li { border-bottom: 1px solid #dee2e6; padding: .5rem 0; list-style: none; }
  ul { padding: 0; }
  a { color: #1864ab; }
  small { display: block; color: #495057; }
  iframe { width: 100%; height: 28rem; border: 1px solid #dee2e6; border-radius: .3rem; }
  pre { white-space: pre-wrap; overflow-wrap: anywhere; background: #f8f9fa; padding: 1rem; border-radius: .3rem; }
</style>`;

/** All letters, the latest first. */
export function listPage(mails: readonly TakenMail[]): string {
  const line = ({ number, to, mail, atMs }: TakenMail): string =>
    `<li><a href="/mails/${number}">${escape(mail.headers['subject'] ?? '(no subject)')}</a>` +
    `<small>${escape(to.join(', '))} · ${new Date(atMs).toISOString()}</small></li>`;
  const body =
    mails.length === 0
      ? '<p>No letter yet. Let somebody apply: whoever has to do with it is written to.</p>'
      : `<ul>${[...mails].reverse().map(line).join('\n')}</ul>`;
  return `${HEAD}<title>Mailbox of this laptop</title>
<h1>Mailbox of this laptop</h1>
<p>Everything that the engine sends ends here; nothing leaves this machine.</p>
${body}</html>`;
}

/** One letter, as both kinds of mail programs show it. */
export function mailPage({ to, mail, atMs }: TakenMail): string {
  const html = `<base target="_blank">${mail.html}`;
  return `${HEAD}<title>${escape(mail.headers['subject'] ?? '')}</title>
<p><a href="/">All letters</a></p>
<h1>${escape(mail.headers['subject'] ?? '(no subject)')}</h1>
<p>To ${escape(to.join(', '))}<small>${new Date(atMs).toISOString()}</small></p>
<iframe title="The letter" sandbox="allow-popups allow-popups-to-escape-sandbox" srcdoc="${escape(html)}"></iframe>
<h2>As plain text</h2>
<pre>${escape(mail.text)}</pre></html>`;
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
