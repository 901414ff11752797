import type { Words } from './words';

/** German. */
export const de: Words = {
  language: 'de',
  subjectOne: {
    asked: (title, partner) => `${title}: ${partner} wartet auf Sie`,
    added: (title, partner) => `${title}: ${partner} wartet, Sie dürfen jetzt handeln`,
    reminded: (title, partner) => `Erinnerung: ${title}, ${partner}`,
    info_requested: (title, partner) => `Rückfrage zu ${title}, ${partner}`,
    decided: (title, partner) => `${title}: über ${partner} ist entschieden`,
    withdrawn: (title, partner) => `${title}: ${partner} wartet nicht mehr`,
    invited: (_title, partner) => (partner === '' ? 'Sie sind eingeladen' : `Sie sind eingeladen: ${partner}`),
    account_changed: (title, partner) => `${partner}: Bankkonto ${title} ändert sich`,
    payout_review: (title) => `Auszahlungslauf ${title} wartet auf Freigabe`,
    payout_failed: (title) => `Auszahlungslauf ${title}: nicht alles wurde bezahlt`,
    payment_returned: (title, partner) =>
      partner === '' ? `Auszahlungslauf ${title}: eine Zahlung kam zurück` : `${partner}: eine Zahlung kam zurück`,
    results_missing: (title) => `Auszahlungslauf ${title}: keine Ergebnisse einer Zahlungsdatei`,
  },
  subjectMany: (count) => `${count} Vorgänge für Sie`,
  subjectDaily: (count) => `Heute: ${count} ${count === 1 ? 'Vorgang' : 'Vorgänge'} für Sie`,
  greeting: (name) => `Guten Tag ${name},`,
  occasions: {
    asked: 'Dies wartet auf Sie.',
    added: 'Dies wurde nicht rechtzeitig erledigt oder braucht mehr Beteiligte: Sie dürfen jetzt handeln.',
    reminded: 'Zur Erinnerung: Dies wartet noch auf Sie.',
    info_requested: 'Wer hierüber entscheidet, braucht noch Auskunft von Ihnen.',
    decided: 'Hierüber ist entschieden.',
    withdrawn: 'Dies wurde zurückgezogen. Es ist nichts mehr zu tun.',
    invited: 'Jemand hat Sie eingeladen. Melden Sie sich mit dieser Mailadresse an, um anzunehmen.',
    account_changed:
      'Ein Bankkonto, auf das gezahlt wird, ändert sich. Auf das neue wird 48 Stunden lang nichts gezahlt. Wenn Sie das nicht erwartet haben, sagen Sie es uns sofort.',
    payout_review: 'Ein Auszahlungslauf wartet auf die Freigabe durch jemanden, der ihn nicht veranlasst hat.',
    payout_failed:
      'Einige Zahlungen eines Auszahlungslaufs sind fehlgeschlagen. Versuchen Sie sie erneut, oder überlassen Sie sie dem nächsten Lauf.',
    payment_returned:
      'Eine Zahlung kam von der Bank zurück. Der Betrag ist wie zuvor geschuldet und geht mit einem nächsten Auszahlungslauf hinaus; prüfen Sie, ob das Bankkonto stimmt.',
    results_missing:
      'Was aus Zahlungen einer Datei wurde, ist nicht verzeichnet. Sehen Sie nach, ob die Datei bei der Bank ist, und bringen Sie, was zurückkam; Zahlungen von Hand muss eine zweite Person bestätigen.',
  },
  outcomes: {
    approved: 'Es wurde genehmigt.',
    rejected: 'Es wurde abgelehnt.',
    expired: 'Niemand hat rechtzeitig entschieden: Es ist verfallen.',
  },
  due: (when) => `Fällig ${when}`,
  open: 'Öffnen',
  decide: 'Entscheiden',
  invitation: 'Ihre Einladung',
  signIn: 'Anmelden',
  more: (count) => `und ${count} weitere`,
  inbox: 'Alles, was auf Sie wartet',
  footer:
    'Sie erhalten dies wegen Ihrer Rollen. Ein Link zeigt erst nach der Anmeldung etwas und entscheidet nichts dadurch, dass er geöffnet wird. Wie Sie benachrichtigt werden, steht in Ihren Einstellungen.',
  footerInvited:
    'Sie erhalten dies, weil diese Adresse eingeladen wurde. Wenn Sie keine Einladung erwarten, ist nichts zu tun: Angenommen wird sie nur durch eine Anmeldung.',
};
