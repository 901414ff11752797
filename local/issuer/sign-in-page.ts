import type { DemoIdentity } from '../identities';

/** The page on which somebody says who they are: no passwords, it is a laptop's issuer and says so. */
export function signInPage(action: string, identities: readonly DemoIdentity[]): string {
  const button = ({ name, displayName, roles }: DemoIdentity) =>
    `<li><button name="identity" value="${escape(name)}">${escape(displayName)}` +
    `<small>${escape([name, ...roles].join(' · '))}</small></button></li>`;
  return page(
    'Sign in',
    `<h1>Who are you today?</h1>
<p>This issuer runs on your own machine and asks for no password. Never use it anywhere else.</p>
<form method="post" action="${escape(action)}"><ul>
${identities.map(button).join('\n')}
</ul></form>`,
  );
}

/** The page that asks once more before it signs out; `form` is the issuer's, with its own protection. */
export function signOutPage(form: string): string {
  return page(
    'Sign out',
    `<h1>Sign out?</h1>
${form}
<ul>
<li><button type="submit" form="op.logoutForm" name="logout" value="yes" autofocus>Sign out<small>the next one says again who they are</small></button></li>
<li><button type="submit" form="op.logoutForm">Stay signed in</button></li>
</ul>`,
  );
}

function page(title: string, main: string): string {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · partner lifecycle (laptop)</title>
<style>
  body { font: 16px/1.4 system-ui, sans-serif; max-width: 30rem; margin: 3rem auto; padding: 0 1rem; color: #1a1b1e; }
  ul { list-style: none; padding: 0; }
  button { width: 100%; margin: .2rem 0; padding: .6rem .8rem; font: inherit; text-align: left; border: 1px solid #868e96; border-radius: .3rem; background: #fff; cursor: pointer; }
  button:hover, button:focus-visible { background: #e7f5ff; outline: 2px solid #1864ab; }
  small { display: block; color: #495057; }
</style>
<main>
${main}
</main>
</html>
`;
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
