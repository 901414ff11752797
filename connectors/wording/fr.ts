import type { Words } from './words';

/** French. */
export const fr: Words = {
  language: 'fr',
  subjectOne: {
    asked: (title, partner) => `${title} : ${partner} vous attend`,
    added: (title, partner) => `${title} : ${partner} attend, vous pouvez agir maintenant`,
    reminded: (title, partner) => `Rappel : ${title}, ${partner}`,
    info_requested: (title, partner) => `Question sur ${title}, ${partner}`,
    decided: (title, partner) => `${title} : la décision sur ${partner} est prise`,
    withdrawn: (title, partner) => `${title} : ${partner} n’attend plus`,
    invited: (_title, partner) => (partner === '' ? 'Vous êtes invité' : `Vous êtes invité : ${partner}`),
    account_changed: (title, partner) => `${partner} : le compte bancaire ${title} change`,
    payout_review: (title) => `Le paiement groupé ${title} attend une approbation`,
    payout_failed: (title) => `Paiement groupé ${title} : tout n’a pas été payé`,
    payment_returned: (title, partner) =>
      partner === '' ? `Paiement groupé ${title} : un versement est revenu` : `${partner} : un versement est revenu`,
    results_missing: (title) => `Paiement groupé ${title} : aucun résultat d’un fichier de paiement`,
  },
  subjectMany: (count) => `${count} éléments pour vous`,
  subjectDaily: (count) => `Aujourd’hui : ${count} ${count === 1 ? 'élément' : 'éléments'} pour vous`,
  greeting: (name) => `Bonjour ${name},`,
  occasions: {
    asked: 'Ceci vous attend.',
    added: 'Ceci n’a pas été traité à temps ou demande plus de personnes : vous pouvez agir maintenant.',
    reminded: 'Pour rappel : ceci vous attend toujours.',
    info_requested: 'La personne qui décide a besoin d’une précision de votre part.',
    decided: 'La décision est prise.',
    withdrawn: 'Ceci a été retiré. Il n’y a plus rien à faire.',
    invited: 'Quelqu’un vous a invité. Connectez-vous avec cette adresse pour accepter.',
    account_changed:
      'Un compte bancaire qui reçoit des versements change. Rien n’est payé sur le nouveau pendant 48 heures. Si vous ne vous y attendiez pas, dites-le-nous tout de suite.',
    payout_review: 'Un paiement groupé attend l’approbation de quelqu’un qui ne l’a pas demandé.',
    payout_failed: 'Certains versements d’un paiement groupé ont échoué. Réessayez, ou laissez-les au prochain.',
    payment_returned:
      'Un versement est revenu de la banque. Le montant reste dû et partira avec un prochain paiement groupé ; vérifiez que le compte bancaire est juste.',
    results_missing:
      'Le sort de versements d’un fichier n’est pas enregistré. Vérifiez que le fichier est parti à la banque et apportez ce qui en est revenu ; les versements manuels doivent être confirmés par une seconde personne.',
  },
  outcomes: {
    approved: 'C’est approuvé.',
    rejected: 'C’est refusé.',
    expired: 'Personne n’a décidé à temps : c’est expiré.',
  },
  due: (when) => `Échéance : ${when}`,
  open: 'Ouvrir',
  decide: 'Décider',
  invitation: 'Votre invitation',
  signIn: 'Se connecter',
  more: (count) => `et ${count} de plus`,
  inbox: 'Tout ce qui vous attend',
  footer:
    'Vous recevez ceci en raison de vos rôles. Un lien ne montre quelque chose qu’après connexion et ne décide rien du seul fait d’être ouvert. La façon dont vous êtes prévenu se règle dans vos préférences.',
  footerInvited:
    'Vous recevez ceci parce que cette adresse a été invitée. Si vous n’attendiez aucune invitation, il n’y a rien à faire : seule une connexion l’accepte.',
};
