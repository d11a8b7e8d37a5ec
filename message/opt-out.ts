/**
 * The words with which people opt out of messages and back in. A word counts only as the whole message: "please don't stop" is
 * no STOP. Words are written as `plain` leaves them: lower case, no accents.
 */

export type OptOut = 'stop' | 'start';

interface Words {
  readonly stop: readonly string[];
  readonly start: readonly string[];
}

/**
 * By language. No word opts in that is a likely answer to some question: YES would bring messages back to who meant something else. And
 * no language opts in with a word that opts out in another.
 */
export const optOutWords: Readonly<Record<string, Words>> = {
  en: {
    // Those that the FCC names (47 CFR 64.1200(a)(10)) and the CTIA handbook, and their usual variants.
    stop: [
      'stop',
      'stopall',
      'stop all',
      'unsubscribe',
      'cancel',
      'end',
      'quit',
      'revoke',
      'opt out',
      'optout',
      'remove',
    ],
    start: ['start', 'unstop', 'subscribe', 'opt in', 'optin'],
  },
  de: {
    stop: ['stopp', 'abmelden', 'abbestellen', 'austragen', 'ende', 'kundigen', 'keine sms'],
    start: ['anmelden'],
  },
  fr: {
    stop: ['arret', 'arreter', 'arretez', 'desabonner', 'desabonnement', 'desinscrire', 'desinscription', 'stop sms'],
    start: ['abonner', 'reabonner'],
  },
  es: {
    stop: ['baja', 'parar', 'alto', 'cancelar', 'detener', 'salir', 'no mas'],
    start: ['alta', 'suscribir', 'reanudar'],
  },
  it: {
    stop: ['ferma', 'fermare', 'basta', 'cancella', 'cancellami', 'disiscrivi', 'disiscrivimi', 'annulla'],
    start: ['iscrivi', 'iscrivimi'],
  },
  pt: {
    stop: ['sair', 'parar', 'pare', 'cancelar', 'remover', 'descadastrar'],
    start: ['iniciar', 'retomar'],
  },
  nl: { stop: ['stoppen', 'afmelden', 'uitschrijven'], start: ['aanmelden', 'inschrijven'] },
  pl: { stop: ['rezygnuje', 'rezygnacja', 'wypisz', 'koniec', 'anuluj'], start: ['wznow', 'zapisz', 'wlacz'] },
  sv: { stop: ['stopp', 'stoppa', 'avsluta', 'avregistrera'], start: ['starta'] },
  no: { stop: ['stopp', 'avslutt', 'avmeld', 'meld av'], start: ['pamelding', 'meld pa'] },
  da: { stop: ['afmeld', 'frameld', 'afslut'], start: ['tilmeld'] },
  fi: { stop: ['lopeta', 'peruuta'], start: ['aloita'] },
  cs: { stop: ['odhlasit', 'zrusit', 'konec'], start: ['prihlasit', 'obnovit'] },
  hu: { stop: ['leiratkozas', 'leiratkozom'], start: ['feliratkozas', 'feliratkozom'] },
  ro: { stop: ['dezabonare', 'opreste'], start: ['abonare'] },
  tr: { stop: ['iptal', 'dur', 'ret', 'durdur'], start: ['basla', 'baslat'] },
  ru: { stop: ['стоп', 'отписаться', 'отписка', 'отмена'], start: ['старт', 'подписаться', 'подписка'] },
  uk: { stop: ['відписатися', 'відписка'], start: ['підписатися', 'підписка'] },
  el: { stop: ['στοπ', 'διαγραφη', 'διακοπη'], start: ['εναρξη', 'εγγραφη'] },
  he: { stop: ['הסר', 'הסירו', 'הסרה', 'עצור'], start: ['הצטרף', 'הצטרפות'] },
  ar: { stop: ['إيقاف', 'توقف', 'إلغاء', 'قف'], start: ['ابدأ', 'اشتراك'] },
  zh: { stop: ['退订', '退訂', '取消订阅', '取消訂閱', '停止'], start: ['订阅', '訂閱'] },
  ja: { stop: ['配信停止', '解除', 'ストップ'], start: ['再開', '配信再開'] },
  ko: { stop: ['수신거부', '중지', '해지'], start: ['수신동의', '재개'] },
};

/** More than any word of the table takes, with signs around it. */
const longest = 60;

const meanings: ReadonlyMap<string, OptOut> = new Map(
  Object.values(optOutWords).flatMap(({ stop, start }) => [
    ...start.map((word) => [plain(word), 'start'] as const),
    ...stop.map((word) => [plain(word), 'stop'] as const),
  ]),
);

/** What a whole text asks for: `stop` to get no more messages, `start` to get them again, null for anything else. */
export function readOptOut(text: string): OptOut | null {
  const trimmed = text.trim();
  return trimmed.length > longest ? null : (meanings.get(plain(trimmed)) ?? null);
}

/** Letters that are not a plain one with an accent. */
const unaccented: Readonly<Record<string, string>> = {
  ł: 'l',
  ø: 'o',
  ı: 'i',
  đ: 'd',
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ς: 'σ',
};

/** Words without case, accents, signs and surplus spaces, so that `"Arrêt!"` is `arret`. */
function plain(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .replace(/[łøıđßæœς]/g, (letter) => unaccented[letter] ?? letter)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
