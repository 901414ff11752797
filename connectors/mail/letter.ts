import type { Worded, WordedItem } from '../wording/wording';

/** A letter laid out twice: for programs that show HTML, and for those that do not. */
export interface LaidOut {
  subject: string;
  html: string;
  text: string;
}

/** Lays a notice out as a mail. Whatever came from people is escaped; nothing is loaded from anywhere. */
export function layOut(worded: Worded): LaidOut {
  return { subject: worded.subject, html: htmlOf(worded), text: textOf(worded) };
}

function textOf({ greeting, items, more, inbox, footer }: Worded): string {
  const blocks = items.map(({ heading, lines, links }) =>
    [heading, ...lines, ...links.map(({ label, url }) => `${label}: ${url}`)].join('\n'),
  );
  return [greeting, ...blocks, ...(more === '' ? [] : [more]), `${inbox.label}: ${inbox.url}`, `-- \n${footer}`].join(
    '\n\n',
  );
}

function htmlOf({ language, subject, greeting, items, more, inbox, footer }: Worded): string {
  return `<!doctype html>
<html lang="${escape(language)}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${escape(subject)}</title></head>
<body style="margin:0;padding:24px;font:16px/1.5 system-ui,sans-serif;color:#1a1b1e;background:#ffffff">
<div style="max-width:36rem;margin:0 auto">
<p>${escape(greeting)}</p>
${items.map(itemHtml).join('\n')}
${more === '' ? '' : `<p>${escape(more)}</p>\n`}<p><a href="${escape(inbox.url)}" style="color:#1864ab">${escape(inbox.label)}</a></p>
<p style="font-size:13px;color:#495057;border-top:1px solid #dee2e6;padding-top:12px">${escape(footer)}</p>
</div>
</body>
</html>
`;
}

function itemHtml({ heading, lines, links }: WordedItem): string {
  const buttons = links.map(({ label, url }, place) => {
    const look = place === 0 ? 'background:#1864ab;color:#ffffff' : 'background:#e7f5ff;color:#1864ab';
    return `<a href="${escape(url)}" style="${look};display:inline-block;padding:8px 16px;border-radius:4px;text-decoration:none;margin-right:8px">${escape(label)}</a>`;
  });
  return `<div style="border:1px solid #dee2e6;border-radius:6px;padding:16px;margin:16px 0">
<p style="margin:0 0 4px;font-weight:600">${escape(heading)}</p>
${lines.map((line) => `<p style="margin:0 0 8px">${escape(line)}</p>`).join('\n')}
<p style="margin:8px 0 0">${buttons.join('')}</p>
</div>`;
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
