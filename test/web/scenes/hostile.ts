import { dose } from '../../kit/dose';
import { imported } from '../house';
import type { ConsoleHouse } from '../house';

/** How many hostile names. */
const HOSTILE = dose({ test: 6, hard: 50, soak: 50 });

/** Whatever of it ran would leave its mark. */
const MARK = 'window.hostile=1';
const PAYLOADS = [
  `<script>${MARK}</script>`,
  `<img src=x onerror="${MARK}">`,
  `"><svg onload=${MARK}>`,
  `javascript:${MARK}`,
  `{{constructor.constructor('${MARK}')()}}`,
  `=HYPERLINK("http://evil.example";"click")`,
  `</title><script>${MARK}</script>`,
  `</textarea><img src=x onerror=${MARK}>`,
  `'-${MARK}-'`,
  `\${${MARK}}`,
  `<iframe srcdoc="<script>parent.hostile=1</script>">`,
  `<a href="javascript:${MARK}">Acme</a>`,
  `<details open ontoggle=${MARK}>`,
  `<math><mi xlink:href="data:x,<script>${MARK}</script>">`,
  `<style>*{display:none}</style>`,
  `<meta http-equiv=refresh content="0;url=http://evil.example">`,
  `<base href=http://evil.example>`,
  `<form action=http://evil.example><button>Sign in</button>`,
  `data:text/html,<script>${MARK}</script>`,
  `__proto__`,
  `constructor`,
  `../../../etc/passwd`,
  `%3Cscript%3E${MARK}%3C/script%3E`,
  `<marquee onstart=${MARK}>`,
  `'; DROP TABLE partner; --`,
];
/** The first time as they are, then as the end of an attribute that somebody forgot to close. */
const nameOf = (n: number): string => `${n < PAYLOADS.length ? '' : `"'> `}${PAYLOADS[n % PAYLOADS.length]} ${n}`;

/** Names are text, whatever they look like. */
export function hostileScenes(house: ConsoleHouse): void {
  describe('hostile names', () => {
    test('are shown as they are, and nothing of them runs', async () => {
      const names = Array.from({ length: HOSTILE }, (_, n) => nameOf(n));
      const ids = await imported(house, names);
      const pam = await house.window();
      let dialogs = 0;
      pam.page.on('dialog', (dialog) => {
        dialogs += 1;
        void dialog.dismiss();
      });
      await pam.signIn('Pam Ortega', '/partners?view=table');
      await pam.sees(names[0]!);
      for (const [n, id] of ids.entries())
        for (const path of [`/partners/${id}`, `/partners/${id}?tab=timeline`]) {
          await pam.turnTo(path);
          await pam.heading(names[n]!).waitFor();
          await pam.seesNo(/Loading/);
        }
      for (const path of ['/partners', '/tasks', '/inbox', '/overview']) {
        await pam.turnTo(path);
        await pam.page.locator('h1').waitFor();
        await pam.seesNo(/Loading/);
      }
      expect({ ran: await pam.page.evaluate('window.hostile'), dialogs }).toEqual({ ran: undefined, dialogs: 0 });
    }, 600_000);
  });
}
